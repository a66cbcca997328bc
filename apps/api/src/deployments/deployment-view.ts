import { checkSchema, type deploymentSchema } from '@berth/contract';
import { deploymentSteps } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { hostColumn, publicUrl } from '../apps/public-url.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { failurePagePath } from '../platform/failure-page.js';

export type DeploymentView = z.input<typeof deploymentSchema>;
type StepView = DeploymentView['steps'][number];

/** A deployment without what is known of its environment already. */
export interface DeploymentFacts extends Omit<DeploymentView, 'app' | 'environment' | 'url' | 'steps' | 'failure' | 'check' | 'warnings' | 'fromSource'> {
  environmentId: string;
  failure: Partial<NonNullable<DeploymentView['failure']>> | null;
  check: unknown;
  warnings: string[] | null;
  fromSource: string[] | null;
}
export interface DeploymentRow extends DeploymentFacts {
  app: string;
  environment: string;
  host: string;
  httpsPort: number;
}

/** Columns and joins of deployments; `d` is the deployment. */
export const factColumns = `d.id, d."environmentId", d.number, d.cause, d.state, r.version AS release, p.version AS "previousRelease", d."buildId",
  d.failure, d."check", d.input -> 'warnings' AS warnings, d.input -> 'fromSource' AS "fromSource", d.input -> 'commit' AS commit, d."createdBy", d."createdAt", d."startedAt", d."finishedAt"`;
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
function view({ environmentId: _id, host, httpsPort, failure, check, warnings, fromSource, ...row }: DeploymentRow, steps: StepView[], failurePage: string): DeploymentView {
  const parsedCheck = check === null ? null : checkSchema.safeParse(check);
  return {
    ...row,
    url: publicUrl(host, httpsPort),
    steps: deploymentSteps.map((name) => steps.find((step) => step.name === name) ?? { name, state: 'pending', detail: null, startedAt: null, finishedAt: null }),
    failure: failure && {
      class: failure.class ?? 'internal',
      step: failure.step ?? null,
      message: failure.message ?? 'The deployment failed.',
      evidence: failure.evidence ?? [],
      lastLines: failure.lastLines ?? [],
      remedy: failure.remedy ?? '',
      docs: `${failurePage}#${failure.class ?? 'internal'}`,
    },
    check: parsedCheck?.success ? parsedCheck.data : null,
    warnings: warnings ?? [],
    fromSource: fromSource ?? [],
  };
}
