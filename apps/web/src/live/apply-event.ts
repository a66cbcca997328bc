import type { DeploymentState, EventKind } from '@berth/domain';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../api/queries.ts';
import type { AppEnvironment, BerthEvent, Deployment, DeploymentStep, Environment, EnvironmentKey, Page } from '../api/types.ts';

/** Which queries an event makes out of date; a new kind does not compile without its row. */
const effects: Record<EventKind, (client: QueryClient, tenant: string, event: BerthEvent) => void> = {
  'deployment.state': (client, tenant, event) => {
    const { deploymentId, state, release } = event.data as { deploymentId: string; state: DeploymentState; release: number | null };
    patchDeployments(client, tenant, event, deploymentId, (deployment) => ({ ...deployment, state, release: release ?? deployment.release }));
    refetch(client, tenant, event, ['environment', 'deployments', 'releases', 'cron', 'volumes']);
    refetchDeployment(client, tenant, event, deploymentId);
    void client.invalidateQueries({ queryKey: keys.apps(tenant) });
    void client.invalidateQueries({ queryKey: keys.budget(tenant) });
  },
  'deployment.step': (client, tenant, event) => {
    const { deploymentId, step, ...rest } = event.data as Omit<DeploymentStep, 'name'> & { deploymentId: string; step: DeploymentStep['name'] };
    patchDeployments(client, tenant, event, deploymentId, (deployment) => ({
      ...deployment,
      steps: deployment.steps.map((known) => (known.name === step ? { ...known, ...pickStep(rest) } : known)),
    }));
    if (rest.state === 'done') refetchDeployment(client, tenant, event, deploymentId);
  },
  'deployment.progress': (client, tenant, event) => {
    const { deploymentId, step, detail } = event.data as { deploymentId: string; step: DeploymentStep['name']; detail: string };
    patchDeployments(client, tenant, event, deploymentId, (deployment) => ({
      ...deployment,
      steps: deployment.steps.map((known) => (known.name === step ? { ...known, detail } : known)),
    }));
    if (step === 'tryOut') refetchRollout(client, tenant, event);
  },
  'deployment.rollout': refetchRollout,
  'deployment.watch': (client, tenant, event) => {
    refetch(client, tenant, event, ['environment', 'deployments', 'releases']);
    refetchDeployment(client, tenant, event, (event.data as { deploymentId: string }).deploymentId);
  },
  'environment.observed': (client, tenant, event) => {
    refetch(client, tenant, event, ['environment']);
    void client.invalidateQueries({ queryKey: keys.apps(tenant) });
  },
  'environment.sleep': (client, tenant, event) => refetch(client, tenant, event, ['environment']),
  'environment.scaled': (client, tenant, event) => {
    refetch(client, tenant, event, ['environment']);
    void client.invalidateQueries({ queryKey: keys.budget(tenant) });
  },
  'cron.run': (client, tenant, event) => refetch(client, tenant, event, ['cron']),
  'volume.deleted': (client, tenant, event) => refetch(client, tenant, event, ['volumes']),
  'cron.paused': (client, tenant, event) => refetch(client, tenant, event, ['cron']),
  'config.changed': (client, tenant, event) => refetch(client, tenant, event, ['environment', 'config']),
  'environment.created': (client, tenant) => void client.invalidateQueries({ queryKey: keys.tenant(tenant) }),
  'environment.deleted': (client, tenant) => void client.invalidateQueries({ queryKey: keys.tenant(tenant) }),
  'previews.changed': (client, tenant) => void client.invalidateQueries({ queryKey: keys.tenant(tenant) }),
  'preview.expiring': (client, tenant, event) => refetch(client, tenant, event, ['environment']),
  'preview.expired': (client, tenant) => void client.invalidateQueries({ queryKey: keys.tenant(tenant) }),
  'run.started': (client, tenant, event) => refetch(client, tenant, event, ['runs']),
  'run.ended': (client, tenant, event) => refetch(client, tenant, event, ['runs']),
  'domain.added': refetchDomains,
  'domain.verified': refetchDomains,
  'domain.removed': refetchDomains,
  'domain.certificate': refetchDomains,
  'domain.certificateEnding': refetchDomains,
  'app.changed': (client, tenant) => void client.invalidateQueries({ queryKey: keys.apps(tenant) }),
  'app.created': (client, tenant) => void client.invalidateQueries({ queryKey: keys.apps(tenant) }),
  'app.deleted': (client, tenant) => void client.invalidateQueries({ queryKey: keys.tenant(tenant) }),
  'repository.connected': refetchRepository,
  'repository.changed': refetchRepository,
  'repository.disconnected': refetchRepository,
  'repository.delivery': refetchRepository,
  'push.givenUp': () => {},
  'tenant.state': (client, tenant) => void client.invalidateQueries({ queryKey: keys.tenant(tenant) }),
  'budget.changed': (client, tenant) => void client.invalidateQueries({ queryKey: keys.budget(tenant) }),
};

