import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { withHostLock } from './host-lock.mjs';

function newFile() {
  const folder = mkdtempSync(join(tmpdir(), 'berth-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'lock');
}

test('two holders never overlap, and the one that waits is told who holds it', async () => {
  const file = newFile();
  const steps: string[] = [];
  let holder = '';
  const first = withHostLock('works', async () => {
    steps.push('first begins');
    await sleep(800);
    steps.push('first ends');
  }, { file });
  await sleep(100);
  await withHostLock('waits', async () => void steps.push('second'), { file, onWait: (who) => void (holder = who) });
  await first;
  expect(steps).toEqual(['first begins', 'first ends', 'second']);
  expect(holder).toBe(`${process.pid} works`);
});

test('a failure lets go of the lock', async () => {
  const file = newFile();
  await expect(withHostLock('fails', async () => Promise.reject(new Error('broken')), { file })).rejects.toThrow('broken');
  expect(await withHostLock('goes on', async () => 'in', { file })).toBe('in');
});

test('a killed holder leaves no lock behind', async () => {
  const file = newFile();
  const code = `import('${join(import.meta.dirname, 'host-lock.mjs')}').then(({ withHostLock }) => withHostLock('dies', () => new Promise(() => { console.log('in'); setInterval(() => {}, 1000); }), { file: '${file}' }))`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  expect(await withHostLock('takes over', async () => 'in', { file })).toBe('in');
});
