import { formatDuration } from '../output/quantities.js';
import { plainText } from '../output/plain-text.js';
import type { Deployment, Step, StepName } from './deployment.js';

export type Mark = 'done' | 'failed' | 'skipped' | 'running';

/** One line of the transcript. */
export interface TranscriptLine {
  mark: Mark;
  label: string;
  /** In milliseconds; null where time says nothing. */
  duration: number | null;
  detail: string | null;
}

interface Stage {
  steps: readonly StepName[];
  running: (release: string, deployment: Deployment) => string;
  done: (release: string) => string;
  failed: (deployment: Deployment) => string;
  /** Said where nothing had to be done for it. */
  skipped?: string;
  /** Only the cause tells what failed. */
  needsCause?: boolean;
  /** The detail stands where the time would. */
  untimed?: boolean;
}

/** Steps as people think of them: putting objects on the cluster is part of rolling out. */
const stages: readonly Stage[] = [
  { steps: ['build'], running: (_, { buildId, steps }) => (buildId === null && steps.every(({ name, detail }) => name !== 'build' || detail === null) ? 'Preparing' : 'Building'), done: () => 'Built', failed: ({ buildId, failure }) => (buildId === null && failure?.class !== 'build-failed' ? 'Image unavailable' : 'Build failed'), skipped: 'Image', needsCause: true },
  { steps: ['check'], running: () => 'Checking', done: () => 'Checked', failed: () => 'Check failed' },
  { steps: ['release'], running: () => 'Release command', done: () => 'Release command', failed: () => 'Command failed' },
  { steps: ['tryOut'], running: (release) => `Trying${release}`, done: (release) => `Tried${release}`, failed: () => 'Trial failed' },
  { steps: ['apply', 'rollOut'], running: (release) => `Rolling out${release}`, done: (release) => `Rolled out${release}`, failed: () => 'Roll-out failed' },
  { steps: ['verify'], running: () => 'Verifying', done: () => 'Verified', failed: () => 'Verify failed', untimed: true },
];

/** What a deployment has done so far, a line a stage, and the stage that is running. */
export function transcriptOf(deployment: Deployment, now: number, tenant?: string): { ended: TranscriptLine[]; running: TranscriptLine | null } {
  const ended: TranscriptLine[] = [];
  const release = deployment.release === null ? '' : ` v${deployment.release}`;
  for (const stage of stages) {
    const steps = stage.steps.map((name) => deployment.steps.find((step) => step.name === name)).filter((step) => step !== undefined);
    if (steps.length === 0) continue; // an API of another version
    const detail = lastDetail(steps);
    const duration = durationOf(steps, now);
    if (steps.some(({ state }) => state === 'failed')) {
      if (stage.needsCause && deployment.failure === null) return { ended, running: null }; // it comes with the end, which follows at once
      ended.push({ mark: 'failed', label: stage.failed(deployment), duration, detail: null });
      return { ended, running: null };
    }
    if (steps.some(({ state }) => state === 'cancelled')) {
      ended.push({ mark: 'failed', label: 'Cancelled', duration, detail: null });
      return { ended, running: null };
    }
    if (steps.length > 0 && steps.every(({ state }) => state === 'skipped')) {
      if (detail !== null && deployment.cause === 'deploy') ended.push({ mark: 'skipped', label: stage.skipped ?? stage.done(release), duration: null, detail });
    } else if (steps.length === stage.steps.length && steps.every(({ state }) => state === 'done' || state === 'skipped')) {
      ended.push({ mark: 'done', label: stage.done(release), duration: stage.untimed && detail !== null ? null : duration, detail });
    } else if (steps.some(({ state }) => state !== 'pending')) {
      return { ended, running: { mark: 'running', label: stage.running(release, deployment), duration, detail } };
    } else if (deployment.state === 'queued') {
      return { ended, running: { mark: 'running', label: 'Waiting', duration: now - Date.parse(deployment.createdAt), detail: placeInQueue(deployment, tenant) } };
    } else {
      return { ended, running: null };
    }
  }
  return { ended, running: null };
}

/** What a deployment that has not started waits for. */
export function placeInQueue({ queue }: Pick<Deployment, 'queue'>, tenant?: string): string {
  if (queue === null) return 'for its turn';
  if (queue.behind !== null) return `deployment ${queue.behind} of this app ends first`;
  return queue.ahead === 0 ? 'for its turn' : `${queue.ahead} ahead in tenant${tenant === undefined ? '' : ` ${tenant}`}`;
}

const lastDetail = (steps: readonly Step[]): string | null => {
  const detail = steps.findLast((step) => step.detail !== null && step.detail !== '')?.detail;
  return detail === undefined || detail === null ? null : plainText(detail).replaceAll('\n', ' ');
};

function durationOf(steps: readonly Step[], now: number): number | null {
  const starts = steps.flatMap(({ startedAt }) => (startedAt === null ? [] : [Date.parse(startedAt)]));
  if (starts.length === 0) return null;
  const ends = steps.map(({ state, finishedAt }) => (finishedAt !== null ? Date.parse(finishedAt) : state === 'running' ? now : Number.NEGATIVE_INFINITY));
  return Math.max(0, Math.max(...ends) - Math.min(...starts));
}

/** Columns of a line: mark, label, seconds, detail. */
const labelWidth = 18;
const durationWidth = 7;

/** `✓ Built               6.1 s   sha256:76a1…  (3 layers cached)`; `mark` is already coloured. */
export function formatLine(mark: string, { label, duration, detail }: Omit<TranscriptLine, 'mark'>): string {
  if (duration === null) return detail === null ? `${mark} ${label}` : `${mark} ${label.padEnd(labelWidth + 2)}${detail}`;
  const time = formatDuration(duration).padStart(durationWidth);
  return `${mark} ${label.padEnd(labelWidth)}${time}${detail === null ? '' : `   ${detail}`}`;
}
