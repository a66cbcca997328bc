import { expect, test } from 'vitest';
import { readEnv } from './env.js';

test('every variable that is missing or wrong is named in one error', () => {
  expect(() => readEnv({ PORT: 'x', BERTH_INSTALLATION_KEY: 'c2hvcnQ=', DATABASE_URL: 'mysql://x' })).toThrow(
    /DATABASE_URL[\s\S]*REDIS_URL[\s\S]*PORT[\s\S]*BERTH_INSTALLATION_KEY: must be 32 bytes in base64[\s\S]*BERTH_REGISTRY_SOURCE_KEY/,
  );
});
