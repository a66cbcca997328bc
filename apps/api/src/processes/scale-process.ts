import { enqueue, recordEvent, type Tx } from '@berth/db';
import { Problem, requestsUncounted, scaleBesideVolumes, sleepsWhenIdle, type Scale } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, requireStanding, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { noneNamed, notFound } from '../http/not-found.js';
import { lockTenant } from '../tenants/lock-tenant.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { needOf, requireFits, runningOf } from './budget-need.js';
import type { ProcessView } from './process-view.js';
import { ReadProcesses } from './read-processes.js';

/** Sets how many pods a process has. The reconciler makes it so; the cluster's quota has the last word. */
@Injectable()
export class ScaleProcess {
  constructor(
    private readonly database: Database,
    private readonly readProcesses: ReadProcesses,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, process: string, wanted: Scale): Promise<ProcessView> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const tenant = await lockTenant(tx, { id: tenantId }); // parallel scalings count each other
      const environment = await lockEnvironment(tx, tenantId, key);
      if (!tenant) throw notFound();
      requireActive(tenant.state);
      requireStanding(environment);
      const running = await runningOf(tx, tenantId);
      const here = running.find(({ environmentId }) => environmentId === environment.id);
      if (!here) throw new Problem('no-release');
      const settings = here.processes.find(({ name }) => name === process);
      if (!settings) throw noneNamed('process', process, here.processes);
      if (scaleBesideVolumes(wanted, settings) !== wanted) throw new Problem('has-volume', `Process ${process} has a volume, which only one pod can have: it neither scales nor sleeps.`);
      await this.requireCanSleep(tx, tenant.clusterId, settings.kind, wanted);
      await this.requireCounted(tx, tenant.clusterId, settings.kind, wanted);
      if (here.share && wanted.max > here.share.pods) {
        throw new Problem('over-budget', `A preview of ${key.app} may have ${here.share.pods} ${here.share.pods === 1 ? 'pod' : 'pods'} of each process; ${wanted.max} are asked for.`, { remedy: `An admin can allow more: \`berth previews settings --pods ${wanted.max} --app ${key.app}\`.` });
      }
      const scale = { ...environment.scale, [process]: wanted };
      requireFits(needOf(running), needOf(running.map((other) => (other === here ? { ...here, scale } : other))), tenant.budget);
      await tx.environment.update({ where: { id: environment.id }, data: { scale } });
      await recordEvent(tx, { tenantId, appId: environment.appId, environmentId: environment.id, actor: actor.email }, 'environment.scaled', { process, min: wanted.min, max: wanted.max });
      await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId: environment.id });
    });
    const { items } = await this.readProcesses.run(tenantId, key);
    const view = items.find(({ name }) => name === process);
    if (!view) throw notFound();
    return view;
  }

  /** Only what requests come to can be woken up by one, where the cluster has what does it. */
  private async requireCanSleep(tx: Tx, clusterId: string, kind: string, wanted: Scale): Promise<void> {
    if (!sleepsWhenIdle(wanted)) return;
    if (kind !== 'web') throw new Problem('cannot-sleep', 'A worker gets no requests: nothing would wake it up.', { remedy: 'Scale it to 1 or more, or to 0 to stop it.' });
    const { activatorAddress, ingressMetricsUrl } = await tx.cluster.findUniqueOrThrow({ where: { id: clusterId }, select: { activatorAddress: true, ingressMetricsUrl: true } });
    if (activatorAddress === null || ingressMetricsUrl === null) throw new Problem('cannot-sleep', 'This cluster has nothing that would wake an app up on a request, or that tells when it is idle.');
  }

  /** Only what gets requests can be scaled by them, where the cluster's autoscalers are told of them. */
  private async requireCounted(tx: Tx, clusterId: string, kind: string, wanted: Scale): Promise<void> {
    if (wanted.requestsPerSecond === undefined) return;
    if (kind !== 'web') throw new Problem('requests-uncounted', 'A worker gets no requests.');
    const { requestMetrics } = await tx.cluster.findUniqueOrThrow({ where: { id: clusterId }, select: { requestMetrics: true } });
    if (!requestMetrics) throw new Problem('requests-uncounted', requestsUncounted);
  }
}