/** Writes an event into the query cache. A kind that this portal does not know refetches what the event names. */
export function applyEvent(client: QueryClient, tenant: string, event: BerthEvent): void {
  const effect = Object.hasOwn(effects, event.kind) ? effects[event.kind as EventKind] : undefined;
  if (effect) effect(client, tenant, event);
  else void client.invalidateQueries({ queryKey: event.app === null ? keys.tenant(tenant) : ['tenant', tenant, 'app', event.app] });
}

const pickStep = ({ state, detail, startedAt, finishedAt }: Omit<DeploymentStep, 'name'>) => ({ state, detail, startedAt, finishedAt });

function keyOf(tenant: string, event: BerthEvent): EnvironmentKey | null {
  return event.app === null || event.environment === null ? null : { tenant, app: event.app, environment: event.environment };
}

function refetch(client: QueryClient, tenant: string, event: BerthEvent, parts: ('environment' | 'deployments' | 'releases' | 'config' | 'cron' | 'runs' | 'domains' | 'volumes')[]): void {
  const key = keyOf(tenant, event);
  for (const part of parts) void client.invalidateQueries({ queryKey: key ? keys[part](key) : keys.tenant(tenant) });
}

function refetchDeployment(client: QueryClient, tenant: string, event: BerthEvent, id: string): void {
  const key = keyOf(tenant, event);
  if (key) void client.invalidateQueries({ queryKey: keys.deployment(key, id) });
}

function refetchDomains(client: QueryClient, tenant: string, event: BerthEvent): void {
  refetch(client, tenant, event, ['domains']);
}

function refetchRepository(client: QueryClient, tenant: string, event: BerthEvent): void {
  if (event.app !== null) void client.invalidateQueries({ queryKey: keys.repository(tenant, event.app) });
}

/** Stages, figures and shares stand in the deployment, and in the environment as its last one. */
function refetchRollout(client: QueryClient, tenant: string, event: BerthEvent): void {
  refetch(client, tenant, event, ['environment']);
  refetchDeployment(client, tenant, event, (event.data as { deploymentId: string }).deploymentId);
}

/** Changes one deployment wherever the cache holds it. */
function patchDeployments(client: QueryClient, tenant: string, event: BerthEvent, id: string, change: (deployment: Deployment) => Deployment): void {
  const key = keyOf(tenant, event);
  if (!key) return;
  const patch = <T extends Deployment | null>(deployment: T): T => (deployment?.id === id ? (change(deployment) as T) : deployment);
  client.setQueryData<Deployment>(keys.deployment(key, id), (old) => old && change(old));
  client.setQueryData<Environment>(keys.environment(key), (old) => old && { ...old, lastDeployment: patch(old.lastDeployment) });
  client.setQueryData<Page<Deployment>>(keys.deployments(key), (old) => old && { ...old, items: old.items.map(patch) });
  client.setQueryData<{ name: string; environments: AppEnvironment[] }[]>(keys.apps(tenant), (old) =>
    old?.map((app) => (app.name === key.app ? { ...app, environments: app.environments.map((one) => (one.name === key.environment ? { ...one, lastDeployment: patch(one.lastDeployment) } : one)) } : app)),
  );
}
