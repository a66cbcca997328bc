import { remedyFor, type FailureClass } from '@berth/domain';
import type { Failure } from '@berth/k8s-adapter';
import type { RunnerFailure } from './runner-result.js';

export interface BuildFailure {
  class: FailureClass;
  /** The cause in one sentence. */
  message: string;
  evidence: string[];
  lastLines: string[];
  remedy: string;
  /** The step of the Dockerfile that failed, as BuildKit names it. */
  step: string | null;
  /** Line of the Dockerfile. */
  line: number | null;
}

/** The build failed for good; its row says the same. */
export class BuildFailed extends Error {
  override readonly name = 'BuildFailed';
  constructor(readonly failure: BuildFailure) {
    super(failure.message);
  }
}

/** Somebody cancelled the build while it ran. */
export class BuildCancelled extends Error {
  override readonly name = 'BuildCancelled';
  constructor() {
    super('the build was cancelled');
  }
}

const remedies: Record<string, { class: FailureClass; remedy?: string }> = {
  'step-failed': { class: 'build-failed', remedy: 'Mend what the last lines of the build log say, and deploy again.' },
  'out-of-memory': { class: 'out-of-memory', remedy: 'Make the build use less memory (fewer parallel jobs, a smaller heap), or ask the operator for larger builders.' },
  'disk-full': { class: 'build-failed', remedy: 'Leave out large files with .dockerignore, or ask the operator for a larger build cache.' },
  'dockerfile-missing': { class: 'build-failed', remedy: 'Put the Dockerfile at the top of the folder that you deploy.' },
  'dockerfile-invalid': { class: 'build-failed', remedy: 'Mend that line of the Dockerfile.' },
  'file-missing': { class: 'build-failed', remedy: 'Check the path in COPY, and that .dockerignore, .berthignore and .gitignore do not leave the file out.' },
  'base-image-missing': { class: 'build-failed', remedy: 'Correct the image in FROM: name and tag must exist in its registry.' },
  'base-image-refused': { class: 'build-failed', remedy: 'Use a public base image in FROM, or one of this tenant.' },
  'source-missing': { class: 'build-failed', remedy: 'Deploy again, so that the source is uploaded anew.' },
  'source-invalid': { class: 'build-failed', remedy: 'Deploy again, so that the source is uploaded anew.' },
  'source-too-large': { class: 'build-failed', remedy: 'Leave out build results and data with .berthignore.' },
  'root-missing': { class: 'build-failed', remedy: 'Correct the folder to build.' },
  'registry-refused': { class: 'build-failed', remedy: 'Tell the operator: the registry does not accept the build.' },
  'registry-unreachable': { class: 'registry-unreachable' },
  'builder-unreachable': { class: 'internal', remedy: 'Try again; if it lasts, tell the operator that the builder does not start.' },
  'builder-lost': { class: 'internal', remedy: 'Deploy again; if it lasts, tell the operator that the builder stops.' },
  timeout: { class: 'timeout', remedy: 'Make the build shorter, or ask the operator for more time.' },
};

/** What the build program reported, for the user. */
export function failureOfRunner(result: RunnerFailure, generated: boolean, lastLines: string[]): BuildFailure {
  const known = remedies[result.code] ?? { class: 'build-failed' as const };
  const place = result.line === undefined ? '' : ` (line ${result.line} of the ${generated ? 'generated ' : ''}Dockerfile)`;
  const message = `${result.error.slice(0, 1).toUpperCase()}${result.error.slice(1)}${result.error.includes('of the Dockerfile') ? '' : place}.`;
  return {
    class: known.class,
    message,
    evidence: result.step === undefined ? [] : [result.step],
    lastLines,
    remedy: known.remedy ?? remedyFor(known.class),
    step: result.step ?? null,
    line: result.line ?? null,
  };
}

/** Why the cluster did not let the build run. */
export function failureOfCluster(failure: Failure, lastLines: string[]): BuildFailure {
  return {
    class: failure.class,
    message: failure.message,
    evidence: failure.evidence.map((piece) => `${piece.source} ${piece.object}: ${piece.text}`),
    lastLines,
    remedy: failure.remedy,
    step: null,
    line: null,
  };
}
