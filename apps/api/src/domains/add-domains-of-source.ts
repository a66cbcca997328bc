import type { Tx } from '@berth/db';
import { Problem, sourceDetectionSchema, type DeploymentInput } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import type { LockedEnvironment } from '../apps/environment-key.js';
import { Env } from '../env.js';
import { insertDomain } from './insert-domain.js';

/** Adds the domains that the berth.yaml of a source names to the app's environment production. */
@Injectable()
export class AddDomainsOfSource {
  constructor(private readonly env: Env) {}

  /** What is to be said of them; a domain that cannot be added keeps nothing from being deployed. */
  async run(tx: Tx, actor: TenantActor, environment: LockedEnvironment, input: DeploymentInput): Promise<string[]> {
    if (input.kind !== 'source') return [];
    const source = await tx.source.findUniqueOrThrow({ where: { id: input.sourceId }, select: { detection: true } });
    const wanted = sourceDetectionSchema.safeParse(source.detection).data?.settings?.domains ?? [];
    if (wanted.length === 0) return [];
    const there = new Set((await tx.domain.findMany({ where: { environmentId: environment.id }, select: { name: true } })).map(({ name }) => name));
    const said: string[] = [];
    for (const host of wanted.filter((one) => !there.has(one))) {
      try {
        await insertDomain(tx, actor, environment, host, this.env.publicUrl);
        said.push(`The domain ${host} of berth.yaml was added. What DNS must say: berth domains check ${host}`);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        said.push(`The domain ${host} of berth.yaml was not added. ${error.message}`);
      }
    }
    return said;
  }
}
