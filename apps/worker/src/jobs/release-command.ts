import { renderReleaseJob, type EnvironmentSpec } from '@berth/k8s-adapter';
import { defaultSize, releaseSettingsSchema, shareOf, sizeInShare, type DeploymentInput, type ReleaseCommand } from '@berth/domain';
import type { EnvironmentRows } from '../reconcile/load-desired.js';

/** The command that a deployment runs before it changes anything: new code alone brings work for it, so a rollback, a restart and a new config run none. */
export function releaseCommandOf(input: DeploymentInput, release: { settings: unknown } | null): ReleaseCommand | null {
  if (input.kind !== 'source' && input.kind !== 'image') return null;
  return release === null ? null : releaseSettingsSchema.parse(release.settings).releaseCommand;
}

/** The Job that runs it, as large as the app's first process unless it says otherwise; in a preview within its share. */
export const releaseJobOf = (spec: EnvironmentSpec, environment: Pick<EnvironmentRows, 'kind' | 'app'>, deploymentId: string, { command, timeoutSeconds, size }: ReleaseCommand) =>
  renderReleaseJob(spec, { deploymentId, command, timeoutSeconds, size: sizeInShare(size ?? spec.processes[0]?.size ?? defaultSize, shareOf(environment)) });
