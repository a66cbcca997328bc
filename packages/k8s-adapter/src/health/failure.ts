import { failures, remedyFor, type FailureClass } from '@berth/domain';
import type { ContainerRef } from '../cluster.js';

/** A text of the cluster or the app that shows the cause. */
export interface Evidence {
  source: 'pod' | 'event' | 'replicaset' | 'deployment' | 'job' | 'log' | 'sockets' | 'node' | 'metrics' | 'url' | 'api';
  /** Name of the object it was found on. */
  object: string;
  text: string;
  at: string | null;
}

/** Why a rollout or a build fails. */
export interface Failure {
  class: FailureClass;
  title: string;
  /** The cause in one sentence. */
  message: string;
  evidence: Evidence[];
  remedy: string;
  /** True: it cannot pass by itself, fail at once. False: fail when it is seen again a few seconds later. */
  permanent: boolean;
  pod: string | null;
  container: string | null;
  /** A container whose sockets would tell more; null when they are known or would not. */
  lookInside: ContainerRef | null;
  /** True: it is one of a pod that counts as ready all the same. */
  whileReady?: true;
}

export interface FailureParts {
  class: FailureClass;
  message: string;
  evidence?: Evidence[];
  /** Facts for the remedy's text, or a whole remedy as `text`. */
  facts?: Record<string, string | number | null | undefined>;
  remedy?: string;
  permanent?: boolean;
  pod?: string | null;
  container?: string | null;
  lookInside?: ContainerRef | null;
}

/** A failure with the title and remedy of its class. */
export function failure(parts: FailureParts): Failure {
  return {
    class: parts.class,
    title: failures[parts.class].title,
    message: parts.message,
    evidence: parts.evidence ?? [],
    remedy: parts.remedy ?? remedyFor(parts.class, parts.facts),
    permanent: parts.permanent ?? false,
    pod: parts.pod ?? null,
    container: parts.container ?? null,
    lookInside: parts.lookInside ?? null,
  };
}

/** The first sentence or line of a cluster's text, without the parts that only machines need. */
export function firstLine(text: string | undefined): string {
  return (text ?? '').trim().split('\n')[0]!.trim();
}
