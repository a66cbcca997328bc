import type { LiveJob } from '../cluster.js';
import { classifyPods, eventEvidence, eventTime, type Case, type Pod, type PodEvent } from './classify-failure.js';
import { refusalClass } from './classify-refused-pods.js';
import { failure, type Failure } from './failure.js';
import { plainRefusal } from './failure-of-refusal.js';

export interface ClassifyJobInput {
  job: LiveJob | null;
  pods: Pod[];
  events: PodEvent[];
  now: Date;
}

/**
 * Why a Job fails, or null while it may still succeed. The Job's own conditions name no exit code and come late; its
 * pods tell. A deadline is the exception: it ends the pod, whose exit code then means nothing.
 */
export function classifyJob({ job, pods, events, now }: ClassifyJobInput): Failure | null {
  if (!job) return null;
  const ended = job.status?.conditions?.filter((condition) => condition.status === 'True') ?? [];
  if (ended.some((condition) => condition.type === 'Complete')) return null;
  const name = job.metadata?.name ?? '';
  const late = ended.find((condition) => condition.reason === 'DeadlineExceeded');
  if (late) {
    const cause = classifyPods(caseOf(pods.filter((pod) => !pod.status?.containerStatuses?.some((status) => status.state?.terminated)), events, now));
    if (cause) return { ...cause, permanent: true };
    const seconds = job.spec?.activeDeadlineSeconds;
    return failure({
      class: 'timeout',
      message: seconds === undefined ? 'It took longer than allowed.' : `It took longer than the ${seconds} s allowed.`,
      evidence: [{ source: 'job', object: name, text: late.message ?? '', at: late.lastTransitionTime ?? null }],
      permanent: true,
    });
  }
  const refused = events.filter((event) => event.reason === 'FailedCreate' && event.involvedObject.uid === job.metadata?.uid).sort((a, b) => eventTime(a) - eventTime(b));
  if (pods.length === 0 && refused.length > 0) {
    const last = refused.at(-1)!;
    const text = (last.message ?? '').replace(/^Error creating: /, '');
    return failure({ class: refusalClass(text), message: plainRefusal(text), evidence: [eventEvidence(last)], permanent: false });
  }
  const cause = classifyPods(caseOf(pods.filter((pod) => !pod.metadata?.deletionTimestamp), events, now));
  const failed = ended.find((condition) => condition.type === 'Failed' || condition.type === 'FailureTarget');
  if (cause) return failed ? { ...cause, permanent: true } : cause;
  if (!failed) return null;
  return failure({ class: 'crash', message: failed.message ?? 'It failed.', evidence: [{ source: 'job', object: name, text: failed.message ?? '', at: failed.lastTransitionTime ?? null }], permanent: true });
}

function caseOf(pods: Pod[], events: PodEvent[], now: Date): Case {
  return { now, port: null, sockets: {}, startupSeconds: Number.POSITIVE_INFINITY, deployment: null, pods, events, overdue: false };
}
