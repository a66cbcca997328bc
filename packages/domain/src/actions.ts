import type { DeploymentState } from './deployment-state.js';
import { roles, type Role } from './roles.js';

/**
 * Action × state: which states of a deployment admit an action, and which role may do it.
 * API, portal and CLI ask this one table, and a refusal can name the states that it needs.
 */
export const deploymentActions = {
  cancel: { states: ['queued', 'running'], role: 'developer' },
  hold: { states: ['running'], role: 'developer' },
  retry: { states: ['failed', 'cancelled', 'superseded'], role: 'developer' },
} as const satisfies Record<string, { states: readonly DeploymentState[]; role: Role }>;
export type DeploymentAction = keyof typeof deploymentActions;

/** True when a deployment in `state` admits `action`. */
export function canDeployment(state: DeploymentState, action: DeploymentAction): boolean {
  return (deploymentActions[action].states as readonly DeploymentState[]).includes(state);
}

/** True when `role` is at least `needed`. */
export function roleAtLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
