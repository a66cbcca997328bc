import type { App, AppEnvironment } from '../api/types.ts';
import { deploymentView, environmentView, type StateView } from '../state/state-map.ts';

/** Something in a tenant that a person should look at, with the one place to go. */
export interface Need {
  app: string;
  environment: string;
  view: StateView;
  sentence: string;
  link: { text: string; path: string };
}

/** A failed last deployment, an environment that does not serve as it should, or one that was not heard of. */
export function attentionOf(app: App, now: number): Need[] {
  return app.environments.flatMap((environment) => [...failedDeployment(app.name, environment), ...unwell(app.name, environment, now)].slice(0, 1));
}

function failedDeployment(app: string, { name: environment, lastDeployment, servingRelease }: AppEnvironment): Need[] {
  if (lastDeployment?.state !== 'failed') return [];
  const serves = servingRelease === null ? 'Nothing serves.' : `v${servingRelease} serves.`;
  const cause = lastDeployment.failure?.message ?? 'The cause is not known';
  return [{ app, environment, view: deploymentView(lastDeployment), sentence: `${cause.replace(/\.$/, '')}. ${serves}`, link: { text: 'See the cause', path: `deployments/${lastDeployment.id}` } }];
}

function unwell(app: string, environment: AppEnvironment, now: number): Need[] {
  const view = environmentView(environment, now);
  if (view.tone !== 'warn' && view.tone !== 'fail') return [];
  if (environment.observedAt === null) return [];
  return [{ app, environment: environment.name, view, sentence: environment.reason, link: { text: 'Open logs', path: 'logs' } }];
}
