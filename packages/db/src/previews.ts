import { admitsBranch, environmentHost, longestLabel, previewSlugs, Problem, readPreviewSettings, type PreviewSettings } from '@berth/domain';
import { createHash, randomUUID } from 'node:crypto';
import type { Tx } from './client.js';
import { recordEvent } from './events.js';

interface SealedConfig {
  variables: Record<string, string>;
  /** Name → sealed value. */
  secrets: Record<string, string>;
}

export interface PreviewRequest {
  tenantId: string;
  /** The app's name. */
  app: string;
  branch: string;
  /** Who asked: an e-mail address, or null for the platform itself. */
  actor: string | null;
  /** Seals secrets of one environment for another: `resealSecrets` of @berth/sealing under the installation's key. */
  reseal(tenant: { id: string; dataKey: Uint8Array }, from: string, to: string, secrets: Record<string, string>): Record<string, string>;
}

export interface Preview {
  environmentId: string;
  environment: string;
  /** False when the branch had one already. */
  made: boolean;
}

interface AppRow {
  id: string;
  slug: string;
  state: string;
  previews: unknown;
  tenant: string;
  dataKey: Uint8Array;
  baseDomain: string;
}

/** Characters that tell branches apart whose names would be one. */
const tagLength = 4;

/**
 * The preview of a branch, made when it has none; either way it stays for its whole time from now on. Its config is a copy
 * of what the app's settings let it have of its base. Throws not-found, previews-off, branch-without-preview, over-budget
 * with the numbers, name-taken, and wrong-state while the app or the preview is being deleted, or without a base.
 */
export async function previewForBranch(tx: Tx, request: PreviewRequest): Promise<Preview> {
  const { tenantId, branch } = request;
  const [app] = await tx.$queryRaw<AppRow[]>`
    SELECT a.id, a.slug, a.state, a.previews, t.slug AS tenant, t."dataKey", c."baseDomain"
    FROM app a JOIN tenant t ON t.id = a."tenantId" JOIN cluster c ON c.id = t."clusterId" WHERE a."tenantId" = ${tenantId} AND a.slug = ${request.app} FOR UPDATE OF a`;
  if (!app) throw new Problem('not-found');
  if (app.state !== 'active') throw new Problem('wrong-state', 'The app is being deleted.');
  const settings = readPreviewSettings(app.previews);
  if (!settings.enabled) throw new Problem('previews-off', `Previews are not enabled for ${app.slug}.`, { remedy: `An admin can enable them: \`berth previews enable --app ${app.slug}\`.` });
  const known = await tx.environment.findUnique({ where: { appId_branch: { appId: app.id, branch } }, select: { id: true, slug: true, state: true } });
  if (known) {
    if (known.state !== 'active') throw new Problem('wrong-state', `The earlier preview of ${branch} is still being deleted.`, { remedy: 'Try again in a few seconds.', retryAfterSeconds: 5 });
    await extendPreview(tx, known.id, settings);
    return { environmentId: known.id, environment: known.slug, made: false };
  }
  if (!admitsBranch(settings.branches, branch)) throw new Problem('branch-without-preview', `Previews of ${app.slug} are made of these branches: ${settings.branches.join(', ')}; ${branch} is none of them.`);
  await requireRoom(tx, app, settings);
  return makePreview(tx, app, settings, request);
}

async function requireRoom(tx: Tx, app: AppRow, { most }: PreviewSettings): Promise<void> {
  const there = await tx.environment.findMany({ where: { appId: app.id, kind: 'preview' }, orderBy: { createdAt: 'asc' }, select: { branch: true } });
  if (there.length < most) return;
  const names = there.map(({ branch }) => branch).join(', ');
  throw new Problem('over-budget', `${app.slug} has ${there.length} ${there.length === 1 ? 'preview' : 'previews'} (${names}), and ${most} is the most.`, {
    remedy: `Delete one that is not needed: \`berth previews delete BRANCH --app ${app.slug}\`. An admin can allow more: \`berth previews settings --most ${most + 1} --app ${app.slug}\`.`,
  });
}

async function makePreview(tx: Tx, app: AppRow, settings: PreviewSettings, { tenantId, branch, actor, reseal }: PreviewRequest): Promise<Preview> {
  const base = await tx.environment.findFirst({ where: { appId: app.id, slug: settings.base, kind: 'permanent', state: 'active' }, select: { id: true, slug: true, configVersion: true } });
  if (!base) {
    throw new Problem('wrong-state', `Previews of ${app.slug} start from its environment ${settings.base}, and there is none of that name.`, { remedy: `Name another one: \`berth previews settings --base production --app ${app.slug}\`.` });
  }
  const { slug, host } = await freeName(tx, app, branch);
  const id = randomUUID();
  const config = await configFor(tx, settings, base);
  const copies = Object.keys(config.variables).length + Object.keys(config.secrets).length > 0;
  await tx.environment.create({ data: { id, tenantId, appId: app.id, slug, kind: 'preview', branch, basedOn: base.slug, configVersion: copies ? 1 : 0 } });
  await extendPreview(tx, id, settings);
  if (copies) {
    const secrets = Object.keys(config.secrets).length > 0 ? reseal({ id: tenantId, dataKey: app.dataKey }, base.id, id, config.secrets) : {};
    await tx.configVersion.create({ data: { environmentId: id, version: 1, tenantId, variables: config.variables, secrets, createdBy: actor } });
  }
  await tx.host.create({ data: { name: host, tenantId, environmentId: id } });
  await recordEvent(tx, { tenantId, appId: app.id, environmentId: id, actor }, 'environment.created', { environment: slug });
  return { environmentId: id, environment: slug, made: true };
}

/** The first of the branch's names that no environment and no host has. */
async function freeName(tx: Tx, app: AppRow, branch: string): Promise<{ slug: string; host: string }> {
  const tag = createHash('sha256').update(branch).digest('hex').slice(0, tagLength);
  const slugs = previewSlugs(branch, tag, longestLabel - app.slug.length - app.tenant.length - '--'.length);
  for (const slug of slugs) {
    const host = environmentHost(app.slug, slug, app.tenant, app.baseDomain);
    const used = (await tx.environment.count({ where: { appId: app.id, slug } })) + (await tx.host.count({ where: { name: host } }));
    if (used === 0) return { slug, host };
  }
  throw new Problem('name-taken', `The names ${slugs.join(' and ')}, which the preview of ${branch} could have, are in use.`, { remedy: 'Give the branch another name.' });
}

async function configFor(tx: Tx, settings: PreviewSettings, base: { id: string; configVersion: number }): Promise<SealedConfig> {
  const row = await tx.configVersion.findUnique({ where: { environmentId_version: { environmentId: base.id, version: base.configVersion } }, select: { variables: true, secrets: true } });
  const { variables, secrets } = (row ?? { variables: {}, secrets: {} }) as unknown as SealedConfig;
  const given = { none: () => false, all: () => true, named: (name: string) => settings.secretNames.includes(name) }[settings.secrets];
  return { variables: settings.variables === 'all' ? variables : {}, secrets: Object.fromEntries(Object.entries(secrets).filter(([name]) => given(name))) };
}

/** A preview stays for its whole time from now on. */
export async function extendPreview(tx: Tx, environmentId: string, { ttlSeconds }: Pick<PreviewSettings, 'ttlSeconds'>): Promise<void> {
  await tx.$executeRaw`
    UPDATE environment SET "expiresAt" = (now() AT TIME ZONE 'UTC') + make_interval(secs => ${ttlSeconds}::double precision), "expiryWarnedAt" = NULL
    WHERE id = ${environmentId} AND kind = 'preview'`;
}
