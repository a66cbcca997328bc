import { annotations, classifyJob, labels, releaseNumber, type Failure, type LiveJob } from '@berth/k8s-adapter';
import type { FailureClass } from '@berth/domain';
import type { LiveEvent, LivePod } from '../clusters/live-types.js';

/** What a Job and its pods say of a run. */
export interface CronJobFacts {
  cron: string;
  release: number | null;
  /** Id of the run that asked for it; null when the clock did. */
  runId: string | null;
  state: 'running' | 'succeeded' | 'failed';
  scheduledFor: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  exitCode: number | null;
  /** Oldest first. */
  pods: string[];
  failure: Failure | null;
}

/** Pure. */
export function readCronJob(job: LiveJob, pods: readonly LivePod[], events: readonly LiveEvent[], now: Date): CronJobFacts {
  const { metadata, status } = job;
  const own = metadata?.labels ?? {};
  const ended = status?.conditions?.find((condition) => condition.status === 'True' && (condition.type === 'Complete' || condition.type === 'Failed'));
  const byAge = [...pods].sort((a, b) => String(a.metadata?.creationTimestamp).localeCompare(String(b.metadata?.creationTimestamp)));
  const last = byAge.at(-1)?.status?.containerStatuses?.[0]?.state?.terminated;
  return {
    cron: own[labels.process] ?? '',
    release: releaseNumber(own[labels.release]),
    runId: metadata?.annotations?.[annotations.cronRun] ?? null,
    state: ended === undefined ? 'running' : ended.type === 'Complete' ? 'succeeded' : 'failed',
    scheduledFor: time(metadata?.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp']),
    startedAt: time(status?.startTime),
    finishedAt: ended ? (time(status?.completionTime) ?? time(ended.lastTransitionTime) ?? now) : null,
    exitCode: ended && ended.reason !== 'DeadlineExceeded' ? (last?.exitCode ?? null) : null,
    pods: byAge.map((pod) => pod.metadata?.name ?? ''),
    failure: causeOf(job, byAge, events, now),
  };
}

/** A run that no pod could be made for ends by its deadline: then why there was none is the cause. */
function causeOf(job: LiveJob, pods: readonly LivePod[], events: readonly LiveEvent[], now: Date): Failure | null {
  const input = { pods: [...pods], events: [...events], now };
  const found = classifyJob({ job, ...input });
  if (found?.class !== 'timeout' || pods.length > 0) return found;
  return classifyJob({ job: { ...job, status: {} }, ...input }) ?? found;
}

/** What the command itself does wrong; anything else keeps the remedy of its class. */
const remedies: Partial<Record<FailureClass, (cron: string) => string>> = {
  crash: (cron) => `See \`berth cron logs ${cron}\`; mend what its last lines say, and deploy again.`,
  'out-of-memory': (cron) => `Give it more memory by \`cron.${cron}.resources\` in berth.yaml, or make it use less; then deploy again.`,
  'no-start-command': (cron) => `Correct \`cron.${cron}.command\` in berth.yaml: the program must be in the image and executable.`,
  timeout: (cron) => `See \`berth cron logs ${cron}\` for what it waits for, or give it more time by \`cron.${cron}.timeout\` in berth.yaml; then deploy again.`,
};

/** The cause in words for a cron process, and what to do. */
export function cronFailureText(cron: string, failure: Failure): { message: string; remedy: string } {
  const message = failure.message.replace(new RegExp(`^The process ${cron} `), `The cron process ${cron} `);
  return { message, remedy: remedies[failure.class]?.(cron) ?? failure.remedy };
}

const time = (text: string | undefined): Date | null => (text === undefined || Number.isNaN(Date.parse(text)) ? null : new Date(text));
