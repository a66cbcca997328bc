import { claimName, type EnvironmentSpec, type LiveObject } from '@berth/k8s-adapter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedEnvironment } from '../../test/seed.js';
import { cloneDatabase, dropTemplate, type TestDatabase } from '../../test/services.js';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { loadDesired } from '../reconcile/load-desired.js';
import { recordVolumes, tendVolumes } from './keep-volumes.js';

const Mi = 2 ** 20;
let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

test('a volume grows once its claim has, not when that is asked for, and never becomes smaller', async () => {
  const { db } = database;
  const { environmentId } = await seedEnvironment(db);
  const rows = async () => (await loadDesired(db, new Uint8Array(32), environmentId))!.environment;
  const wants = async (sizeMi: number) => recordVolumes(db, await rows(), { processes: [{ name: 'web', volumes: [{ name: 'data', path: '/data', sizeBytes: sizeMi * Mi }] }] } as unknown as EnvironmentSpec);
  const { app, slug } = await rows();
  const has = async (size: string, phase: string) => {
    const claim: LiveObject = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: claimName({ app, environment: { id: environmentId, slug } }, 'data'), uid: '1', resourceVersion: '1' }, spec: { resources: { requests: { storage: size } } }, status: { phase } };
    expect(await tendVolumes(db, {} as OpenedCluster, 'berth', await rows(), null, [claim])).toBe(false);
  };
  const volume = () => db.volume.findFirstOrThrow({ where: { environmentId }, select: { sizeBytes: true, bound: true } });

  await wants(1024); // and the cluster refuses it
  expect(await volume()).toEqual({ sizeBytes: 0n, bound: false });
  await wants(16);
  await has('16Mi', 'Bound');
  await wants(32);
  expect(await volume()).toEqual({ sizeBytes: BigInt(16 * Mi), bound: true });
  await has('32Mi', 'Bound');
  expect(await volume()).toEqual({ sizeBytes: BigInt(32 * Mi), bound: true });
  await has('16Mi', 'Pending');
  expect(await volume()).toEqual({ sizeBytes: BigInt(32 * Mi), bound: false });
});
