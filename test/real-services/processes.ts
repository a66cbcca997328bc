import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { localFolder } from '../../infra/bootstrap/local-folder.mjs';
import { readRecord, runningPid } from '../../infra/bootstrap/processes.mjs';
import { until } from './installation.js';

/** The processes of the installation, as its bootstrap recorded them. */
export type ProcessName = 'api' | 'worker' | 'web' | 'redis' | 'postgres';

const local = localFolder('test');

/** How a process of the installation was started. */
export function recordOf(name: ProcessName) {
  const record = readRecord(local, name);
  if (!record) throw new Error(`${name} was not started by the bootstrap.`);
  return record;
}

/** Ends a process of the installation with a signal and waits until it is gone. At SIGTERM PostgreSQL would wait for its clients. */
export async function stopProcess(name: ProcessName, signal: NodeJS.Signals = name === 'postgres' ? 'SIGINT' : 'SIGTERM'): Promise<void> {
  const pid = runningPid(local, name);
  if (pid === undefined) return;
  process.kill(pid, signal);
  await until(`${name} gone`, 30, async () => runningPid(local, name) === undefined || undefined, 50);
}

/** Starts it again with the same command and environment, with `extra` added; gives the child. */
export function startProcess(name: ProcessName, extra: Record<string, string> = {}): ChildProcess {
  const { file, args, env, cwd, log } = recordOf(name);
  const out = openSync(log, 'a');
  const child = spawn(file, args, { cwd, env: { ...env, ...extra }, stdio: ['ignore', out, out], detached: true });
  child.unref();
  return child;
}
