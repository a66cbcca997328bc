import type { Tx } from '@berth/db';
import { Problem, type Scale } from '@berth/domain';
import type { TenantActor } from '../account/actor.js';
import { notFound } from '../http/not-found.js';
import { requireActive } from '../tenants/tenant-accepts.js';

/** Names in a path; they mean something within a tenant only. */
export interface EnvironmentKey {
  app: string;
  environment: string;
}

export interface LockedEnvironment {
  id: string;
  appId: string;
  appState: 'active' | 'deleting';
  state: 'active' | 'deleting';
  liveReleaseId: string | null;
  targetReleaseId: string | null;
  configVersion: number;
  scale: Record<string, Scale>;
  kind: 'permanent' | 'preview';
  /** The app's preview settings as its row keeps them. */
  previews: unknown;
}

/** Locks an environment's row until the transaction ends. Throws not-found for what is absent and for another tenant's alike. */
export async function lockEnvironment(tx: Tx, tenantId: string, { app, environment }: EnvironmentKey): Promise<LockedEnvironment> {
  const [row] = await tx.$queryRaw<LockedEnvironment[]>`
    SELECT e.id, e."appId", a.state AS "appState", e.state, e."liveReleaseId", e."targetReleaseId", e."configVersion", e.scale, e.kind, a.previews
    FROM environment e JOIN app a ON a.id = e."appId" WHERE a."tenantId" = ${tenantId} AND a.slug = ${app} AND e.slug = ${environment} FOR UPDATE OF e`;
  if (!row) throw notFound();
  return row;
}

/** The same for an action that only an active tenant's standing environment takes. Throws tenant-suspended, tenant-not-ready and wrong-state besides. */
export async function lockForAction(tx: Tx, { tenant }: TenantActor, key: EnvironmentKey): Promise<LockedEnvironment> {
  const environment = await lockEnvironment(tx, tenant.id, key);
  requireActive(tenant.state);
  requireStanding(environment);
  return environment;
}

/** Throws wrong-state while the app or the environment is being deleted. */
export function requireStanding({ appState, state }: Pick<LockedEnvironment, 'appState' | 'state'>): void {
  if (appState !== 'active') throw new Problem('wrong-state', 'The app is being deleted.');
  if (state !== 'active') throw new Problem('wrong-state', 'The environment is being deleted.');
}
