import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { installation, until } from './installation.js';

const recordSchema = z.object({ pid: z.number(), file: z.string(), args: z.array(z.string()), env: z.record(z.string(), z.string()), cwd: z.string(), log: z.string() });

/** The processes of the installation, as its bootstrap recorded them. */
export type ProcessName = 'api' | 'worker' | 'web' | 'redis' | 'postgres';

/** How a process of the installation was started. */
export const recordOf = (name: ProcessName) => recordSchema.parse(JSON.parse(readFileSync(join(installation.BERTH_LOCAL, 'run', `${name}.json`), 'utf8')));
const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const started = new Map<ProcessName, ChildProcess>();

/** Ends a process of the installation with a signal and waits until it is gone. At SIGTERM PostgreSQL would wait for its clients. */
export async function stopProcess(name: ProcessName, signal: NodeJS.Signals = name === 'postgres' ? 'SIGINT' : 'SIGTERM'): Promise<void> {
  const pid = started.get(name)?.pid ?? recordOf(name).pid;
  if (alive(pid)) process.kill(pid, signal);
  await until(`${name} gone`, 30, async () => (started.get(name) ? started.get(name)!.exitCode !== null || started.get(name)!.signalCode !== null : !alive(pid)) || undefined);
}

/** Starts it again with the same command and environment, with `extra` added; gives the child. */
export function startProcess(name: ProcessName, extra: Record<string, string> = {}): ChildProcess {
  const { file, args, env, cwd, log } = recordOf(name);
  const out = openSync(log, 'a');
  const child = spawn(file, args, { cwd, env: { ...env, ...extra }, stdio: ['ignore', out, out], detached: true });
  child.unref();
  started.set(name, child);
  return child;
}
