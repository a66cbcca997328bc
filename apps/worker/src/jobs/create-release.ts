import { defaultProcess, defaultWebProcess, processSettingsSchema, releaseSettingsSchema, rolloutSchema, volumeProblems, type Commit, type DeploymentInput, type ProcessSettings, type ReleaseSettings, type RolloutSettings, type SourceSettings } from '@berth/domain';
import type { Tx } from '@berth/db';
import { z } from 'zod';
import { checkFence } from '../leases/lease.js';
import { failed } from './deployment-failure.js';
import { readDeployment, type DeploymentRun } from './deployment-run.js';
import { restoreConfig } from './restore-config.js';

export interface ReleaseImage {
  /** `host/path@sha256:…`. */
  image: string;
  digest: string;
  /** What the source's files ask for; null for what is not made from a source. */
  settings: SourceSettings | null;
}

/** Makes the deployment's release, once: another attempt finds the one that exists. Numbers and config are decided here. */
export async function createRelease(run: DeploymentRun, made: ReleaseImage): Promise<void> {
  const { deps, lease, rows, input } = run;
  await deps.db.$transaction(async (tx) => {
    await checkFence(tx, lease);
    const { releaseId } = await tx.deployment.findUniqueOrThrow({ where: { id: rows.id }, select: { releaseId: true } });
    if (releaseId !== null) return;
    const environment = await tx.environment.findUniqueOrThrow({ where: { id: rows.environmentId } });
    const base = await baseRelease(tx, rows, input);
    const { processes, settings } = mergeSettings(base, made.settings, input, environment.rollout);
    const configVersion = input.kind === 'release' && !input.keepConfig && base ? await restoreConfig(tx, environment, base.configVersion, rows) : environment.configVersion;
    const release = await tx.release.create({
      data: {
        tenantId: rows.tenantId,
        environmentId: rows.environmentId,
        version: environment.nextRelease,
        image: made.image,
        imageDigest: made.digest,
        configVersion,
        processes: processes as object[],
        settings,
        source: sourceOf(input, base),
        description: input.description ?? describe(rows.cause, input),
        createdBy: rows.createdBy,
      },
    });
    await tx.environment.update({ where: { id: rows.environmentId }, data: { nextRelease: { increment: 1 } } });
    await tx.deployment.update({ where: { id: rows.id }, data: { releaseId: release.id } });
  });
  run.rows = await readDeployment(deps.db, rows.id);
}

/** The release whose settings the new one starts from. */
export async function baseRelease(tx: Tx, rows: { environmentId: string; environment: { appId: string; liveReleaseId: string | null; basedOn: string | null } }, input: DeploymentInput) {
  if (input.kind === 'release') {
    const release = await tx.release.findUnique({ where: { environmentId_version: { environmentId: rows.environmentId, version: input.version } } });
    if (!release) throw failed('internal', `There is no release v${input.version}.`, { remedy: 'See `berth releases`.' });
    return release;
  }
  const live = rows.environment.liveReleaseId ? await tx.release.findUnique({ where: { id: rows.environment.liveReleaseId } }) : null;
  return live ?? (await tx.release.findFirst({ where: { environmentId: rows.environmentId }, orderBy: { version: 'desc' } })) ?? releaseOfBase(tx, rows.environment);
}

/** A preview's first release starts from what is live in the environment that it is based on. */
async function releaseOfBase(tx: Tx, { appId, basedOn }: { appId: string; basedOn: string | null }) {
  if (basedOn === null) return null;
  const base = await tx.environment.findUnique({ where: { appId_slug: { appId, slug: basedOn } }, select: { liveRelease: true } });
  return base?.liveRelease ?? null;
}

type Wanted = readonly (Partial<ProcessSettings> & { name: string })[];

/** Processes and settings of a release that comes after `base`; null where there is none before it. `rollout` is the environment's own. */
export function mergeSettings(base: { processes: unknown; settings: unknown } | null, source: SourceSettings | null, input: DeploymentInput, rollout: unknown = null): { processes: ProcessSettings[]; settings: ReleaseSettings } {
  const { processes, settings } = mergeAll(base, source, input, rollout);
  const twice = settings.cron.find(({ name }) => processes.some((process) => process.name === name));
  const [unfit] = volumeProblems(processes);
  if (unfit) throw failed('settings-refused', `Process ${unfit.process}: ${unfit.message}.`, { remedy: 'Mend `volumes` in berth.yaml.' });
  if (twice) throw failed('settings-refused', `${twice.name} is the name of a process and of a cron process.`, { remedy: 'Give one of them another name.' });
  return { processes, settings };
}

