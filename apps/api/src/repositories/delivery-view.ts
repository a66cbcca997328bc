import type { Db } from '@berth/db';
import type { DeliveryState, ReportedState } from '@berth/domain';
import type { Answer } from '../http/operation.js';

interface DeliveryRow {
  id: string;
  event: string;
  state: string;
  reason: string | null;
  branch: string | null;
  commit: string | null;
  environment: string | null;
  deploymentId: string | null;
  reported: string | null;
  reportFailure: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** Deliveries as the contract shows them, with the numbers of their deployments: one query, whatever their number. */
export async function deliveryViews(db: Pick<Db, 'deployment'>, rows: readonly DeliveryRow[]): Promise<Answer<'redeliver'>[]> {
  const ids = rows.flatMap(({ deploymentId }) => deploymentId ?? []);
  const deployments = ids.length === 0 ? [] : await db.deployment.findMany({ where: { id: { in: ids } }, select: { id: true, number: true } });
  return rows.map(({ id, event, state, reason, branch, commit, environment, deploymentId, reported, reportFailure, createdAt, finishedAt }) => ({
    id, event, state: state as DeliveryState, reason, branch, commit, environment, deployment: deployments.find((one) => one.id === deploymentId)?.number ?? null,
    reported: reported as ReportedState | null, reportFailure, receivedAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
  }));
}
