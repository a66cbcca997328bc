import { recordEvent } from '@berth/db';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiUnderTest } from './api-under-test.js';
import { BlobStore } from './blob-store.js';
import { commit, git } from './git-commands.js';

/** An API with two tenants, `acme` and `other`, and git to push to it. One per test file. */
export const store = new BlobStore();
export let api: ApiUnderTest;
export let acme: Awaited<ReturnType<ApiUnderTest['tenant']>>;
export let other: Awaited<ReturnType<ApiUnderTest['tenant']>>;
export const folders: string[] = [];
let made = 0;

export async function startGit(): Promise<void> {
  await store.start();
  api = await ApiUnderTest.start({ registryUrl: store.url, gitPushBytes: 3 * 2 ** 20, gitRepositoryBytes: 5 * 2 ** 20 });
  acme = await api.tenant('acme');
  other = await api.tenant('other');
  await api.deployedApp(other, 'secretshop');
}

export async function stopGit(): Promise<void> {
  await api.stop();
  store.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

export const remote = (app: string, login: string, tenant = 'acme') => `${api.url.replace('://', `://${login}@`)}/git/${tenant}/${app}.git`;
export const asDeveloper = () => `berth:${acme.members.developer.token}`;

/** A working copy with one commit that can be built, and an app to push it to. */
export async function workingCopy(files: Record<string, string | Buffer> = { 'index.html': 'hello' }) {
  const folder = mkdtempSync(join(tmpdir(), 'berth-git-test-'));
  folders.push(folder);
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await commit(folder, files);
  const app = await api.deployedApp(acme, `app${(made += 1)}`);
  return { folder, app };
}
/** Stands in for the worker: brings the app's next deployment to an end. */
export async function endNextDeployment(environmentId: string, state: 'live' | 'failed', { holdMs = 0 } = {}): Promise<string> {
  for (;;) {
    const queued = await api.db.deployment.findFirst({ where: { environmentId, state: 'queued' } });
    if (!queued) {
      await sleep(30);
      continue;
    }
    const source = await api.db.source.findFirstOrThrow({ where: { appId: (await api.db.environment.findUniqueOrThrow({ where: { id: environmentId } })).appId }, orderBy: { createdAt: 'desc' } });
    const build = await api.db.build.create({ data: { tenantId: queued.tenantId, appId: source.appId, sourceId: source.id, contentKey: queued.id, state: 'running', log: { create: [{ seq: 0, tenantId: queued.tenantId, text: '#1 RUN one\n\n#2 sha256:e19f 9.44MB / 130.38MB 0.2s\n#1 ha' }, { seq: 1, tenantId: queued.tenantId, text: 'lf\u001b[31m\n' }] } } });
    await sleep(holdMs);
    const failure = { class: 'build-failed', step: 'build', message: 'npm ci ended with 1.', evidence: ['Dockerfile line 4'], lastLines: ['npm error'], remedy: 'Mend package.json.' };
    const ended = { startedAt: new Date(Date.now() - 1500), finishedAt: new Date() };
    await api.db.deploymentStep.update({ where: { deploymentId_name: { deploymentId: queued.id, name: 'build' } }, data: { state: state === 'live' ? 'done' : 'failed', detail: 'sha256:76a1', ...ended } });
    await api.db.$transaction(async (tx) => {
      await tx.deployment.update({ where: { id: queued.id }, data: { state, buildId: build.id, ...(state === 'failed' && { failure }) } });
      await recordEvent(tx, { tenantId: queued.tenantId, environmentId, deploymentId: queued.id }, 'deployment.state', { deploymentId: queued.id, state, release: null, message: null });
    });
    return queued.id;
  }
}
