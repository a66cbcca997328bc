import type { AppTarget } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import type { Api } from '../http/api.js';

/** Variables with their values, and the names of secrets. */
export const readConfig = (api: Api, target: AppTarget) =>
  api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/config', { params: { path: target } }));

/** Throws unless all of `names` are there. */
export function requireNames(names: readonly string[], there: readonly string[], what: 'variable' | 'secret', app: string): void {
  const missing = names.filter((name) => !there.includes(name));
  if (missing.length > 0) throw usageFailure(`App ${app} has no ${what} ${missing.join(', ')}; nothing was changed.`, `\`berth ${what === 'secret' ? 'secrets' : 'config'} list\` shows them all.`);
}
