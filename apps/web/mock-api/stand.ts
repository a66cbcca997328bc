import { spawn, type ChildProcess } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seed } from './seed.ts';
import { createMockServer } from './server.ts';
import type { Speed } from './simulate.ts';

const folder = join(import.meta.dirname, '..');

export interface Stand {
  /** One origin with portal and mock. */
  origin: string;
  db: ReturnType<typeof seed>;
  mock: ReturnType<typeof createMockServer>;
  stop: () => Promise<void>;
}

/** Starts the mock and a portal beside it; `dev` for development, `start` for what `next build` made. */
export async function startStand(mode: 'dev' | 'start', options: { port?: number; speed?: Speed } = {}): Promise<Stand> {
  const db = seed();
  const portalPort = await freePort();
  const mock = createMockServer({ db, portal: `http://127.0.0.1:${portalPort}`, ...(options.speed ? { speed: options.speed } : {}) });
  await new Promise<void>((resolve) => { mock.listen(options.port ?? 0, '127.0.0.1', resolve); });
  const { port } = mock.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  const next = join(folder, '../../node_modules/next/dist/bin/next');
  const child = spawn(process.execPath, [next, mode, '-H', '127.0.0.1', '-p', String(portalPort)], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: mode === 'dev' ? 'development' : 'production', PORT: String(portalPort), API_INTERNAL_URL: `http://127.0.0.1:${port}/api`, BERTH_PUBLIC_URL: origin, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = async () => {
    mock.closeAllConnections();
    mock.close();
    await ended(child);
  };
  try {
    await answering(`http://127.0.0.1:${portalPort}/login`, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, db, mock, stop };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => { server.close(() => resolve()); });
  return port;
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the portal ended with ${child.exitCode}; was it built?`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('the portal does not answer after 30 s');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => { child.once('exit', resolve); });
  child.kill('SIGTERM');
  await Promise.race([gone, pause(3000).then(() => child.kill('SIGKILL'))]);
}
