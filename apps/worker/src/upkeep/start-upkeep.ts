import { stopIdleBuilders } from '../build/index.js';
import { recordClusterStatus } from '../clusters/record-cluster-status.js';
import { settleLostCronRuns } from '../cron/settle-lost-cron-runs.js';
import { expirePreviews } from './expire-previews.js';
import { keepWalls } from './keep-walls.js';
import type { WorkerDeps } from '../worker-deps.js';
import { cleanUp } from './clean-up.js';

interface Task {
  name: string;
  everyMs: number;
  run(deps: WorkerDeps): Promise<unknown>;
}

const tasks: readonly Task[] = [
  { name: 'cluster-status', everyMs: 30_000, run: recordClusterStatus },
  { name: 'walls', everyMs: 30_000, run: keepWalls },
  { name: 'previews', everyMs: 10_000, run: expirePreviews },
  { name: 'lost-cron-runs', everyMs: 30_000, run: settleLostCronRuns },
  { name: 'idle-builders', everyMs: 60_000, run: (deps) => stopIdleBuilders(deps.build) },
  {
    name: 'clean-up',
    everyMs: 3_600_000,
    run: async (deps) => {
      const removed = await cleanUp(deps.db);
      if (Object.keys(removed).length > 0) deps.log.info(removed, 'old rows removed');
    },
  },
];

/** Runs what has to be done now and then; each task in one worker at a time. */
export function startUpkeep(deps: WorkerDeps): { close(): Promise<void> } {
  const running = new Map<string, Promise<void>>();
  const start = (task: Task): void => {
    if (running.has(task.name)) return;
    const run = deps.locks
      .tryHold(`upkeep:${task.name}`, () => task.run(deps))
      .then(() => {})
      .catch((error: unknown) => deps.log.warn({ task: task.name, error }, 'upkeep failed; it comes again'))
      .finally(() => running.delete(task.name));
    running.set(task.name, run);
  };
  for (const task of tasks) start(task);
  const timers = tasks.map((task) => setInterval(() => start(task), task.everyMs));
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}
