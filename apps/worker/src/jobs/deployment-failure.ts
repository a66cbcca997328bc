import { remedyFor, type DeploymentStepName, type FailureClass } from '@berth/domain';

/** What a failed deployment keeps: the contract's Failure. */
export interface FailureRecord {
  class: FailureClass;
  step: DeploymentStepName | null;
  message: string;
  evidence: string[];
  lastLines: string[];
  remedy: string;
}

/** The deployment cannot become live, and why; final. */
export class DeploymentFailed extends Error {
  override readonly name = 'DeploymentFailed';
  constructor(readonly failure: Omit<FailureRecord, 'step'>) {
    super(failure.message);
  }
}

/** Someone asked for its end, or took away what it needs to run. */
export class DeploymentCancelled extends Error {
  override readonly name = 'DeploymentCancelled';
  /** `why` is null when it was asked for. */
  constructor(readonly why: string | null = null) {
    super(why ?? 'cancelled');
  }
}

/** A failure without evidence beyond its message. */
export function failed(failure: FailureClass, message: string, more: { remedy?: string; evidence?: string[]; lastLines?: string[] } = {}): DeploymentFailed {
  return new DeploymentFailed({ class: failure, message, evidence: more.evidence ?? [], lastLines: more.lastLines ?? [], remedy: more.remedy ?? remedyFor(failure) });
}
