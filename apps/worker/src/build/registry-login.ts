import { registryLogin, type RegistryRole } from '@berth/sealing';
import type { BuildCluster, BuildDeps } from './build-deps.js';

/** `.dockerconfigjson` with a tenant's login for its cluster's registry. */
export function dockerConfigFor(deps: BuildDeps, { row, registryRoleKeys }: BuildCluster, role: 'build' | 'pull', tenantSlug: string): string {
  const { username, password } = registryLogin(registryRoleKeys[role], role satisfies RegistryRole, deps.namespacePrefix, tenantSlug);
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  return JSON.stringify({ auths: { [row.registryHost]: { auth } } });
}

/** Paths in the registry, without the host. */
export const sourceRepository = (deps: BuildDeps, tenantSlug: string): string => `${deps.namespacePrefix}/${tenantSlug}/source`;
export const imageRepository = (deps: BuildDeps, tenantSlug: string, appSlug: string): string => `${deps.namespacePrefix}/${tenantSlug}/${appSlug}`;
