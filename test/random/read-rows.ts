import { createDb, type Db } from '@berth/db';
import { recordOf } from '../real-services/processes.js';

export interface DeploymentRow {
  id: string;
  number: number;
  cause: string;
  state: string;
  releaseVersion: number | null;
  finishedAt: Date | null;
  failureClass: string | null;
  failure: string;
  openSteps: string[];
  finalEvents: number;
}

/** Everything that the database keeps of an app, as far as the invariants name it. */
export interface AppRows {
  state: string;
  liveVersion: number | null;
  targetVersion: number | null;
  configVersion: number;
  nextRelease: number;
  leased: boolean;
  hosts: number;
  openBuilds: number;
  deployments: DeploymentRow[];
  releases: { version: number; configVersion: number; command: string }[];
  /** MESSAGE by config version. */
  messages: Map<number, string>;
}

/** The installation's own database. */
export const openDatabase = () => createDb(recordOf('api').env.DATABASE_URL!, 3);

/** The rows of an app; null when it has none. */
export async function readRows(db: Db, appId: string): Promise<AppRows | null> {
  const app = await db.app.findUnique({
    where: { id: appId },
    include: {
      environments: { include: { hosts: true, configs: true, liveRelease: true, targetRelease: true, releases: { orderBy: { version: 'asc' } }, deployments: { orderBy: { number: 'asc' }, include: { steps: true, release: { select: { version: true } } } } } },
      builds: { where: { state: { in: ['queued', 'running'] } } },
    },
  });
  const environment = app?.environments[0];
  if (!app || !environment) return null;
  const finals = await db.$queryRaw<{ deploymentId: string; count: bigint }[]>`
    SELECT "deploymentId", count(*) AS count FROM event
    WHERE "environmentId" = ${environment.id} AND kind = 'deployment.state' AND data->>'state' IN ('live', 'failed', 'cancelled', 'superseded') GROUP BY 1`;
  const eventsOf = new Map(finals.map(({ deploymentId, count }) => [deploymentId, Number(count)]));
  return {
    state: app.state,
    liveVersion: environment.liveRelease?.version ?? null,
    targetVersion: environment.targetRelease?.version ?? null,
    configVersion: environment.configVersion,
    nextRelease: environment.nextRelease,
    leased: environment.leaseHolder !== null,
    hosts: environment.hosts.length,
    openBuilds: app.builds.length,
    releases: environment.releases.map(({ version, configVersion, processes }) => ({ version, configVersion, command: JSON.stringify((processes as { command: string[] | null }[])[0]?.command) })),
    messages: new Map([[0, '-'], ...environment.configs.map(({ version, variables }) => [version, (variables as Record<string, string>).MESSAGE ?? '-'] as const)]),
    deployments: environment.deployments.map((one) => {
      const failure = one.failure as { class: string; message: string; evidence: string[] } | null;
      return {
        id: one.id,
        number: one.number,
        cause: one.cause,
        state: one.state,
        releaseVersion: one.release?.version ?? null,
        finishedAt: one.finishedAt,
        failureClass: failure?.class ?? null,
        failure: failure ? `${failure.class}: ${failure.message} ${failure.evidence.join(' | ')}` : '(no failure kept)',
        openSteps: one.steps.filter(({ state }) => state === 'running').map(({ name }) => name),
        finalEvents: eventsOf.get(one.id) ?? 0,
      };
    }),
  };
}

/** The deployment that a request with this description made, if it made one. */
export async function findDeployment(db: Db, environmentId: string, description: string): Promise<{ id: string; number: number } | null> {
  return db.deployment.findFirst({ where: { environmentId, input: { path: ['description'], equals: description } }, select: { id: true, number: true } });
}
