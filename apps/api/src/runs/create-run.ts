import { enqueue, type Tx } from '@berth/db';
import { namedSizes, type ProcessSize } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, requireStanding, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { BodyOf } from '../http/operation.js';
import { needOf, requireFits, runningOf, type Need } from '../processes/budget-need.js';
import { lockTenant } from '../tenants/lock-tenant.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { addRun } from './add-run.js';
import { GetRun } from './get-run.js';
import { liveRelease, processOf } from './live-release.js';
import type { RunView } from './run-view.js';

/** Starts a command beside the app, with what serves now. Its pod counts in the budget; the cluster's quota has the last word. */
@Injectable()
export class CreateRun {
  constructor(
    private readonly database: Database,
    private readonly getRun: GetRun,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, { command, process, size: named, timeoutSeconds, attach }: BodyOf<'createRun'>): Promise<RunView> {
    const tenantId = actor.tenant.id;
    const name = await this.database.write(async (tx) => {
      const tenant = await lockTenant(tx, { id: tenantId }); // parallel runs count each other
      const environment = await lockEnvironment(tx, tenantId, key);
      if (!tenant) throw notFound();
      requireActive(tenant.state);
      requireStanding(environment);
      const release = await liveRelease(tx, environment);
      const like = processOf(release, process);
      const size = named === undefined ? like.size : namedSizes[named];
      const before = sum(needOf(await runningOf(tx, tenantId)), ...(await openRuns(tx, tenantId)).map(needOfPod));
      requireFits(before, sum(before, needOfPod(size)), tenant.budget);
      const run = await addRun(tx, actor, environment, { kind: 'run', command, process: like.name, pod: null, releaseId: release.id, size, attached: attach !== null, tty: attach?.tty ?? false, timeoutSeconds });
      if (attach === null) await enqueue(tx, 'tendRun', { tenantId, runId: run.id }); // any other begins when its terminal is opened
      return run.name;
    });
    return this.getRun.run(tenantId, key, name);
  }
}

async function openRuns(tx: Tx, tenantId: string): Promise<ProcessSize[]> {
  const rows = await tx.run.findMany({ where: { tenantId, kind: 'run', state: { in: ['starting', 'running'] } }, select: { size: true } });
  return rows.map(({ size }) => size as unknown as ProcessSize);
}

const needOfPod = (size: ProcessSize): Need => ({ cpuMillicores: size.cpuRequestMillicores, memoryBytes: size.memoryLimitBytes, pods: 1 });
const sum = (...needs: Need[]): Need => needs.reduce((a, b) => ({ cpuMillicores: a.cpuMillicores + b.cpuMillicores, memoryBytes: a.memoryBytes + b.memoryBytes, pods: a.pods + b.pods }));
