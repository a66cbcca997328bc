import { api, get, urlOf } from '../real-services/installation.js';
import { answerOf } from './behaviour-app.js';
import type { AppModel } from './model.js';
import type { OwnedObject } from './read-objects.js';
import type { AppRows } from './read-rows.js';

/** How many releases can be rolled back to, and so keep their config in the cluster. */
const releasesKept = 20;

/** What differs from the model once every deployment has ended: rows, objects, the API's words and the URL's answer. */
export async function differencesWhenSettled(app: AppModel, rows: AppRows | null, objects: readonly OwnedObject[]): Promise<string[]> {
  const own = objects.filter(({ appId }) => appId === app.id);
  if (app.deleting) return afterDeletion(app, rows, own);
  if (!rows) return [`I4 ${app.slug}: its rows are gone`];
  return [...rowDifferences(app, rows), ...objectDifferences(app, rows, own), ...(await outsideDifferences(app))].map((text) => `${text.slice(0, 3)}${app.slug}: ${text.slice(3)}`);
}

function afterDeletion(app: AppModel, rows: AppRows | null, own: readonly OwnedObject[]): string[] {
  const differences = own.map(({ kind, name }) => `I4 ${app.slug}: deleted, and ${kind} ${name} is still there`);
  if (rows) differences.push(`I4 ${app.slug}: deleted, and its rows are still there (${rows.state})`);
  return differences;
}

function rowDifferences(app: AppModel, rows: AppRows): string[] {
  const live = app.live?.version ?? null;
  const differences: string[] = [];
  if (rows.liveVersion !== live) differences.push(`I3 the database says v${rows.liveVersion} is live, and v${live} should be`);
  if (rows.targetVersion !== live) differences.push(`I3 v${rows.targetVersion} is wanted, and v${live} should be`);
  if (rows.deployments.length !== app.accepted.length) differences.push(`I4 ${rows.deployments.length} deployments have rows, and ${app.accepted.length} were accepted`);
  if (rows.deployments.some(({ number }, index) => number !== index + 1)) differences.push('I4 the deployments are not numbered from 1 on without a gap');
  if (rows.releases.some(({ version }, index) => version !== index + 1)) differences.push('I4 the releases are not numbered from 1 on without a gap');
  if (rows.nextRelease !== rows.releases.length + 1) differences.push(`I4 the next release would be v${rows.nextRelease}, after ${rows.releases.length}`);
  if (rows.messages.size !== rows.configVersion + 1) differences.push(`I4 config is at version ${rows.configVersion}, and ${rows.messages.size - 1} versions have rows`);
  if (rows.hosts !== 1) differences.push(`I4 ${rows.hosts} hosts`);
  if (rows.openBuilds > 0) differences.push(`I4 ${rows.openBuilds} builds are open, and no deployment is`);
  if (rows.leased) differences.push('I4 the lease is still held');
  return differences;
}

function objectDifferences(app: AppModel, rows: AppRows, own: readonly OwnedObject[]): string[] {
  const differences: string[] = [];
  const count = (kind: string) => own.filter((one) => one.kind === kind).length;
  for (const kind of ['Deployment', 'Service', 'Ingress']) if (count(kind) !== (app.live ? 1 : 0)) differences.push(`I4 ${count(kind)} × ${kind}`);
  if (count('HorizontalPodAutoscaler') > 0) differences.push('I4 an autoscaler for a fixed number of pods');
  if (!app.live && own.length > 0) differences.push(`I4 nothing is live, and there are ${own.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`);
  const pods = own.filter(({ kind }) => kind === 'Pod');
  const wrong = pods.filter((pod) => pod.leaving || !pod.good || pod.labels['berth.dev/release'] !== `v${app.live?.version}`);
  if (wrong.length > 0) differences.push(`I3 pods that should not be: ${wrong.map((pod) => `${pod.name} of ${pod.labels['berth.dev/release']}${pod.leaving ? ', leaving' : ''}${pod.good ? '' : ', not ready'}`).join('; ')}`);
  if (app.live && pods.length !== app.pods) differences.push(`I3 ${pods.length} pods instead of ${app.pods}`);
  const needed = new Set(rows.releases.slice(-releasesKept).map(({ configVersion }) => String(configVersion)));
  for (const secret of own.filter(({ kind, configVersion }) => kind === 'Secret' && configVersion !== null)) if (!needed.has(secret.configVersion!)) differences.push(`I4 Secret ${secret.name} of config ${secret.configVersion}, which no release needs`);
  return differences;
}

async function outsideDifferences(app: AppModel): Promise<string[]> {
  const differences: string[] = [];
  const state = app.live === null ? 'not-deployed' : app.pods === 0 ? 'stopped' : 'live';
  const seen = await api('GET', `/v1/tenants/acme/apps/${app.slug}/environments/production`);
  if (seen.body?.state !== state) differences.push(`I3 the API says ${seen.body?.state} (${seen.body?.reason}) instead of ${state}`);
  if ((seen.body?.liveRelease ?? null) !== (app.live?.version ?? null)) differences.push(`I3 the API says v${seen.body?.liveRelease} is live instead of v${app.live?.version}`);
  if (state !== 'live') return differences;
  if (seen.body?.servingRelease !== app.live!.version) differences.push(`I3 the API says v${seen.body?.servingRelease} answers instead of v${app.live!.version}`);
  const answer = await get(urlOf(app.slug));
  if (answer.status !== 200 || answer.text !== answerOf(app.live!)) differences.push(`I3 the URL answers ${answer.status} “${answer.text.slice(0, 100)}” instead of “${answerOf(app.live!)}”`);
  return differences;
}
