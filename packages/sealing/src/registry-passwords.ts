import { createHmac } from 'node:crypto';

/** What a holder may do in the registry; the grants are in `infra/images/registry-token`. */
export type RegistryRole = 'source' | 'build' | 'pull' | 'admin';

/** The key from which all passwords of one role follow; who holds it cannot make another role's. */
export function registryRoleKey(masterKey: Uint8Array, role: RegistryRole): Buffer {
  return createHmac('sha256', masterKey).update(`berth-registry-role:${role}`).digest();
}

/** Login of a tenant's role at the registry's token service. `tenant` is `-` for the role `admin`. */
export function registryLogin(roleKey: Uint8Array, role: RegistryRole, namespacePrefix: string, tenant: string): { username: string; password: string } {
  const username = `${namespacePrefix}.${tenant}.${role}`;
  return { username, password: createHmac('sha256', roleKey).update(username).digest('base64url') };
}
