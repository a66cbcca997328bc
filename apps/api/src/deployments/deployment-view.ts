import { checkSchema, type deploymentSchema } from '@berth/contract';
import { deploymentSteps, type DeploymentStepName } from '@berth/domain';
import type { z } from 'zod';
import { publicUrl } from '../apps/public-url.js';
import { utc } from '../database.js';

export type DeploymentView = z.input<typeof deploymentSchema>;
type StepView = DeploymentView['steps'][number];

export interface DeploymentRow extends Omit<DeploymentView, 'url' | 'steps' | 'failure' | 'check' | 'warnings'> {
  environmentId: string;
  host: string;
  httpsPort: number;
  steps: StepView[] | null;
  failure: Partial<NonNullable<DeploymentView['failure']>> | null;
  check: unknown;
  warnings: string[] | null;
}

/** Columns and joins of deployments as the contract shows them; `d` is the deployment. */
export const deploymentColumns = `d.id, d."environmentId", d.number, a.slug AS app, e.slug AS environment, d.cause, d.state, r.version AS release, p.version AS "previousRelease", d."buildId",
  d.failure, d."check", d.input -> 'warnings' AS warnings, d."createdBy", ${utc('d."createdAt"')} AS "createdAt", ${utc('d."startedAt"')} AS "startedAt", ${utc('d."finishedAt"')} AS "finishedAt",
  coalesce(h.name, a.slug || '-' || t.slug || '.' || c."baseDomain") AS host, c."httpsPort",
  (SELECT json_agg(json_build_object('name', s.name, 'state', s.state, 'detail', s.detail, 'startedAt', ${utc('s."startedAt"')}, 'finishedAt', ${utc('s."finishedAt"')}) ORDER BY s.position)
    FROM deployment_step s WHERE s."deploymentId" = d.id) AS steps`;
export const deploymentJoins = `JOIN environment e ON e.id = d."environmentId" JOIN app a ON a.id = e."appId" JOIN tenant t ON t.id = a."tenantId" JOIN cluster c ON c.id = t."clusterId"
  LEFT JOIN release r ON r.id = d."releaseId" LEFT JOIN release p ON p.id = d."previousReleaseId"
  LEFT JOIN LATERAL (SELECT name FROM host WHERE "environmentId" = e.id ORDER BY name LIMIT 1) h ON true`;

const pending = (name: DeploymentStepName): StepView => ({ name, state: 'pending', detail: null, startedAt: null, finishedAt: null });

/** A row as the contract shows it. Steps that no worker has written yet are pending. */
export function deploymentView({ environmentId: _id, host, httpsPort, steps, failure, check, warnings, ...row }: DeploymentRow): DeploymentView {
  const parsedCheck = checkSchema.safeParse(check);
  return {
    ...row,
    url: publicUrl(host, httpsPort),
    steps: deploymentSteps.map((name) => steps?.find((step) => step.name === name) ?? pending(name)),
    failure: failure && {
      class: failure.class ?? 'internal',
      step: failure.step ?? null,
      message: failure.message ?? 'The deployment failed.',
      evidence: failure.evidence ?? [],
      lastLines: failure.lastLines ?? [],
      remedy: failure.remedy ?? '',
    },
    check: parsedCheck.success ? parsedCheck.data : null,
    warnings: warnings ?? [],
  };
}
