import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { z } from 'zod';
import type { budgetUseSchema, checkSchema, clusterSchema, configSchema, cronRunSchema, cronSchema, deliverySchema, deploymentSchema, domainSchema, environmentSchema, eventSchema, logLineSchema, memberSchema, meSchema, planSchema, releaseSchema, repositorySchema, runSchema, tenantSchema, tokenSchema, volumeViewSchema } from '@berth/contract';
import { Problem, type EventKind, type PreviewSettings } from '@berth/domain';

export type Deployment = z.infer<typeof deploymentSchema>;
export type Environment = z.infer<typeof environmentSchema>;
export type Release = z.infer<typeof releaseSchema>;
export type Config = z.infer<typeof configSchema>;
export type Cron = z.infer<typeof cronSchema>;
export type CronRun = z.infer<typeof cronRunSchema>;
export type Domain = z.infer<typeof domainSchema>;
export type Repository = z.infer<typeof repositorySchema>;
export type Delivery = z.infer<typeof deliverySchema>;
export type Run = z.infer<typeof runSchema>;
export type LogLine = z.infer<typeof logLineSchema>;
export type BerthEvent = z.infer<typeof eventSchema>;
export type Tenant = z.infer<typeof tenantSchema>;
export type BudgetUse = z.infer<typeof budgetUseSchema>;
export type Member = z.infer<typeof memberSchema>;
export type Plan = z.infer<typeof planSchema>;
export type Cluster = z.infer<typeof clusterSchema>;
export type Token = z.infer<typeof tokenSchema>;
export type Volume = z.infer<typeof volumeViewSchema>;
export type Check = z.infer<typeof checkSchema>;
export type Me = z.infer<typeof meSchema>;

export interface MockUser {
  id: string;
  email: string;
  name: string;
  password: string;
  operator: boolean;
}

/** An app in one of its environments; those of the same name are one app, production first. */
export interface MockApp {
  id: string;
  name: string;
  createdAt: string;
  environment: Environment;
  deployments: Deployment[];
  releases: Release[];
  config: Config;
  logs: (LogLine & { id: number })[];
  previousLogs: LogLine[];
  buildLogs: Map<string, string[]>;
  previews: PreviewSettings;
  cron: Cron[];
  /** Newest first, of all cron processes. */
  cronRuns: CronRun[];
  cronLogs: Map<string, LogLine[]>;
  runs: Run[];
  repository: Repository | null;
  deliveries: Delivery[];
  domains: Domain[];
  volumes: Volume[];
}

export interface MockTenant {
  row: Tenant;
  budget: BudgetUse;
  members: Member[];
  apps: MockApp[];
}

/** Everything that the mock knows, and the events that it sends. */
export class MockDb {
  users: MockUser[] = [];
  tenants: MockTenant[] = [];
  plans: Plan[] = [];
  clusters: Cluster[] = [];
  tokens: Token[] = [];
  sessions = new Map<string, string>();
  events: (BerthEvent & { tenant: string })[] = [];
  /** `event`, `log` and `build-log` tell streams to look again. */
  readonly bell = new EventEmitter().setMaxListeners(0);
  private nextEvent = 1;
  nextLine = 1;

  user(session: string | undefined): MockUser | undefined {
    const id = session === undefined ? undefined : this.sessions.get(session);
    return this.users.find((user) => user.id === id);
  }

  logIn(user: MockUser): string {
    const session = randomUUID();
    this.sessions.set(session, user.id);
    return session;
  }

  tenant(slug: string): MockTenant {
    const tenant = this.tenants.find(({ row }) => row.slug === slug);
    if (!tenant) throw new Problem('not-found');
    return tenant;
  }

  /** The tenant when `user` is a member of it; else it does not exist. */
  tenantOf(user: MockUser, slug: string): MockTenant {
    const tenant = this.tenant(slug);
    if (!tenant.members.some(({ userId }) => userId === user.id)) throw new Problem('not-found');
    return tenant;
  }

  app(user: MockUser, slug: string, name: string): MockApp {
    const app = this.tenantOf(user, slug).apps.find((each) => each.name === name);
    if (!app) throw new Problem('not-found');
    return app;
  }

  environment(user: MockUser, slug: string, name: string, environment: string): MockApp {
    const app = this.places(user, slug, name).find((each) => each.environment.name === environment);
    if (!app) throw new Problem('not-found');
    return app;
  }

  /** The app in each of its environments. */
  places(user: MockUser, slug: string, name: string): MockApp[] {
    const places = this.tenantOf(user, slug).apps.filter((each) => each.name === name);
    if (places.length === 0) throw new Problem('not-found');
    return places;
  }

  emit(tenant: string, kind: EventKind, app: MockApp | null, data: Record<string, unknown>): void {
    const id = String(this.nextEvent++);
    this.events.push({ tenant, id, kind, app: app?.name ?? null, environment: app?.environment.name ?? null, deploymentId: typeof data.deploymentId === 'string' ? data.deploymentId : null, data, actor: null, at: new Date().toISOString() });
    this.bell.emit('event');
  }

  log(app: MockApp, line: Omit<LogLine, 'at'> & { at?: string }): void {
    app.logs.push({ at: new Date().toISOString(), ...line, id: this.nextLine++ });
    if (app.logs.length > 20_000) app.logs.splice(0, 5_000);
    this.bell.emit('log');
  }
}

/** A page of a list, by a numeric cursor. */
export function pageOf<T>(items: readonly T[], query: { cursor?: string | undefined; limit: number }): { items: T[]; nextCursor: string | null } {
  const from = Number(query.cursor ?? 0);
  const end = from + query.limit;
  return { items: items.slice(from, end), nextCursor: end < items.length ? String(end) : null };
}

/** What a stream sends: rows after `last`, each time the bell rings, till the caller goes or `ended` says so. */
export async function* follow<T extends { id: string | number }>(db: MockDb, bell: 'event' | 'log', signal: AbortSignal, last: number, read: () => readonly T[], ended: () => boolean = () => false): AsyncGenerator<{ id: string; data: Omit<T, 'id'> & T }> {
  let seen = last;
  while (!signal.aborted) {
    for (const row of read()) {
      if (Number(row.id) <= seen) continue;
      seen = Number(row.id);
      yield { id: String(row.id), data: row };
    }
    if (ended()) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        db.bell.off(bell, wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      db.bell.on(bell, wake);
      signal.addEventListener('abort', wake);
    });
  }
}
