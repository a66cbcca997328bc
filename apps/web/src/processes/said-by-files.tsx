import type { Process } from '../api/types.ts';

const words: Record<string, string> = { command: 'command', port: 'port', protocol: 'protocol', size: 'size', scale: 'number of pods', gracePeriodSeconds: 'time to stop', minReadySeconds: 'time in reserve', readiness: 'readiness check', liveness: 'liveness check', startup: 'start check', init: 'steps before the start', stop: 'stop command', drainSeconds: 'drain time', autoscale: 'what it is scaled by', maxUnavailable: 'pods that a drain may take' };
const list = new Intl.ListFormat('en-GB');

/** Which of a process's settings stand in berth.yaml or Procfile, and so are changed there. */
export function SaidByFiles({ process: { fromSource = [] } }: { process: Process }) {
  if (fromSource.length === 0) return null;
  return (
    <p className="small sub mb-2">
      <b>From berth.yaml or Procfile:</b> {list.format(fromSource.map((setting) => words[setting] ?? setting))}. Change {fromSource.length === 1 ? 'it' : 'them'} there{fromSource.includes('scale') && '; a number of pods that is set here holds over the file’s'}.
    </p>
  );
}
