import type { AppTarget } from '../berth-command.js';
import type { Api } from '../http/api.js';
import { listDeployments } from './find-deployment.js';

/** Takes back an app that was made for a deployment that never began. One that has a deployment meanwhile stays. Never throws: the failure before it is what counts. */
export async function removeUnusedApp(api: Api, target: AppTarget, note: (text: string) => void): Promise<void> {
  const { tenant, app } = target;
  try {
    if ((await listDeployments(api, target, 1)).length > 0) return;
    await api.ask((client) => client.DELETE('/v1/tenants/{tenant}/apps/{app}', { params: { path: { tenant, app }, query: { confirm: app } } }));
    note(`Removed app ${app} again`);
  } catch {
    note(`App ${app} was made and is empty; remove it with \`berth apps delete ${app} --tenant ${tenant}\`.`);
  }
}
