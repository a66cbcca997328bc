import { sleepsWhenIdle, type Scale } from '@berth/domain';
import { ClusterError, ingressMetrics, processObjectName, tenantNamespace } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { leadsToActivator } from '../clusters/cluster-view.js';
import { refusalOfPods } from '../reconcile/observe.js';
import { allowedScale } from '../reconcile/load-desired.js';
import { repeat } from '../queues/repeat.js';
import type { WorkerDeps } from '../worker-deps.js';
import { IdleClock } from './idle-clock.js';
import { isDisturbed, lastRefusalAt, moveSleep, webProcessOf, type Move, type Sleeper } from './move-sleep.js';
import { lookMs, moveOnRequest, nextMove, stayAwake } from './next-move.js';

interface Tended extends Sleeper {
  process: string;
  sleep: string | null;
  scale: Scale;
  /** Whether its cluster wakes apps up on requests, and tells of these. */
  canSleep: boolean;
  port: number;
  service: { namespace: string; name: string };
  opened: OpenedCluster;
}

/**
 * Lets web processes sleep that nobody asks for, and wakes them up when somebody does. Where each of them stands is in its
 * row: any worker goes on with it.
 */
export function startSleepKeeper(deps: WorkerDeps): { close(): Promise<void> } {
  const keeper = new SleepKeeper(deps);
  deps.clusters.onOpened(({ view }) =>
    view.onEvent((event, environmentId) => {
      if (event.reason === 'WakeUpRequested' && event.involvedObject.kind === 'EndpointSlice' && environmentId !== undefined) keeper.wake(environmentId);
    }),
  );
  const looks = repeat(lookMs, () => keeper.lookAtAll(), (error) => deps.log.warn({ error }, 'sleeping apps could not be looked at; it comes again'));
  return {
    async close() {
      await looks.close();
      await keeper.settled();
    },
  };
}

class SleepKeeper {
  private readonly idle = new IdleClock();
  /** Since when each of those that fall asleep has been seen with its requests led to the activator. */
  private readonly ledSince = new Map<string, number>();
  private readonly wakeUps = new Map<string, Promise<void>>();

  constructor(private readonly deps: WorkerDeps) {}

  /** A request has come. */
  wake(environmentId: string): void {
    if (this.wakeUps.has(environmentId)) return;
    const { db, log } = this.deps;
    const wakeUp = db.environment
      .findUnique({ where: { id: environmentId }, select: { tenantId: true, appId: true, sleep: true, wakeRefusal: true } })
      .then(async (row) => {
        const sleeper = row && { ...row, environmentId };
        if (sleeper?.sleep === 'falling') await this.move(sleeper, stayAwake);
        else if (sleeper?.sleep === 'asleep') await this.move(sleeper, moveOnRequest(sleeper.wakeRefusal === null ? null : { text: sleeper.wakeRefusal, at: await lastRefusalAt(db, sleeper) }, new Date()));
      })
      .catch((error: unknown) => log.warn({ error, environmentId }, 'an app could not be woken up; the next request asks again'))
      .finally(() => this.wakeUps.delete(environmentId));
    this.wakeUps.set(environmentId, wakeUp);
  }

  async settled(): Promise<void> {
    await Promise.all(this.wakeUps.values());
  }

  async lookAtAll(): Promise<void> {
    const all = await this.tended();
    const ids = new Set(all.map(({ environmentId }) => environmentId));
    this.idle.keep(ids);
    for (const id of this.ledSince.keys()) if (!ids.has(id)) this.ledSince.delete(id);
    const idle = await this.idleTimes(all.filter(({ sleep }) => sleep === null || sleep === 'falling'));
    await Promise.all(
      all.map((one) =>
        this.lookAt(one, idle.get(one.environmentId) ?? 0).catch((error: unknown) => this.deps.log.warn({ error, environmentId: one.environmentId }, 'a sleeping app could not be looked at; it comes again')),
      ),
    );
  }

  private async lookAt(one: Tended, idleMs: number): Promise<void> {
    const { opened, environmentId, service } = one;
    if (one.sleep !== 'falling') this.ledSince.delete(environmentId);
    if (!opened.view.isReady) return;
    const move = await nextMove({ ...one, idleMs }, {
      isUp: () => opened.view.endpoints(environmentId, service.name).some(({ ready }) => ready),
      ledMs: () => this.ledMs(one),
      isInUse: () => this.isInUse(one),
      isDisturbed: () => isDisturbed(this.deps.db, environmentId),
      refusal: () => refusalOfPods({ deployments: opened.view.deployments(environmentId) }, [{ name: one.process }]),
    });
    if (move === 'help') this.deps.wakeReconciler(environmentId);
    else if (move) await this.move(one, move);
  }

