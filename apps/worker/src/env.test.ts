import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEnv } from './env.js';

const keyFile = join(mkdtempSync(join(tmpdir(), 'worker-env-')), 'key.pem');
writeFileSync(keyFile, 'pem');
const complete = {
  DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/db',
  REDIS_URL: 'redis://127.0.0.1:1',
  BERTH_INSTALLATION_ID: 'berth',
  BERTH_NAMESPACE_PREFIX: 'berth',
  BERTH_INSTALLATION_KEY: Buffer.alloc(32, 1).toString('base64'),
  BERTH_WORKER_PRIVATE_KEY_FILE: keyFile,
};

test('a complete environment is read, with defaults for all times', () => {
  expect(readEnv(complete)).toMatchObject({ installation: 'berth', leaseMs: 15_000, sweepMs: 3_000, verifyMs: 30_000, kill: null, privateKey: 'pem' });
});

test('every missing or wrong variable is named at once, and no value is shown', () => {
  const read = (): unknown => readEnv({ ...complete, DATABASE_URL: undefined, BERTH_NAMESPACE_PREFIX: 'with-hyphen', BERTH_INSTALLATION_KEY: 'c2hvcnQ=', BERTH_WORKER_PRIVATE_KEY_FILE: '/nowhere/key' });
  expect(read).toThrow(/DATABASE_URL[\s\S]*BERTH_NAMESPACE_PREFIX[\s\S]*BERTH_INSTALLATION_KEY[\s\S]*BERTH_WORKER_PRIVATE_KEY_FILE/);
  expect(read).not.toThrow(/c2hvcnQ|secret@/);
});

test('the kill hook is ignored in production and refuses unknown steps', () => {
  const hook = { BERTH_KILL_AT_STEP: 'apply:started', BERTH_KILL_MARKER: '/tmp/marker' };
  expect(readEnv({ ...complete, ...hook }).kill).toEqual({ at: 'apply:started', marker: '/tmp/marker' });
  expect(readEnv({ ...complete, ...hook, NODE_ENV: 'production' }).kill).toBeNull();
  expect(() => readEnv({ ...complete, BERTH_KILL_AT_STEP: 'sleep:started' })).toThrow(/BERTH_KILL_AT_STEP/);
});
