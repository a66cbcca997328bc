import { createDb } from '@berth/db';
import type { Logger } from 'pino';
import { ClusterPool } from './clusters/cluster-pool.js';
import { recordCronRuns } from './cron/record-cron-runs.js';
import { startCronRun } from './cron/start-cron-run.js';
import type { WorkerEnv } from './env.js';
import { serveHealth } from './health-server.js';
import { deleteApp } from './jobs/delete-app.js';
import { deleteEnvironment } from './jobs/delete-environment.js';
import { deleteTenant } from './jobs/delete-tenant.js';
import { runDeployment } from './jobs/run-deployment.js';
import { watchLiveReleases } from './jobs/watch-live-releases.js';
import { collectPodLogs } from './logs/collect-pod-logs.js';
import { LogFollowers } from './logs/log-followers.js';
import { startRelay } from './outbox/relay-outbox.js';
import { startSweeper } from './outbox/sweep.js';
import { connectPatiently, connectRedis } from './queues/connect-redis.js';
import { giveSignOfLife } from './queues/give-sign-of-life.js';
import { openQueues } from './queues/open-queues.js';
import { takeJobs } from './queues/take-jobs.js';
import { EnvironmentLocks } from './reconcile/environment-locks.js';
import { provisionTenant } from './reconcile/provision-tenant.js';
import { startReconciler, type Reconciler } from './reconcile/start-reconciler.js';
import { handler, registerHandlers } from './register-handlers.js';
import { answerQuestions } from './requests/answer-questions.js';
import { startSleepKeeper } from './sleep/tend-sleep.js';
import { startUpkeep } from './upkeep/start-upkeep.js';
import { startRuns } from './runs/start-runs.js';
import { tendRun } from './runs/tend-run.js';
import { Terminals } from './terminals/serve-terminals.js';
import { ShuttingDown, type WorkerDeps } from './worker-deps.js';

export interface RunningWorker {
  /** Port of the health page; null without one. */
  healthPort: number | null;
  /** Takes no more work, hands over what runs, and ends every connection. */
  stop(): Promise<void>;
}

/** Database connections of one worker, besides those of the locks. */
const poolSize = 20;

/** Starts every part of the worker. Throws when a handler is missing or a port is taken. */
export async function startWorker(env: WorkerEnv, log: Logger): Promise<RunningWorker> {
  const stopping = new AbortController();
  const db = createDb(env.databaseUrl, poolSize);
  const redis = connectRedis(env.redisUrl, log);
  const patient = () => connectPatiently(env.redisUrl, log);
  const locks = new EnvironmentLocks(env.databaseUrl);
  const clusters = new ClusterPool({ db, log, privateKey: env.privateKey, namespacePrefix: env.namespacePrefix });
  const reconciler: { current: Reconciler | null } = { current: null };
  const deps: WorkerDeps = {
    env,
    db,
    redis,
    log,
    clusters,
    locks,
    stopping: stopping.signal,
    wakeReconciler: (environmentId) => reconciler.current?.wake(environmentId),
    build: { db, log, namespacePrefix: env.namespacePrefix, installationKey: env.installationKey, openCluster: (id) => clusters.open(id) },
  };
  const handlers = registerHandlers([
    handler('provisionTenant', ({ tenantId }) => provisionTenant(deps, tenantId)),
    handler('runDeployment', (payload, leaveQueue) => runDeployment(deps, payload, leaveQueue)),
    handler('reconcileEnvironment', async ({ environmentId }) => deps.wakeReconciler(environmentId)),
    handler('startCronRun', (payload) => startCronRun(deps, payload)),
    handler('deleteEnvironment', (payload) => deleteEnvironment(deps, payload)),
    handler('deleteApp', (payload) => deleteApp(deps, payload)),
    handler('tendRun', async ({ runId }) => void (await tendRun(deps, runId))),
    handler('deleteTenant', (payload) => deleteTenant(deps, payload)),
  ]);

  const podLogs = collectPodLogs(deps);
  clusters.onOpened((opened) => podLogs.attach(opened));
  const cronRuns = recordCronRuns(deps);
  clusters.onOpened((opened) => cronRuns.attach(opened));
  const sleepKeeper = startSleepKeeper(deps);
  reconciler.current = startReconciler(deps);
  const followers = new LogFollowers(deps, patient);
  const runs = startRuns(deps);
  const terminals = new Terminals(deps, patient);
  const questions = answerQuestions(deps, followers, terminals, patient);
  const queues = openQueues(redis, env.installation);
  const relay = startRelay({ db, databaseUrl: env.databaseUrl, queues, log });
  const sweeper = startSweeper({ db, queues, log, everyMs: env.sweepMs });
  const taker = takeJobs({ connect: patient, installation: env.installation, concurrency: { deployments: env.deployments, cluster: 16 }, log }, handlers);
  const watcher = watchLiveReleases(deps);
  const upkeep = startUpkeep(deps);
  const signOfLife = giveSignOfLife(redis, env.installation, log);
  const health = env.healthPort === undefined ? null : await serveHealth(env.healthPort, async () => ({ postgres: (await db.$queryRaw`SELECT 1`) !== null, redis: redis.status === 'ready' }));
  log.info({ workerId: env.workerId, installation: env.installation, healthPort: health?.port }, 'worker started');

  return {
    healthPort: health?.port ?? null,
    async stop() {
      stopping.abort(new ShuttingDown());
      health?.server.close();
      await Promise.all([relay.close(), sweeper.close(), watcher.close(), taker.close(), questions.close(), followers.close(), terminals.close(), runs.close(), upkeep.close(), signOfLife.close(), sleepKeeper.close(), podLogs.close(), cronRuns.close()]);
      await reconciler.current?.close();
      await queues.close();
      await clusters.close();
      redis.disconnect();
      await locks.close();
      await db.$disconnect();
    },
  };
}
