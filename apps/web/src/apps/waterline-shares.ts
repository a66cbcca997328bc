import type { Process, Rollout } from '../api/types.ts';

type Pod = Process['pods'][number];

export interface Share {
  release: number;
  ready: number;
  pods: number;
  /** Of the requests, in whole per cent; all shares add up to 100. */
  percent: number;
}

/**
 * Who answers now: each release's part of the ready web pods, since requests go evenly to all of them. `candidate` is
 * the percent that the ingress gives to the pods of a release that is tried; null where it goes by pods. Oldest first.
 */
export function sharesOf(processes: readonly Process[], candidate: number | null = null): Share[] {
  const pods = processes.filter(({ kind }) => kind === 'web').flatMap((process) => process.pods).filter(({ release, state }) => release !== null && state !== 'stopping');
  const isTried = (pod: Pod) => candidate !== null && pod.track === 'candidate';
  const readyOf = (tried: boolean) => pods.filter((pod) => pod.ready && isTried(pod) === tried).length;
  const [tried, others] = [readyOf(true), readyOf(false)];
  const triedPercent = tried === 0 ? 0 : others === 0 ? 100 : (candidate ?? 0);
  const part = (pod: Pod) => (!pod.ready ? 0 : isTried(pod) ? triedPercent / tried : (100 - triedPercent) / others);
  const releases = [...Map.groupBy(pods, ({ release }) => release ?? 0)].sort(([a], [b]) => a - b);
  const answering = releases.filter(([, list]) => list.some(part));
  const [lastAnswering] = answering.at(-1) ?? [];
  let left = 100;
  return releases.map(([release, list]) => {
    const exact = list.reduce((sum, pod) => sum + part(pod), 0);
    const percent = exact === 0 ? 0 : release === lastAnswering ? left : Math.round(exact);
    left -= percent;
    return { release, ready: list.filter(({ ready }) => ready).length, pods: list.length, percent };
  });
}

/** The percent of the requests that the new release gets now, where the ingress shares them by percent; null where pods do. */
export function weightOf({ sharing, stages, stage, phase }: Rollout): number | null {
  if (sharing === 'pods') return null;
  return (phase === 'starting' ? stages[stage - 1]?.percent : stages[stage]?.percent) ?? 0;
}
