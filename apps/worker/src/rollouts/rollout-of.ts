import { releaseSettingsSchema, type DeploymentCause, type DeploymentInput, type RolloutSettings } from '@berth/domain';

/** What goes back, or is the same again, must not wait for stages. */
const atOnce: ReadonlySet<string> = new Set<DeploymentCause>(['rollback', 'restart', 'automatic']);

/** How a deployment rolls its release out: as was asked for this once, else as the release says. A preview has nobody to be careful for: the API refuses what asks for more. */
export function rolloutOf(about: { cause: string; environmentKind: string }, input: Pick<DeploymentInput, 'rollout'>, settings: unknown): RolloutSettings {
  if (about.environmentKind === 'preview') return { strategy: 'rolling' };
  if (input.rollout) return input.rollout;
  return atOnce.has(about.cause) ? { strategy: 'rolling' } : releaseSettingsSchema.parse(settings).rollout;
}