  /** For how long the cluster has led requests to the activator too; 0 while it does not. */
  private ledMs({ opened, environmentId }: Tended): number {
    const now = performance.now();
    if (!opened.view.objects('EndpointSlice', environmentId).some(leadsToActivator)) {
      this.ledSince.delete(environmentId);
      return 0;
    }
    const since = this.ledSince.get(environmentId) ?? now;
    this.ledSince.set(environmentId, since);
    return now - since;
  }

  /** Whether a connection to it is open: the ingress counts a request only once it has been answered. Rejects when a pod that could tell does not. */
  private async isInUse({ opened, environmentId, service, process, port }: Tended): Promise<boolean> {
    const pods = opened.view.endpoints(environmentId, service.name).filter(({ ready }) => ready);
    const open = await Promise.all(pods.map(({ pod }) => opened.cluster.openConnections({ namespace: service.namespace, pod, container: process }, port)));
    return open.some((connections) => (connections ?? 0) > 0);
  }

  /** For how long nobody has asked for each; nothing of those whose ingress does not tell just now. */
  private async idleTimes(all: readonly Tended[]): Promise<Map<string, number>> {
    const times = new Map<string, number>();
    for (const opened of new Set(all.map((one) => one.opened))) {
      const own = all.filter((one) => one.opened === opened);
      try {
        const counts = (await ingressMetrics(opened.row.ingressMetricsUrl)?.requests(own.map(({ service }) => service))) ?? [];
        counts.forEach((count, index) => times.set(own[index]!.environmentId, this.idle.see(own[index]!.environmentId, count, performance.now())));
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        for (const { environmentId } of own) this.idle.forget(environmentId);
      }
    }
    return times;
  }

  private async move(one: Sleeper, move: Move): Promise<void> {
    const moved = await this.deps.db.$transaction((tx) => moveSleep(tx, one, move));
    if (!moved) return;
    this.deps.log.info({ environmentId: one.environmentId, from: move.from, to: move.to }, 'sleep');
    if (move.to === null) this.idle.forget(one.environmentId);
    this.deps.wakeReconciler(one.environmentId);
  }

  /** What may sleep on clusters that have an activator and tell of requests, and what sleeps on any. */
  private async tended(): Promise<Tended[]> {
    const { db, clusters, env } = this.deps;
    const ids = await db.$queryRaw<{ id: string }[]>`
      SELECT e.id FROM environment e JOIN release r ON r.id = e."liveReleaseId" JOIN app a ON a.id = e."appId" JOIN tenant t ON t.id = a."tenantId" JOIN cluster c ON c.id = t."clusterId"
      WHERE e.state = 'active' AND a.state = 'active' AND t.state = 'active' AND e."targetReleaseId" = e."liveReleaseId"
        AND (e.sleep IS NOT NULL OR c."activatorAddress" IS NOT NULL AND c."ingressMetricsUrl" IS NOT NULL
          AND (e.scale @? '$.* ? (@.min == 0 && @.max > 0)' OR r.processes @? '$[*].scale ? (@.min == 0 && @.max > 0)'))`;
    const rows = await db.environment.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, include: { app: { include: { tenant: true } }, liveRelease: true } });
    const found = await Promise.all(
      rows.map(async (row): Promise<Tended | null> => {
        const web = webProcessOf(row.liveRelease);
        if (!web || web.port === null) return null;
        const scale = allowedScale(row, web);
        if (row.sleep === null && !sleepsWhenIdle(scale)) return null;
        const { tenant } = row.app;
        const opened = await clusters.open(tenant.clusterId);
        return {
          tenantId: row.tenantId, appId: row.appId, environmentId: row.id, process: web.name, sleep: row.sleep, scale, port: web.port, opened,
          service: { namespace: tenantNamespace(env.namespacePrefix, tenant.slug), name: processObjectName({ app: row.app, environment: row }, web.name) },
          canSleep: opened.row.activatorAddress !== null && opened.row.ingressMetricsUrl !== null,
        };
      }),
    );
    return found.filter((one) => one !== null);
  }
}