function mergeAll(base: { processes: unknown; settings: unknown } | null, source: SourceSettings | null, input: DeploymentInput, rollout: unknown): { processes: ProcessSettings[]; settings: ReleaseSettings } {
  const before = releaseSettingsSchema.parse(base?.settings ?? {});
  const processes = base ? z.array(processSettingsSchema).parse(base.processes) : [defaultWebProcess];
  const wanted = input.processes ?? [];
  if (input.kind === 'image' && input.settings) return { processes: mergeProcesses(processes, promoted(wanted, input.settings), before.fromSource, []), settings: { ...input.settings, ...rolloutFor(saidByFile(input.settings), rollout) } };
  const merged = mergeProcesses(processes, source, before.fromSource, wanted);
  if (source === null) return { processes: merged, settings: { ...before, ...rolloutFor(saidByFile(before), rollout) } };
  return { processes: merged, settings: { releaseCommand: source.release, ...rolloutFor(source.rollout ?? null, rollout), cron: source.cron, requires: source.requires, fromSource: Object.fromEntries(source.processes.map(({ name, ...set }) => [name, Object.keys(set)])) } };
}

const saidByFile = ({ rollout, rolloutFrom }: ReleaseSettings): RolloutSettings | null => (rolloutFrom === 'berth.yaml' ? rollout : null);

/** What berth.yaml says, else what the environment is set to. */
function rolloutFor(said: RolloutSettings | null, setting: unknown): Pick<ReleaseSettings, 'rollout' | 'rolloutFrom'> {
  if (said) return { rollout: said, rolloutFrom: 'berth.yaml' };
  const own = rolloutSchema.nullable().parse(setting);
  return { rollout: own ?? { strategy: 'rolling' }, rolloutFrom: own && 'setting' };
}

/** Another environment's release as a source: what this environment's files said before and that one has no more goes, what was set here alone stays. */
const promoted = (processes: Wanted, { releaseCommand, rollout, cron, requires }: ReleaseSettings): SourceSettings => ({
  processes: processes.map((process) => processSettingsSchema.parse({ ...defaultProcess(process.name), ...process })),
  complete: false,
  release: releaseCommand,
  rollout,
  cron,
  domains: [],
  requires,
  said: [],
});

/**
 * Settings of the earlier release, then what the source's files say, then what the caller asks for. What the files said
 * before (`saidBefore`, by process) and say no more falls back to the default; a process that they do not name any more goes.
 */
export function mergeProcesses(base: readonly ProcessSettings[], source: SourceSettings | null, saidBefore: Record<string, readonly string[]>, wanted: Wanted): ProcessSettings[] {
  const merged = new Map(base.map((process) => [process.name, process]));
  if (source) {
    const named = new Set(source.processes.map(({ name }) => name));
    for (const name of merged.keys()) if (!named.has(name) && (source.complete || saidBefore[name])) merged.delete(name);
  }
  for (const said of source?.processes ?? []) {
    const earlier = merged.get(said.name);
    const fresh = defaultProcess(said.name, said.kind);
    const start: ProcessSettings = earlier?.kind === said.kind ? without(earlier, saidBefore[said.name] ?? [], fresh) : fresh;
    merged.set(said.name, processSettingsSchema.parse({ ...start, ...said }));
  }
  for (const settings of wanted) {
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
    merged.set(settings.name, processSettingsSchema.parse({ ...(merged.get(settings.name) ?? defaultProcess(settings.name)), ...given }));
  }
  return [...merged.values()];
}

function without(process: ProcessSettings, keys: readonly string[], fresh: ProcessSettings): ProcessSettings {
  const left = Object.fromEntries(Object.entries(process).filter(([key]) => !keys.includes(key)));
  const back = Object.fromEntries(Object.entries(fresh).filter(([key]) => keys.includes(key)));
  return processSettingsSchema.parse({ ...left, ...back });
}

/** What a release is made from; what has the code of an earlier one has its commit. */
function sourceOf(input: DeploymentInput, base: { source: unknown } | null): object {
  const commit = input.commit ?? (input.kind === 'release' || input.kind === 'current' ? (base?.source as { commit?: Commit } | undefined)?.commit : undefined);
  const { commit: _commit, processes: _processes, description: _description, warnings: _warnings, fromSource: _fromSource, rollout: _rollout, retryOf: _retryOf, ...source } = input;
  const from = source.kind === 'image' ? { kind: source.kind, ref: source.ref } : source.kind === 'release' ? { ...source, kind: 'rollback' } : source;
  return { ...from, ...(commit && { commit }) };
}

function describe(cause: string, input: DeploymentInput): string {
  if (cause === 'automatic' && input.kind === 'release') return `Back to v${input.version} by itself`;
  if (input.kind === 'release') return `Rollback to v${input.version}`;
  if (input.kind === 'image') return `Image ${input.ref}`.slice(0, 200);
  if (input.kind === 'current') return cause === 'config' ? 'New config' : 'Restart';
  return 'Deploy';
}
