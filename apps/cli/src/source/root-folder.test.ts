import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleFolder } from '../../test/sample-folder.js';
import { rootFolder } from './root-folder.js';

test('the root is a folder inside, or the folder itself when it is that one', () => {
  const top = sampleFolder({ 'services/api/package.json': '{}', 'services/file': '' });
  const api = join(top, 'services/api');
  expect(rootFolder(top, '')).toBe(top);
  expect(rootFolder(top, 'services/api')).toBe(api);
  expect(rootFolder(api, 'services/api')).toBe(api);
  for (const root of ['services/web', 'services/file', 'api']) expect(() => rootFolder(top, root)).toThrow(/There is no folder/);
});
