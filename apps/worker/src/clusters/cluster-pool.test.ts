import type { Db } from '@berth/db';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { ClusterPool } from './cluster-pool.js';

vi.mock('./open-cluster.js', () => ({ openSealedCluster: () => ({ cluster: { list: async () => [], close: async () => {} } }) }));
vi.mock('./cluster-view.js', () => ({ ClusterView: class { async stop() {} } }));

afterEach(() => void vi.useRealTimers());

test('an activator that is added while the worker runs is let through the walls, without opening the cluster anew', async () => {
  vi.useFakeTimers();
  const row = { id: 'c', name: 'default', kubeconfig: new Uint8Array(), registryKeys: new Uint8Array(), registryHost: 'ghcr.io', activatorAddress: null as string | null };
  const db = { cluster: { findUniqueOrThrow: async () => ({ ...row }) } } as unknown as Db;
  const pool = new ClusterPool({ db, log: pino({ level: 'silent' }), privateKey: '', namespacePrefix: 'berth' });
  const opened = await pool.open('c');
  expect((await opened.network()).activator).toBeNull();
  row.activatorAddress = '10.0.0.1:8080';
  vi.advanceTimersByTime(6_000);
  expect(await pool.open('c')).toBe(opened);
  expect((await opened.network()).activator).toEqual({ namespace: 'berth-system', podLabels: { app: 'activator' } });
  await pool.close();
});
