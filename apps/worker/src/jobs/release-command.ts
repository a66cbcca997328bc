import { renderReleaseJob, type EnvironmentSpec } from '@berth/k8s-adapter';
import { defaultSize, releaseSettingsSchema, type DeploymentInput, type ReleaseCommand } from '@berth/domain';

/** The command that a deployment runs before it changes anything: new code alone brings work for it, so a rollback, a restart and a new config run none. */
export function releaseCommandOf(input: DeploymentInput, release: { settings: unknown } | null): ReleaseCommand | null {
  if (input.kind !== 'source' && input.kind !== 'image') return null;
  return release === null ? null : releaseSettingsSchema.parse(release.settings).releaseCommand;
}

/** The Job that runs it, as large as the app's first process unless it says otherwise. */
export const releaseJobOf = (spec: EnvironmentSpec, deploymentId: string, { command, timeoutSeconds, size }: ReleaseCommand) =>
  renderReleaseJob(spec, { deploymentId, command, timeoutSeconds, size: size ?? spec.processes[0]?.size ?? defaultSize });
