import type { V1ContainerStateTerminated } from '@kubernetes/client-node';
import type { FailureClass } from '@berth/domain';
import type { Json } from '../manifest.js';
import { firstLine } from './failure.js';

interface ExitVerdict {
  class: FailureClass;
  /** Goes on after "the process". */
  reason: string;
  permanent: boolean;
}

const heapTexts = /JavaScript heap out of memory|java\.lang\.OutOfMemoryError|fatal error: runtime: out of memory/;
const signalNames: Record<number, string> = { 1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 4: 'SIGILL', 6: 'SIGABRT', 7: 'SIGBUS', 8: 'SIGFPE', 9: 'SIGKILL', 11: 'SIGSEGV', 13: 'SIGPIPE', 15: 'SIGTERM' };

/** Why a container ended, by what the kubelet recorded. Exit codes above 128 carry a signal; `signal` is never filled. */
export function classifyExit(ended: Json<V1ContainerStateTerminated>, memoryLimit?: string): ExitVerdict {
  const message = ended.message ?? '';
  const { exitCode } = ended;
  if (ended.reason === 'OOMKilled') return verdict('out-of-memory', `used more memory than its limit${memoryLimit === undefined ? '' : ` of ${memoryLimit}`} and was killed`);
  if (ended.reason === 'StartError') return startError(message);
  if (/exec format error/.test(message)) return verdict('wrong-architecture', `cannot run here: ${firstLine(message)}`);
  if (heapTexts.test(message)) return verdict('out-of-memory', 'ran out of its language\'s heap');
  if (exitCode === 127) return verdict('no-start-command', `has a start command that the image does not have: ${firstLine(message) || 'exit code 127'}`);
  if (exitCode === 126) return verdict('no-start-command', `has a start command that is not executable: ${firstLine(message) || 'exit code 126'}`);
  if (exitCode === 0) return verdict('exited', 'ended by itself with exit code 0');
  if (exitCode > 128 && exitCode < 160) {
    const signal = exitCode - 128;
    return verdict('crash', `was ended by signal ${signalNames[signal] ?? signal} (exit code ${exitCode})`);
  }
  return verdict('crash', `ended with exit code ${exitCode}`);
}

const verdict = (failureClass: FailureClass, reason: string, permanent = false): ExitVerdict => ({ class: failureClass, reason, permanent });

function startError(message: string): ExitVerdict {
  const exec = /exec: "((?:[^"\\]|\\.)*)": (.+?)(?:: unknown)?$/s.exec(message.trim());
  if (exec) {
    const [, program, why] = exec;
    if (/permission denied/.test(why!)) return verdict('no-start-command', `starts "${program}", which is not executable`, true);
    return verdict('no-start-command', `starts "${program}", which the image does not have`, true);
  }
  const path = /exec ([^:\s]+): (no such file or directory|permission denied)/.exec(message);
  if (path) return verdict('no-start-command', `starts ${path[1]}: ${path[2]}`, true);
  if (/exec format error/.test(message)) return verdict('wrong-architecture', 'cannot run on this cluster\'s processors', true);
  if (/OOM-killed|memory limit too low|cannot allocate memory/i.test(message)) return verdict('out-of-memory', 'has too little memory even to start');
  return verdict('crash', `could not be started: ${firstLine(message).slice(-200)}`);
}
