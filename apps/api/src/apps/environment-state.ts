import type { EnvironmentState, Observed } from '@berth/domain';

/** What the reconciler saw, without the pods. */
export type ObservedHead = Pick<Observed, 'state' | 'reason' | 'observedAt' | 'servingRelease'>;

export interface StateFacts {
  state: 'active' | 'deleting';
  tenantState: string;
  observed: ObservedHead | null;
  liveRelease: number | null;
}
export interface StateView {
  state: EnvironmentState;
  reason: string;
  observedAt: string | null;
  servingRelease: number | null;
}

/** The state that an environment shows: what was observed, and where nothing was, what the rows alone allow to say. */
export function environmentState({ state, tenantState, observed, liveRelease }: StateFacts): StateView {
  const seen = { observedAt: observed?.observedAt ?? null, servingRelease: observed?.servingRelease ?? null };
  if (state === 'deleting' || tenantState === 'deleting') return { state: 'deleting', reason: 'It is being deleted.', ...seen };
  if (observed) return { state: observed.state, reason: observed.reason, ...seen };
  if (liveRelease === null) return { state: 'not-deployed', reason: 'Nothing has been deployed yet.', ...seen };
  return { state: 'unknown', reason: 'The cluster has not been read yet.', ...seen };
}
