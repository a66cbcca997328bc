import type { EnvironmentSpec } from '@berth/k8s-adapter';
import { deploymentInputSchema, type DeploymentInput } from '@berth/domain';
import type { Db } from '@berth/db';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { Lease } from '../leases/lease.js';
import type { Secrets } from '../logs/redact.js';
import type { StepJournal } from '../steps/step-journal.js';
import type { WorkerDeps } from '../worker-deps.js';
import { failed } from './deployment-failure.js';

export async function readDeployment(db: Db, id: string) {
  return db.deployment.findUniqueOrThrow({ where: { id }, include: { release: true, environment: { include: { hosts: true, app: { include: { tenant: true } } } } } });
}
export type DeploymentRows = Awaited<ReturnType<typeof readDeployment>>;

/** One attempt at one deployment, under the environment's lease. */
export interface DeploymentRun {
  deps: WorkerDeps;
  lease: Lease;
  journal: StepJournal;
  opened: OpenedCluster;
  rows: DeploymentRows;
  /** Throws DeploymentFailed where it cannot be read. */
  readonly input: DeploymentInput;
  /** Aborted when the lease is lost, the worker stops, or someone cancels; its reason says which. */
  signal: AbortSignal;
  /** From here on it may wait for long: lets the queue's next job begin. */
  leaveQueue(): void;
  /** What `apply` has brought to the cluster. */
  applied: { spec: EnvironmentSpec; generations: Record<string, number> } | null;
  /** Number of the release that served when this began. */
  previousVersion: number | null;
  /** When the last pod of an older release left, by `performance.now()`; null when none had to. */
  oldPodsLeftAt: number | null;
  /** Values that no message may show. */
  secrets: Secrets;
}

/** What a deployment was asked for. Throws DeploymentFailed where this version of Berth cannot read it. */
export function inputOf({ input }: Pick<DeploymentRows, 'input'>): DeploymentInput {
  const read = deploymentInputSchema.safeParse(input);
  if (read.success) return read.data;
  const evidence = read.error.issues.map(({ path, message }) => `input ${path.join('.')}: ${message}`);
  throw failed('internal', 'What it asks for cannot be read: another version of Berth wrote it down.', { evidence, remedy: 'Deploy again.' });
}
