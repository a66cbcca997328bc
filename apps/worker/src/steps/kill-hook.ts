import { appendFileSync, readFileSync } from 'node:fs';
import type { DeploymentStepName } from '@berth/domain';

export type KillHook = (deploymentId: string, step: DeploymentStepName, moment: 'started' | 'finished') => void;

/**
 * For fault tests: ends this process with SIGKILL when a deployment reaches the given moment, once per deployment. The
 * marker file keeps which ones were hit, so that the worker which takes over gets further.
 */
export function killHook(setting: { at: string; marker: string | undefined } | null): KillHook {
  if (!setting) return () => {};
  const { at, marker } = setting;
  return (deploymentId, step, moment) => {
    if (`${step}:${moment}` !== at) return;
    if (marker !== undefined) {
      if (markedIn(marker).includes(deploymentId)) return;
      appendFileSync(marker, `${deploymentId}\n`);
    }
    process.kill(process.pid, 'SIGKILL');
  };
}

function markedIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
