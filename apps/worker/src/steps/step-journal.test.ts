import type { Db } from '@berth/db';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Lease } from '../leases/lease.js';
import { StepJournal } from './step-journal.js';

test('of several words that come at once the last ones stay, however long each takes to write', async () => {
  const written: string[] = [];
  const took = [0, 30, 1]; // the row of the start, then of each progress
  const tx = {
    $queryRaw: () => Promise.resolve([{ leaseFence: 1n }]),
    deploymentStep: {
      upsert: () => Promise.resolve({ startedAt: null, finishedAt: null }),
      updateMany: async ({ data }: { data: { detail?: string } }) => {
        if (data.detail !== undefined) written.push(data.detail);
        return Promise.resolve({ count: 0 });
      },
    },
    event: { create: () => Promise.resolve({}) },
    deployment: { updateMany: () => Promise.resolve({ count: 1 }) },
    $executeRaw: () => Promise.resolve(1),
  };
  const db = { $transaction: async (work: (inside: typeof tx) => Promise<unknown>) => { await sleep(took.shift() ?? 0); return work(tx); } };
  const journal = new StepJournal(db as unknown as Db, { fence: 1n } as unknown as Lease, { tenantId: 't', appId: 'a', environmentId: 'e', deploymentId: 'd' }, () => Promise.resolve());
  await journal.started('build');
  await Promise.all(['1/3 FROM', '2/3 COPY', '3/3 RUN'].map((detail) => journal.progress(detail)));
  expect(written.at(-1)).toBe('3/3 RUN');
  expect(written).not.toContain('2/3 COPY');
});
