import { enqueue } from '@berth/db';
import { Problem, type ProcessSettings } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { invalidField } from '../http/invalid-input.js';
import { notFound } from '../http/not-found.js';
import { ReadVolumes, type VolumeView } from './read-volumes.js';

/** Begins to delete a volume that nothing uses; the reconciler removes it. To ask twice is to ask once. */
@Injectable()
export class DeleteVolume {
  constructor(
    private readonly database: Database,
    private readonly volumes: ReadVolumes,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, name: string, confirm: string): Promise<VolumeView> {
    const tenantId = actor.tenant.id;
    const view = await this.volumes.one(tenantId, key, name); // read before: the worker may be done before the answer
    await this.database.write(async (tx) => {
      const environment = await lockForAction(tx, actor, key);
      if (confirm !== name) throw invalidField('/query/confirm', `must be ${name}`);
      const { id: environmentId, targetReleaseId, liveReleaseId } = environment;
      const waiting = await tx.deployment.count({ where: { environmentId, state: { in: ['queued', 'running'] } } });
      if (waiting > 0) throw new Problem('wrong-state', 'A deployment is under way, which may use the volume.', { remedy: 'Try again when it has ended.' });
      const releases = await tx.release.findMany({ where: { id: { in: [targetReleaseId, liveReleaseId].filter((id) => id !== null) } }, select: { processes: true } });
      const user = releases.flatMap(({ processes }) => processes as unknown as ProcessSettings[]).find(({ volumes = [] }) => volumes.some((volume) => volume.name === name));
      if (user) throw new Problem('volume-in-use', `Process ${user.name} uses volume ${name}.`);
      const marked = await tx.volume.updateMany({ where: { environmentId, name, deletedAt: null }, data: { deletedAt: new Date() } });
      if (marked.count === 0 && (await tx.volume.count({ where: { environmentId, name } })) === 0) throw notFound();
      await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId });
    });
    return { ...view, state: 'deleting' };
  }
}
