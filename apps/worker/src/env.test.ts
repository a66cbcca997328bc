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
  expect(readEnv(complete)).toMatchObject({ installation: 'berth', leaseMs: 15_000, sweepMs: 3_000, verifyMs: 30_000, kill: null, pause: null, privateKey: 'pem' });
});

test('one level of logs may stand for the API and the worker', () => {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const; // those of apps/api/src/env.ts
  expect(levels.map((level) => readEnv({ ...complete, BERTH_LOG_LEVEL: level }).logLevel)).toEqual(levels);
});

test('every missing or wrong variable is named at once, and no value is shown', () => {
  const read = (): unknown => readEnv({ ...complete, DATABASE_URL: undefined, BERTH_NAMESPACE_PREFIX: 'with-hyphen', BERTH_INSTALLATION_KEY: 'c2hvcnQ=', BERTH_WORKER_PRIVATE_KEY_FILE: '/nowhere/key' });
  expect(read).toThrow(/DATABASE_URL[\s\S]*BERTH_NAMESPACE_PREFIX[\s\S]*BERTH_INSTALLATION_KEY[\s\S]*BERTH_WORKER_PRIVATE_KEY_FILE/);
  expect(read).not.toThrow(/c2hvcnQ|secret@/);
});

test.each(['kill', 'pause'] as const)('the %s hook is ignored in production and refuses unknown steps', (hook) => {
  const name = hook.toUpperCase();
  const variables = { [`BERTH_${name}_AT_STEP`]: 'apply:started', [`BERTH_${name}_MARKER`]: '/tmp/marker' };
  expect(readEnv({ ...complete, ...variables })[hook]).toEqual({ at: 'apply:started', marker: '/tmp/marker' });
  expect(readEnv({ ...complete, ...variables, NODE_ENV: 'production' })[hook]).toBeNull();
  expect(() => readEnv({ ...complete, [`BERTH_${name}_AT_STEP`]: 'sleep:started' })).toThrow(`BERTH_${name}_AT_STEP`);
});
