import { answerOf, commandFor, type Behaviour } from './behaviour-app.js';
import type { AppRows, DeploymentRow } from './read-rows.js';

/** What an accepted deployment was asked to make. */
export type Wanted =
  | { kind: 'new'; mark: string; content: string; behaviour: Behaviour; buildFails: boolean }
  | { kind: 'rollback'; version: number; keepConfig: boolean }
  | { kind: 'same' };

export interface Accepted {
  id: string;
  number: number;
  what: string;
  wanted: Wanted;
  cancelAsked: boolean;
  /** Its final state, once it was seen. */
  ended: string | null;
}

/** A release as the model expects it to be. */
export interface ExpectedRelease {
  version: number;
  mark: string;
  content: string;
  behaviour: Behaviour;
  message: string;
}

/** What must be true of one app. */
export interface AppModel {
  slug: string;
  id: string;
  environmentId: string;
  deleting: boolean;
  accepted: Accepted[];
  releases: Map<number, ExpectedRelease>;
  live: ExpectedRelease | null;
  pods: number;
  /** MESSAGE by config version, as the API confirmed it. */
  messages: Map<number, string>;
  /** Answers that are right until the app is settled again. */
  answers: Set<string>;
}

export const newApp = (slug: string, id: string, environmentId: string): AppModel => ({
  slug, id, environmentId, deleting: false, accepted: [], releases: new Map(), live: null, pods: 2, messages: new Map([[0, '-']]), answers: new Set(),
});

export const openOf = (app: AppModel) => app.accepted.filter(({ ended }) => ended === null);

const finals = ['live', 'failed', 'cancelled', 'superseded'];
const allowedFailures: Record<Exclude<Behaviour, 'good'>, string[]> = { crash: ['crash'], 'wrong-port': ['wrong-port'] };

/** Always true, also in the middle of everything: nothing accepted is lost, and no final state ever changes. */
export function differencesAtAnyTime(app: AppModel, rows: AppRows | null): string[] {
  if (!rows) return app.deleting ? [] : [`I4 ${app.slug}: its rows are gone`];
  const differences: string[] = [];
  for (const accepted of app.accepted) {
    const row = rows.deployments.find(({ id }) => id === accepted.id);
    if (!row) differences.push(`I4 ${app.slug}: deployment ${accepted.number} (${accepted.what}) was accepted, and has no row`);
    else if (accepted.ended !== null && row.state !== accepted.ended) differences.push(`I2 ${app.slug}: deployment ${accepted.number} was ${accepted.ended} and is ${row.state} now`);
    else if (row.finalEvents > 1) differences.push(`I2 ${app.slug}: deployment ${accepted.number} reached ${row.finalEvents} final states`);
  }
  return differences;
}

/** Deployments that have no final state yet. */
export const unfinished = (rows: AppRows) => rows.deployments.filter(({ state }) => !finals.includes(state));

/** Takes over what the app's deployments became, in their order, and gives whatever may not have happened. */
export function takeOver(app: AppModel, rows: AppRows): string[] {
  const differences: string[] = [];
  const say = (row: DeploymentRow, text: string) => differences.push(`${app.slug} deployment ${row.number}: ${text}`);
  for (const row of rows.deployments) {
    const accepted = app.accepted.find(({ id }) => id === row.id);
    if (!accepted) {
      say(row, `I2 nobody asked for it (cause ${row.cause}, ${row.state})`);
      continue;
    }
    if (accepted.ended !== null || !finals.includes(row.state)) continue;
    accepted.ended = row.state;
    if (row.finalEvents !== 1) say(row, `I2 ${row.finalEvents} events say its final state`);
    if (row.finishedAt === null) say(row, 'I2 is final without an end time');
    if (row.openSteps.length > 0) say(row, `I2 is ${row.state}, and steps are still running: ${row.openSteps.join(', ')}`);
    const release = row.releaseVersion === null ? null : releaseOf(app, accepted, row, rows, differences);
    if (release) app.releases.set(release.version, release);
    const failure = expectedFailure(app, accepted.wanted);
    if (row.state === 'superseded' && !app.accepted.some(({ number }) => number > row.number)) say(row, 'I2 superseded by nothing');
    if (row.state === 'cancelled' && !accepted.cancelAsked && !app.deleting) say(row, 'I2 cancelled, and nobody asked for that');
    if (row.state === 'failed' && failure === null) say(row, `I3 (${accepted.what}) failed, and it is healthy: ${row.failure}`);
    if (row.state === 'failed' && failure !== null && !failure.includes(row.failureClass ?? '')) say(row, `I3 (${accepted.what}) failed with ${row.failure} instead of ${failure.join(' or ')}`);
    if (row.state !== 'live') continue;
    if (failure !== null) say(row, `I3 (${accepted.what}) says live, and can never be: ${failure.join(', ')}`);
    if (!release) say(row, 'I3 live without a release');
    app.live = release;
  }
  return differences;
}

function expectedFailure(app: AppModel, wanted: Wanted): string[] | null {
  if (wanted.kind === 'new' && wanted.buildFails) return ['build-failed'];
  const behaviour = wanted.kind === 'new' ? wanted.behaviour : wanted.kind === 'rollback' ? app.releases.get(wanted.version)!.behaviour : 'good';
  return behaviour === 'good' ? null : allowedFailures[behaviour];
}

/** The release that the deployment had to make; says where the row differs. */
function releaseOf(app: AppModel, { wanted, what }: Accepted, row: DeploymentRow, rows: AppRows, differences: string[]): ExpectedRelease | null {
  const made = rows.releases.find(({ version }) => version === row.releaseVersion);
  const base = wanted.kind === 'new' ? wanted : wanted.kind === 'rollback' ? app.releases.get(wanted.version)! : app.live;
  if (!made || !base) {
    differences.push(`I4 ${app.slug} deployment ${row.number} (${what}): ${made ? 'it was made of nothing' : 'its release has no row'}`);
    return null;
  }
  const message = rows.messages.get(made.configVersion) ?? '(no config row)';
  const wantedMessage = wanted.kind === 'rollback' && !wanted.keepConfig ? app.releases.get(wanted.version)!.message : app.messages.get(made.configVersion);
  app.messages.set(made.configVersion, wantedMessage ?? message); // a rollback makes a version of its own
  if (wantedMessage !== undefined && wantedMessage !== message) differences.push(`I3 ${app.slug} v${made.version} (${what}): its config says ${message} instead of ${wantedMessage}`);
  const release = { version: made.version, mark: base.mark, content: base.content, behaviour: base.behaviour, message };
  if (made.command !== JSON.stringify(commandFor(release.behaviour, release.mark))) differences.push(`I3 ${app.slug} v${made.version} (${what}): it runs ${made.command} instead of ${release.mark}`);
  app.answers.add(answerOf(release));
  return release;
}
