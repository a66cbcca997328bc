import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '@berth/db';
import { checkFence } from '../leases/lease.js';
import type { DeploymentRun } from './deployment-run.js';

type Config = Record<'variables' | 'secrets', Record<string, string>>;
type Place = { id: string; tenantId: string };

const none: Config = { variables: {}, secrets: {} };

async function read(tx: Tx, environmentId: string, version: number): Promise<Config> {
  return ((await tx.configVersion.findUnique({ where: { environmentId_version: { environmentId, version } } })) ?? none) as Config;
}

async function write(tx: Tx, { id, tenantId }: Place, { variables, secrets }: Config, version: number, createdBy: string | null): Promise<void> {
  await tx.configVersion.create({ data: { environmentId: id, tenantId, version, variables, secrets, createdBy } });
}

/**
 * A new config version equal to the old one, so that the next deployment does not bring the later values back. What was
 * set after this deployment was asked for, and waits for its own, comes in a version above it: it is not undone.
 */
export async function restoreConfig(tx: Tx, environment: Place & { configVersion: number }, version: number, { number, createdAt, createdBy }: DeploymentRun['rows']): Promise<number> {
  if (version === environment.configVersion) return version;
  const environmentId = environment.id;
  const old = await read(tx, environmentId, version);
  const restored = environment.configVersion + 1;
  await write(tx, environment, old, restored, createdBy);
  const changeWaits = (await tx.deployment.count({ where: { environmentId, number: { gt: number }, state: 'queued', cause: 'config' } })) > 0;
  if (changeWaits) {
    const before = ((await tx.configVersion.findFirst({ where: { environmentId, createdAt: { lte: createdAt } }, orderBy: { version: 'desc' } })) ?? none) as Config;
    await write(tx, environment, withChanges(old, before, await read(tx, environmentId, environment.configVersion)), restored + 1, createdBy);
  }
  await tx.environment.update({ where: { id: environmentId }, data: { configVersion: changeWaits ? restored + 1 : restored } });
  return restored;
}

/** A rollback that did not go live leaves the config as it was before it, with what was set since: else the next deployment would bring the old values. */
export async function takeBackConfig(run: DeploymentRun): Promise<void> {
  const { deps, lease, input, rows } = run;
  if (input.kind !== 'release' || input.keepConfig || rows.release === null) return;
  const restored = rows.release.configVersion;
  await deps.db.$transaction(async (tx) => {
    await checkFence(tx, lease);
    const environment = await tx.environment.findUniqueOrThrow({ where: { id: rows.environmentId } });
    const base = await tx.release.findUnique({ where: { environmentId_version: { environmentId: environment.id, version: input.version } }, select: { configVersion: true } });
    if (base === null || base.configVersion === restored) return; // it had that config already
    const now = await read(tx, environment.id, environment.configVersion);
    const before = withChanges(await read(tx, environment.id, restored - 1), await read(tx, environment.id, restored), now);
    if (isDeepStrictEqual({ variables: now.variables, secrets: now.secrets }, before)) return;
    await write(tx, environment, before, environment.configVersion + 1, rows.createdBy);
    await tx.environment.update({ where: { id: environment.id }, data: { configVersion: { increment: 1 } } });
  });
}

/** `config` with what was set and removed between the other two. */
function withChanges(config: Config, before: Config, after: Config): Config {
  const changed = (kind: keyof Config): Record<string, string> => {
    const kept = Object.entries(config[kind]).filter(([name]) => name in after[kind] || !(name in before[kind]));
    const set = Object.entries(after[kind]).filter(([name, value]) => before[kind][name] !== value);
    return Object.fromEntries([...kept, ...set]);
  };
  return { variables: changed('variables'), secrets: changed('secrets') };
}
