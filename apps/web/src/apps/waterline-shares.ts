import type { Process } from '../api/types.ts';

export interface Share {
  release: number;
  ready: number;
  pods: number;
  /** Of the requests, in whole per cent; all shares add up to 100. */
  percent: number;
}

/** Who answers now: each release's part of the ready web pods, since requests go evenly to all of them. Oldest first. */
export function sharesOf(processes: readonly Process[]): Share[] {
  const byRelease = new Map<number, { ready: number; pods: number }>();
  for (const process of processes.filter(({ kind }) => kind === 'web')) {
    for (const pod of process.pods) {
      if (pod.release === null || pod.state === 'stopping') continue;
      const row = byRelease.get(pod.release) ?? { ready: 0, pods: 0 };
      byRelease.set(pod.release, { ready: row.ready + (pod.ready ? 1 : 0), pods: row.pods + 1 });
    }
  }
  const rows = [...byRelease].sort(([a], [b]) => a - b);
  const all = rows.reduce((sum, [, { ready }]) => sum + ready, 0);
  let left = 100;
  return rows.map(([release, { ready, pods }], index) => {
    const percent = all === 0 ? 0 : index === rows.length - 1 ? left : Math.round((ready / all) * 100);
    left -= percent;
    return { release, ready, pods, percent };
  });
}
