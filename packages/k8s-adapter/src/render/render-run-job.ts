import type { EnvironmentSpec, RunJobSpec } from '../app-spec.js';
import { labels, runJobName } from '../labels.js';
import type { Manifest } from '../manifest.js';
import { renderJob } from './render-job.js';

/** Kind of a run's pod in labels, and its container's name. */
export const runProcess = 'run';

/** The Job of a run, and the Secrets that it needs first. */
export function renderRunJob(spec: EnvironmentSpec, run: RunJobSpec): { needs: Manifest[]; job: Manifest } {
  const { command, size, timeoutSeconds } = run;
  return renderJob(spec, {
    name: runJobName(spec, run), kind: runProcess, process: run.name, command, size, timeoutSeconds,
    labels: { [labels.runId]: run.id },
    container: ({ env }) => ({
      env: env!.map((variable) => (variable.name === 'BERTH_PROCESS' ? { ...variable, value: run.process } : variable)),
      ...(run.attached && { stdin: true, stdinOnce: true, ...(run.tty && { tty: true }) }),
    }),
  });
}
