import type { Env } from '../env.js';
import { InstallationsFile, normalUrl } from '../settings/installations.js';

/** The token that this user has for an installation, or null. BERTH_TOKEN counts for the installation that commands mean, and for no other. */
export function tokenFor(env: Pick<Env, 'url' | 'token' | 'configFolder'>, installation: string): string | null {
  const { current, installations } = new InstallationsFile(env.configFolder).read();
  const meant = normalUrl(installation);
  const named = env.url ?? current;
  if (env.token !== undefined && named !== null && normalUrl(named) === meant) return env.token;
  return installations[meant]?.token ?? null;
}
