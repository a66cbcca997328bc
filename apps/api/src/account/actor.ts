import type { Role } from '@berth/domain';

/** Who calls: a user by a browser session or by an API token, which may be limited to a tenant and a role. */
export interface Actor {
  userId: string;
  email: string;
  name: string;
  /** Runs the installation. False for a limited token of an operator. */
  operator: boolean;
  token: { id: string; name: string; tenantId: string | null; role: Role | null; expiresAt: string | null } | null;
}

export type TenantState = 'provisioning' | 'active' | 'suspended' | 'deleting';

/** A caller who is a member of the tenant in the path, with the role that counts for this request. */
export interface TenantActor extends Actor {
  tenant: { id: string; slug: string; state: TenantState };
  role: Role;
}
