import { Prisma, type Db, type Tx } from '@berth/db';
import { processSettingsSchema, releaseSettingsSchema, scaleBesideVolumes, scaleInShare, scaleSchema, shareOf, sleepsWhenIdle, unscaled, type ProcessSettings, type ReleaseSettings, type Scale } from '@berth/domain';
import type { HostCertificate } from '@berth/k8s-adapter';
import { openDataKey, openSecret } from '@berth/sealing';
import { z } from 'zod';
import { servedCertificates } from './served-certificates.js';

const withEverything = {
  app: { include: { tenant: true } },
  hosts: { include: { domain: { select: { id: true, certificate: true, certificateKey: true } } } },
  targetRelease: true,
  liveRelease: true,
  candidateRelease: true,
  volumes: true,
} as const;

async function readEnvironment(db: Db | Tx, environmentId: string) {
  return db.environment.findUnique({ where: { id: environmentId }, include: withEverything });
}
type ReadRows = NonNullable<Awaited<ReturnType<typeof readEnvironment>>>;
/** An environment's rows, with the certificates of its own domains that may be shown, opened. */
export type EnvironmentRows = ReadRows & { certificates: HostCertificate[] };
export type ReleaseRow = NonNullable<EnvironmentRows['targetRelease']>;

/** A release, and how its pods come. */
export interface DesiredRelease {
  row: ReleaseRow;
  processes: ProcessSettings[];
  settings: ReleaseSettings;
  config: { variables: Record<string, string>; secrets: Record<string, string> };
  /** As the environment's last check found room: a release that is gone back to has no more of it than the one that failed. */
  maxSurge: 'all' | 'none';
  /** True for a release that replaced nothing: its pods need not stand for a while first. */
  first: boolean;
  /** Whether web's pods of the release that it replaces stay for now, as its rollout says. */
  oldPodsStay: boolean;
  buildId: string | null;
}

/**
 * How a release that is tried beside the one that serves is to stand there, as the environment's row keeps it. Those that
 * serve must not become fewer than `stablePods` meanwhile: they may get all requests back at any moment.
 */
export const candidateSchema = z.object({ pods: z.number().int(), stablePods: z.number().int().default(0), sharing: z.enum(['weight', 'pods']), percent: z.number(), previewHost: z.string().nullable() });
export type CandidatePlace = z.infer<typeof candidateSchema>;

export interface DesiredCandidate {
  release: DesiredRelease;
  place: CandidatePlace;
}

export interface Desired {
  environment: EnvironmentRows;
  /** null: nothing should run. */
  release: DesiredRelease | null;
  /** What is tried beside it; null when nothing is. */
  candidate: DesiredCandidate | null;
  /** True when what should run is what was verified last: what is left over may go. */
  settled: boolean;
}

const textMap = z.record(z.string(), z.string());
const scales = z.record(z.string(), scaleSchema);

/** The environment as its rows want it; null when there is no such row. `release` looks at another one than the target. */
export async function loadDesired(db: Db, installationKey: Uint8Array, environmentId: string, release?: ReleaseRow): Promise<Desired | null> {
  const rows = await readEnvironment(db, environmentId);
  if (!rows) return null;
  const environment = { ...rows, certificates: await servedCertificates(db, installationKey, rows) };
  const row = release ?? environment.targetRelease;
  const settled = environment.targetReleaseId === environment.liveReleaseId;
  if (!row || environment.app.state !== 'active' || environment.state !== 'active') return { environment, release: null, candidate: null, settled };
  const [loaded, candidate] = await Promise.all([loadRelease(db, installationKey, environment, row), release ? null : loadCandidate(db, installationKey, environment)]);
  return { environment, settled, release: loaded, candidate };
}

async function loadRelease(db: Db, installationKey: Uint8Array, environment: EnvironmentRows, row: ReleaseRow): Promise<DesiredRelease> {
  const [config, deployment, checked] = await Promise.all([
    openConfig(db, installationKey, environment, row.configVersion),
    db.deployment.findFirst({ where: { releaseId: row.id }, orderBy: { number: 'desc' }, select: { previousReleaseId: true, buildId: true, state: true, check: true } }),
    db.deployment.findFirst({ where: { environmentId: environment.id, check: { path: ['refusal'], equals: Prisma.JsonNull } }, orderBy: { number: 'desc' }, select: { check: true } }),
  ]);
  const surge = (checked?.check as { maxSurge?: unknown } | null | undefined)?.maxSurge;
  const { standby = null, together = false } = (deployment?.check ?? {}) as { standby?: number | null; together?: boolean };
  return {
    row,
    processes: z.array(processSettingsSchema).parse(row.processes),
    settings: releaseSettingsSchema.parse(row.settings),
    config,
    maxSurge: surge === 'none' ? 'none' : 'all',
    first: deployment !== null && deployment.previousReleaseId === null,
    oldPodsStay: deployment?.state === 'running' && (standby !== null || together),
    buildId: deployment?.buildId ?? null,
  };
}

/** None while the tenant is suspended: then nothing runs. */
async function loadCandidate(db: Db, installationKey: Uint8Array, environment: EnvironmentRows): Promise<DesiredCandidate | null> {
  if (!environment.candidateRelease || environment.app.tenant.state === 'suspended') return null;
  return { release: await loadRelease(db, installationKey, environment, environment.candidateRelease), place: candidateSchema.parse(environment.candidate) };
}

/** Variables, and secrets in the clear. Version 0 is empty. Throws when another version has no row. */
export async function openConfig(db: Db | Tx, installationKey: Uint8Array, environment: { id: string; app: { tenant: { id: string; dataKey: Uint8Array } } }, version: number): Promise<DesiredRelease['config']> {
  const row = await db.configVersion.findUnique({ where: { environmentId_version: { environmentId: environment.id, version } } });
  if (!row) {
    if (version === 0) return { variables: {}, secrets: {} };
    throw new Error(`environment ${environment.id} has no config version ${version}`);
  }
  const sealed = textMap.parse(row.secrets);
  const variables = textMap.parse(row.variables);
  if (Object.keys(sealed).length === 0) return { variables, secrets: {} };
  const { tenant } = environment.app;
  const dataKey = openDataKey(installationKey, tenant.id, tenant.dataKey);
  const secrets = Object.fromEntries(Object.entries(sealed).map(([name, value]) => [name, openSecret(dataKey, environment.id, name, value)]));
  return { variables, secrets };
}

/** How many pods each process may have, a preview within its share and one at most beside a volume; none while the tenant is suspended. */
export function allowedScale(environment: Pick<EnvironmentRows, 'scale' | 'kind'> & { app: { previews: unknown; tenant: { state: string } } }, process: Pick<ProcessSettings, 'name' | 'kind' | 'scale' | 'volumes'>): Scale {
  if (environment.app.tenant.state === 'suspended') return { min: 0, max: 0 };
  return scaleInShare(scaleBesideVolumes(scales.parse(environment.scale)[process.name] ?? unscaled(process), process), shareOf(environment));
}

/** The same now: one that may sleep has no pod while it does, and one at least while it is awake, as on a cluster where nothing would wake it up. */
export function desiredScale(environment: Parameters<typeof allowedScale>[0] & Pick<EnvironmentRows, 'sleep'>, process: Parameters<typeof allowedScale>[1], cluster: { activatorAddress: string | null }): Scale {
  const scale = allowedScale(environment, process);
  if (!sleepsWhenIdle(scale)) return scale;
  return environment.sleep === 'asleep' && process.kind === 'web' && cluster.activatorAddress !== null ? { min: 0, max: 0 } : { ...scale, min: 1 };
}
