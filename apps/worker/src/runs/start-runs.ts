import { labels } from '@berth/k8s-adapter';
import { KeyQueue } from '../reconcile/key-queue.js';
import type { WorkerDeps } from '../worker-deps.js';
import { tendRun } from './tend-run.js';

const everyMs = 5_000;
const sideBySide = 8;
const batch = 500;

/** Tends every run that is not over on the cluster: when its pod changes, and every 5 s. */
export function startRuns(deps: WorkerDeps): { tend(runId: string): void; close(): Promise<void> } {
  const queue = new KeyQueue(
    async (runId) => void (await tendRun(deps, runId)),
    sideBySide,
    (runId, error) => deps.log.warn({ runId, error }, 'a run could not be tended; it comes again'),
  );
  deps.clusters.onOpened((opened) => {
    opened.view.onChange((_type, object) => {
      const runId = object.metadata.labels?.[labels.runId];
      if (object.kind === 'Pod' && runId !== undefined) queue.add(runId);
    });
  });
  let last: string | undefined;
  const timer = setInterval(() => {
    deps.db.run.findMany({ where: { removedAt: null, ...(last && { id: { gt: last } }) }, select: { id: true }, take: batch, orderBy: { id: 'asc' } }).then(
      (rows) => {
        last = rows.length < batch ? undefined : rows.at(-1)!.id;
        for (const { id } of rows) queue.add(id);
      },
      (error: Error) => deps.log.debug({ error: error.message }, 'open runs could not be read; they are asked again'),
    );
  }, everyMs);
  return {
    tend: (runId) => queue.add(runId),
    async close() {
      clearInterval(timer);
      await queue.close();
    },
  };
}
