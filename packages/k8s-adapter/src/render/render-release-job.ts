import type { EnvironmentSpec, ReleaseJobSpec } from '../app-spec.js';
import { releaseJobName } from '../labels.js';
import type { Manifest } from '../manifest.js';
import { renderJob } from './render-job.js';

/** Name of the release command among the processes, in labels, logs and the container's name. No process may be called so. */
export const releaseProcess = 'release';

/** The Job of a deployment's release command, and the Secrets that it needs first. */
export const renderReleaseJob = (spec: EnvironmentSpec, { deploymentId, command, size, timeoutSeconds }: ReleaseJobSpec): { needs: Manifest[]; job: Manifest } =>
  renderJob(spec, { name: releaseJobName(spec, deploymentId), kind: releaseProcess, process: releaseProcess, command, size, timeoutSeconds });
