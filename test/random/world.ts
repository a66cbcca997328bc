import type { Db } from '@berth/db';
import { api } from '../real-services/installation.js';
import { startConstantLoad } from '../real-services/constant-load.js';
import type { Faults } from './faults.js';
import { openOf, type Accepted, type AppModel, type Wanted } from './model.js';

/** What the steps of a run share. */
export interface World {
  db: Db;
  faults: Faults;
  apps: AppModel[];
  /** An image that makes any release: its command says how it behaves. */
  image: string;
  imageContent: string;
  step: number;
  loads: Map<string, ReturnType<typeof startConstantLoad>>;
  /** Ids of every app of this run, also of those that are gone. */
  made: Set<string>;
  /** Requests of loads that have ended. */
  requests: number;
}

/** The platform does something that it may not do. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** The names that apps get; at most so many exist at once. */
export const slugs = ['random-a', 'random-b', 'random-c'] as const;

export const environmentPath = (app: AppModel) => `/v1/tenants/acme/apps/${app.slug}/environments/production`;

/** Ends the load on an app before something that may rightly end its answers. */
export async function endLoad(world: World, app: AppModel): Promise<void> {
  const load = world.loads.get(app.slug);
  world.loads.delete(app.slug);
  const report = await load?.stop();
  world.requests += report?.sent ?? 0;
  if (report && report.failed.length > 0) throw new Violation(`I1 ${app.slug}: ${report.failed.length} of ${report.sent} requests failed: ${report.failed.slice(0, 5).join('; ')}`);
}

/** Sends a request that makes a deployment; anything but its acceptance is a violation. */
export async function acceptDeployment(app: AppModel, what: string, wanted: Wanted, method: string, path: string, body?: unknown): Promise<Accepted> {
  const answer = await api(method, path, body);
  const deployment = method === 'PATCH' ? answer.body?.deployment : answer.body;
  if (answer.status >= 300 || typeof deployment?.id !== 'string') throw new Violation(`${app.slug}: ${what} was answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return remember(app, what, wanted, deployment);
}

export function remember(app: AppModel, what: string, wanted: Wanted, { id, number }: { id: string; number: number }): Accepted {
  const accepted = { id, number, what, wanted, cancelAsked: false, ended: null };
  app.accepted.push(accepted);
  return accepted;
}

/** Apps that take deployments. */
export const standing = (world: World) => world.apps.filter(({ deleting }) => !deleting);

/** Nothing is on its way. */
export const isQuiet = (app: AppModel) => openOf(app).length === 0;
