import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleFolder } from '../../test/sample-folder.js';
import { readEnv } from '../env.js';
import { InstallationsFile } from '../settings/installations.js';
import { tokenFor } from './token-for.js';

test('git gets a token for its own installation alone', () => {
  const folder = sampleFolder();
  const env = (more: NodeJS.ProcessEnv = {}) => readEnv({ XDG_CONFIG_HOME: folder, ...more });
  expect(tokenFor(env(), 'https://a.test/api')).toBeNull();
  expect(tokenFor(env({ BERTH_TOKEN: 'loose' }), 'https://a.test/api')).toBeNull();
  new InstallationsFile(join(folder, 'berth')).update('https://a.test/api', { token: 'stored' }, { current: true });
  expect(tokenFor(env(), 'https://a.test/api')).toBe('stored');
  expect(tokenFor(env(), 'https://evil.test/api')).toBeNull();
  expect(tokenFor(env({ BERTH_TOKEN: 'variable' }), 'https://a.test/api')).toBe('variable');
  expect(tokenFor(env({ BERTH_TOKEN: 'variable' }), 'https://evil.test/api')).toBeNull();
  expect(tokenFor(env({ BERTH_TOKEN: 'variable', BERTH_URL: 'https://b.test/api' }), 'https://a.test/api')).toBe('stored');
});
