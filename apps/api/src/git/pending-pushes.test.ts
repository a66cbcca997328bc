import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Env } from '../env.js';
import { PendingPushes, type PendingPush } from './pending-pushes.js';

const repository = { tenantId: randomUUID(), appId: randomUUID() };

async function pushes(): Promise<{ pending: PendingPushes; folder: string }> {
  const gitDir = await mkdtemp(join(tmpdir(), 'berth-pending-'));
  onTestFinished(() => rm(gitDir, { recursive: true }));
  return { pending: new PendingPushes({ gitDir } as Env), folder: join(gitDir, 'pending') };
}

test('a mark keeps the time of its push, however often it is taken and whatever the file system says', async () => {
  const { pending } = await pushes();
  const pushed = new Date('2026-01-02T03:04:05.678Z');
  const mark = await pending.newMark(repository, pushed);
  await writeFile(mark, '');
  await utimes(mark, new Date(0), new Date(0));
  const [once] = await pending.takeLeft(0);
  expect(once).toMatchObject({ ...repository, since: pushed, said: null });
  expect(await pending.takeLeft(60_000)).toEqual([]); // touched just now
  expect(await pending.takeLeft(0)).toMatchObject([{ since: pushed }]);
  expect(await pending.any(repository)).toBe(true);
});

test('a mark of an older version has the time at which it was taken first', async () => {
  const { pending, folder } = await pushes();
  await pending.newMark(repository);
  const old = join(folder, `${repository.tenantId}_${repository.appId}_${randomUUID()}`);
  await writeFile(old, '');
  await utimes(old, new Date(0), new Date(0));
  const [{ since }] = (await pending.takeLeft(0)) as [PendingPush];
  expect(Date.now() - since.getTime()).toBeLessThan(60_000);
  expect(await pending.takeLeft(0)).toMatchObject([{ since }]);
});
