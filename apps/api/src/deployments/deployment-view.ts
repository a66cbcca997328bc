import { checkSchema, type deploymentSchema } from '@berth/contract';
import { deploymentSteps, rolloutProgressSchema, type WatchState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { hostColumn, publicUrl } from '../apps/public-url.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { failurePagePath } from '../platform/failure-page.js';

export type DeploymentView = z.input<typeof deploymentSchema>;
type StepView = DeploymentView['steps'][number];
export type FailureView = NonNullable<DeploymentView['failure']>;

/** A deployment without what is known of its environment already. */
export interface DeploymentFacts extends Omit<DeploymentView, 'app' | 'environment' | 'url' | 'steps' | 'failure' | 'check' | 'warnings' | 'fromSource' | 'watch' | 'recovers' | 'rollout'> {
  environmentId: string;
  failure: Partial<FailureView> | null;
  check: unknown;
  warnings: string[] | null;
  fromSource: string[] | null;
  watch: WatchState | null;
  watchUntil: string | null;
  watchFailure: Partial<FailureView> | null;
  rollout: unknown;
  rolloutPaused: boolean;
  recovers: { deployment: number; release: number | null; failure: Partial<FailureView> | null } | null;
}
export interface DeploymentRow extends DeploymentFacts {
  app: string;
  environment: string;
  host: string;
  httpsPort: number;
}

/** The place of a deployment that waits: what runs in its tenant and what was asked for before it, the newest of each environment alone. */
const queueColumn = `CASE WHEN d.state = 'queued' THEN json_build_object(
    'ahead', (SELECT count(DISTINCT (o."environmentId", o.state)) FROM deployment o WHERE o."tenantId" = d."tenantId"
      AND (o.state = 'running' OR (o.state = 'queued' AND o."environmentId" <> d."environmentId" AND o."createdAt" < d."createdAt"))),
    'behind', (SELECT max(o.number) FROM deployment o WHERE o."environmentId" = d."environmentId" AND o.state = 'running')) END`;
/** What a deployment that Berth made by itself goes back from. */
const recoversColumn = `(SELECT json_build_object('deployment', o.number, 'release', f.version, 'failure', o."watchFailure")
    FROM deployment o LEFT JOIN release f ON f.id = o."releaseId" WHERE o.id = d."recoversId" AND o."environmentId" = d."environmentId")`;

/** Columns and joins of deployments; `d` is the deployment. */
export const factColumns = `d.id, d."environmentId", d.number, d.cause, d.state, r.version AS release, p.version AS "previousRelease", d."buildId",
  d.failure, d."check", d.input -> 'warnings' AS warnings, d.input -> 'fromSource' AS "fromSource", d.input -> 'commit' AS commit, d.input -> 'retryOf' AS "retryOf", d.watch, d."watchUntil", d."watchFailure", d.rollout, d."rolloutPaused",
  ${recoversColumn} AS recovers, ${queueColumn} AS queue, d."createdBy", d."createdAt", d."startedAt", d."finishedAt"`;
export const factJoins = 'LEFT JOIN release r ON r.id = d."releaseId" LEFT JOIN release p ON p.id = d."previousReleaseId"';

/** The same with app, environment and host. */
export const deploymentColumns = `${factColumns}, a.slug AS app, e.slug AS environment, ${hostColumn} AS host, c."httpsPort"`;
export const deploymentJoins = `JOIN environment e ON e.id = d."environmentId" JOIN app a ON a.id = e."appId" JOIN tenant t ON t.id = a."tenantId" JOIN cluster c ON c.id = t."clusterId" ${factJoins}`;

const findSteps = { name: 'steps', text: 'SELECT "deploymentId", name, state, detail, "startedAt", "finishedAt" FROM deployment_step WHERE "deploymentId" = ANY($1::text[])' };

/** Puts deployments together with their steps: one query, whatever their number. */
@Injectable()
export class DeploymentViews {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  async of(rows: DeploymentRow[]): Promise<DeploymentView[]> {
    if (rows.length === 0) return [];
    const steps = await this.database.rows<StepView & { deploymentId: string }>(findSteps, [rows.map(({ id }) => id)]);
    const byDeployment = Map.groupBy(steps, ({ deploymentId }) => deploymentId);
    return rows.map((row) => view(row, byDeployment.get(row.id) ?? [], `${this.env.publicUrl}${failurePagePath}`));
  }
}

/** A row as the contract shows it. Steps that no worker has written yet are pending. */
function view({ environmentId: _id, host, httpsPort, failure, check, warnings, fromSource, watch, watchUntil, watchFailure, recovers, rollout, rolloutPaused, ...row }: DeploymentRow, steps: StepView[], failurePage: string): DeploymentView {
  const parsedCheck = check === null ? null : checkSchema.safeParse(check);
  return {
    ...row,
    url: publicUrl(host, httpsPort),
    steps: deploymentSteps.map((name) => steps.find((step) => step.name === name) ?? { name, state: 'pending', detail: null, startedAt: null, finishedAt: null }),
    failure: failureView(failure, failurePage),
    check: parsedCheck?.success ? parsedCheck.data : null,
    warnings: warnings ?? [],
    fromSource: fromSource ?? [],
    watch: watch && watchUntil ? { state: watch, until: watchUntil, failure: failureView(watchFailure, failurePage) } : null,
    rollout: rolloutView(rollout, rolloutPaused, httpsPort),
    recovers: recovers && { ...recovers, failure: failureView(recovers.failure, failurePage) },
  };
}

function rolloutView(row: unknown, paused: boolean, httpsPort: number): DeploymentView['rollout'] {
  const parsed = rolloutProgressSchema.safeParse(row).data;
  if (!parsed) return null;
  const { strategy, sharing, stages, stage, phase, previewHost, gates, figures, heldMs } = parsed;
  const { manual, seconds } = stages[stage]!;
  const secondsLeft = manual || phase === 'passed' ? null : Math.max(0, Math.ceil(seconds - heldMs / 1000));
  return { strategy, sharing, stages, stage, phase, paused, secondsLeft, previewUrl: previewHost === null ? null : publicUrl(previewHost, httpsPort), gates, figures };
}

/** A failure as the contract shows it, with the page that explains its class. */
export const failureView = (failure: Partial<FailureView> | null, page: string): FailureView | null =>
  failure && {
    class: failure.class ?? 'internal',
    step: failure.step ?? null,
    message: failure.message ?? 'The deployment failed.',
    evidence: failure.evidence ?? [],
    lastLines: failure.lastLines ?? [],
    remedy: failure.remedy ?? '',
    docs: `${page}#${failure.class ?? 'internal'}`,
  };
