/** What went wrong at the cluster, in words that stay the same. */
export type ClusterErrorCode =
  | 'invalid'
  | 'quota-exceeded'
  | 'limit-exceeded'
  | 'pod-refused'
  | 'policy-refused'
  | 'forbidden'
  | 'unauthorized'
  | 'not-found'
  | 'already-exists'
  | 'conflict'
  | 'expired'
  | 'disruption-budget'
  | 'throttled'
  | 'unreachable'
  | 'timed-out'
  | 'server-error'
  | 'foreign-installation'
  | 'immutable-differs'
  | 'terminating'
  | 'not-started'
  | 'kubeconfig';

export interface ClusterErrorCause {
  /** JSON path of the field, when the cluster named one. */
  field: string | null;
  message: string;
}

export interface ClusterErrorOptions {
  remedy: string;
  retryable: boolean;
  status?: number;
  causes?: ClusterErrorCause[];
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** An answer of a cluster, or the lack of one. `message` is the cluster's own text where it gave one. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly remedy: string;
  /** True when the same request may succeed later without anyone changing anything. */
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly causes: ClusterErrorCause[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ClusterErrorCode,
    message: string,
    options: ClusterErrorOptions,
  ) {
    super(message, { cause: options.cause });
    this.remedy = options.remedy;
    this.retryable = options.retryable;
    this.status = options.status;
    this.causes = options.causes ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The Status object with which an API server refuses. */
export interface StatusAnswer {
  message?: string;
  reason?: string;
  code?: number;
  details?: { causes?: { reason?: string; message?: string; field?: string }[]; retryAfterSeconds?: number };
}

type Judgement = Pick<ClusterErrorOptions, 'remedy' | 'retryable'> & { code: ClusterErrorCode };

const remedies = {
  quota: 'Scale something down, or ask the operator for a larger budget.',
  limit: 'Choose a size within the limits of the plan.',
  pod: 'The pod asks for something that this cluster does not allow; tell the operator if the settings look right.',
  operator: 'Tell the operator of this installation.',
  wait: 'Wait a moment and try again.',
} as const;

function judge403(message: string): Judgement {
  if (/exceeded quota|failed quota|insufficient quota/.test(message)) return { code: 'quota-exceeded', remedy: remedies.quota, retryable: false };
  if (/(maximum|minimum) .* usage per|max limit to request ratio/i.test(message)) return { code: 'limit-exceeded', remedy: remedies.limit, retryable: false };
  if (/violates PodSecurity/.test(message)) return { code: 'pod-refused', remedy: remedies.pod, retryable: false };
  if (/ValidatingAdmissionPolicy/.test(message)) return { code: 'policy-refused', remedy: remedies.pod, retryable: false };
  if (/is being terminated/.test(message)) return { code: 'terminating', remedy: 'Wait until the namespace is gone.', retryable: true };
  if (/unable to create new content|not yet ready to handle request|status unknown for quota/.test(message)) {
    return { code: 'server-error', remedy: remedies.wait, retryable: true };
  }
  return { code: 'forbidden', remedy: 'Give the worker the rights of infra/cluster-role.yaml.', retryable: false };
}

function judge(status: number, answer: StatusAnswer): Judgement {
  const message = answer.message ?? '';
  switch (status) {
    case 400:
      return { code: 'invalid', remedy: remedies.operator, retryable: false };
    case 401:
      return { code: 'unauthorized', remedy: 'Give the cluster a valid kubeconfig.', retryable: false };
    case 403:
      return judge403(message);
    case 404:
      return { code: 'not-found', remedy: 'Check that it still exists.', retryable: false };
    case 409:
      if (answer.reason === 'AlreadyExists') return { code: 'already-exists', remedy: 'Use the one that exists.', retryable: false };
      if (/is being terminated|being deleted/.test(message)) return { code: 'terminating', remedy: 'Wait until the old one is gone.', retryable: true };
      return { code: 'conflict', remedy: remedies.wait, retryable: true };
    case 410:
      return { code: 'expired', remedy: 'Read the collection again.', retryable: true };
    case 422:
      if (/ValidatingAdmissionPolicy .*denied request/s.test(message)) return { code: 'policy-refused', remedy: remedies.pod, retryable: false };
      return { code: 'invalid', remedy: 'Mend the settings that the message names.', retryable: false };
    case 429:
      if (answer.details?.causes?.some((cause) => cause.reason === 'DisruptionBudget')) {
        return { code: 'disruption-budget', remedy: 'Wait until enough other pods are ready.', retryable: true };
      }
      return { code: 'throttled', remedy: remedies.wait, retryable: true };
    case 408:
    case 504:
      return { code: 'timed-out', remedy: remedies.wait, retryable: true };
    default:
      if (status >= 500) return { code: 'server-error', remedy: remedies.wait, retryable: true };
      return { code: 'invalid', remedy: remedies.operator, retryable: false };
  }
}

/** The error for an answer with a status of 400 or more. `what` says what was tried, when the answer has no message. */
export function refusal(status: number, answer: StatusAnswer, what: string): ClusterError {
  const causes = (answer.details?.causes ?? []).map((cause) => ({ field: cause.field ?? null, message: cause.message ?? cause.reason ?? '' }));
  const options: ClusterErrorOptions = { ...judge(status, answer), status, causes };
  if (answer.details?.retryAfterSeconds) options.retryAfterSeconds = answer.details.retryAfterSeconds;
  return new ClusterError(judge(status, answer).code, answer.message || `${what}: the cluster answered ${status}`, options);
}

/** The error for a request that got no answer. */
export function noAnswer(what: string, cause: unknown): ClusterError {
  const timedOut = cause instanceof Error && (cause.name === 'TimeoutError' || /timeout/i.test(cause.name));
  const deepest = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const reason = deepest instanceof Error ? deepest.message || deepest.name : String(deepest);
  return new ClusterError(timedOut ? 'timed-out' : 'unreachable', `${what}: ${timedOut ? 'the cluster did not answer in time' : `the cluster cannot be reached (${reason})`}`, {
    remedy: 'Check that the cluster is up and that this host reaches its API server. Running apps are not affected.',
    retryable: true,
    cause,
  });
}
