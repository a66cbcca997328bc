import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleFolder } from '../../test/sample-folder.js';
import { checkFolder } from './check-folder.js';
import { checkPaths } from './check-paths.js';
import { checkSize } from './check-size.js';
import { describeDetection, detectFolder } from './detect-folder.js';
import { listFiles } from './list-files.js';

const failureOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('did not fail');
};

test('a folder of 2 GB is refused before it is uploaded, with where the most lies and how to leave it out', () => {
  const folder = sampleFolder({ 'index.html': '', 'data/raw/a.bin': '', 'video.mp4': '', 'data/small/b': 'b' });
  truncateSync(join(folder, 'data/raw/a.bin'), 1_900_000_000); // sparse: takes no room
  truncateSync(join(folder, 'video.mp4'), 200_000_000);
  expect(failureOf(() => checkSize(listFiles(folder)))).toMatchObject({
    code: 'source-too-large',
    message: 'The folder is too large: 2.1 GB in 4 files; at most 2.0 GB can be deployed.',
    lines: ['  1.9 GB  data/raw/  (1 file)', '  200 MB  video.mp4  (1 file)', '     1 B  data/small/  (1 file)', '     0 B  index.html  (1 file)'],
    remedy: 'Name what the app does not need in .berthignore, one pattern a line as in .gitignore, such as `data/raw/`.',
  });
});

test('an empty folder, and one in which all is ignored, are told apart', () => {
  expect(failureOf(() => checkSize(listFiles(sampleFolder())))).toMatchObject({ exitCode: 2, message: expect.stringContaining('there is no file in it') as string });
  expect(failureOf(() => checkSize(listFiles(sampleFolder({ '.gitignore': '*' }))))).toMatchObject({ message: expect.stringContaining('everything in it is ignored') as string });
});

test.each(['/', '/etc', '/home/somebody'])('%s is refused as a folder to deploy', (folder) => {
  expect(failureOf(() => checkFolder(folder, '/home/me'))).toMatchObject({ remedy: expect.stringMatching(/Go to the folder|Check the path/) as string });
});

test('the home folder, a file, and what does not exist are refused', () => {
  const home = sampleFolder({ file: '' });
  expect(failureOf(() => checkFolder(home, home))).toMatchObject({ message: expect.stringContaining('home folder') as string });
  expect(failureOf(() => checkFolder(join(home, 'file'), '/x'))).toMatchObject({ message: expect.stringContaining('is not a folder') as string });
  expect(failureOf(() => checkFolder(join(home, 'nothing'), '/x'))).toMatchObject({ code: 'file-missing' });
});

test('what was detected is said in one line', () => {
  const folder = sampleFolder({ 'package.json': JSON.stringify({ name: 'a', engines: { node: '24' }, scripts: { start: 'node server.js' } }), 'server.js': '' });
  expect(describeDetection(detectFolder(listFiles(folder)))).toMatch(/^Detected Node\.js 24 \(package\.json.*\), process web: node server\.js$/);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch');
  expect(describeDetection(detectFolder(listFiles(folder)))).toBe('Detected Dockerfile');
});

test('a folder that nothing can be built from says what was looked for, before it is uploaded', () => {
  expect(failureOf(() => detectFolder(listFiles(sampleFolder({ 'notes.txt': '' }))))).toMatchObject({ code: 'source-not-understood', message: expect.stringContaining('package.json') as string });
});

test('a name that the API would refuse is told before anything is made, with what to do', () => {
  expect(failureOf(() => checkPaths(listFiles(sampleFolder({ 'server.js': '', 'new\nline.txt': '' }))))).toMatchObject({
    exitCode: 2,
    message: '"new\\nline.txt" cannot be deployed: its name has control characters or is not UTF-8.',
    remedy: 'Rename it, or name it in .berthignore.',
  });
  expect(() => checkPaths(listFiles(sampleFolder({ 'a dïr/ -x': '' })))).not.toThrow();
});
