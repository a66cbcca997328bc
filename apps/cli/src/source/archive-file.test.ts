import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sampleFolder } from '../../test/sample-folder.js';
import { archiveAt } from './archive-file.js';

test('an archive is known by its first bytes, whatever its name; a folder or nothing is none', () => {
  const folder = sampleFolder({ 'notes.zip': 'text', empty: '' });
  writeFileSync(join(folder, 'a'), gzipSync('x'));
  writeFileSync(join(folder, 'b'), 'PK\u0003\u0004…');
  expect(archiveAt(join(folder, 'a'))).toMatchObject({ type: 'application/gzip', bytes: 21 });
  expect(archiveAt(join(folder, 'b'))?.type).toBe('application/zip');
  expect([archiveAt(folder), archiveAt(join(folder, 'absent'))]).toEqual([null, null]);
  for (const name of ['notes.zip', 'empty']) expect(() => archiveAt(join(folder, name))).toThrow(/neither a folder nor a tar\.gz or zip/);
});
