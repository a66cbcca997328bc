import { enqueue, recordEvent } from '@berth/db';
import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, requireStanding, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { cronEntryOf } from './cron-entry-of.js';
import { ReadCron, type CronView } from './read-cron.js';

/** Stops the clock of a cron process, or lets it go on; the reconciler makes it so. To do it twice is to do it once. */
@Injectable()
export class PauseCron {
  constructor(
    private readonly database: Database,
    private readonly cron: ReadCron,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, name: string, paused: boolean): Promise<CronView> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const environment = await lockEnvironment(tx, tenantId, key);
      requireActive(actor.tenant.state);
      requireStanding(environment);
      await cronEntryOf(tx, environment, name);
      const { cronPaused, kind } = await tx.environment.findUniqueOrThrow({ where: { id: environment.id }, select: { cronPaused: true, kind: true } });
      if (kind === 'preview' && !paused) throw new Problem('wrong-state', 'In a preview no cron process runs by the clock.', { remedy: `Run it by hand: \`berth cron run ${name}\`.` });
      if (cronPaused.includes(name) === paused) return;
      await tx.environment.update({ where: { id: environment.id }, data: { cronPaused: paused ? [...cronPaused, name] : cronPaused.filter((one) => one !== name) } });
      await recordEvent(tx, { tenantId, appId: environment.appId, environmentId: environment.id, actor: actor.email }, 'cron.paused', { cron: name, paused });
      await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId: environment.id });
    });
    return this.cron.one(tenantId, key, name);
  }
}
