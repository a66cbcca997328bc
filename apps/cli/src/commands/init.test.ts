import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBerthFile } from '@berth/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleFolder } from '../../test/sample-folder.js';
import { detectFolder } from '../source/detect-folder.js';
import { listFiles } from '../source/list-files.js';
import Init from './init.js';

const root = join(import.meta.dirname, '../..');
const app = { 'package.json': '{"scripts":{"start":"node server.js"}}', 'server.js': '', Procfile: 'web: node server.js\nmail: node mail.js\nrelease: node migrate.js\n' };

beforeEach(() => {
  vi.stubEnv('XDG_CONFIG_HOME', sampleFolder());
  vi.stubEnv('BERTH_URL', 'https://berth.example.com/api');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('writes a file that is valid and says what was detected', async () => {
  const folder = sampleFolder(app);
  await Init.run([folder], root);
  const text = readFileSync(join(folder, 'berth.yaml'), 'utf8');
  expect(text).toContain('$schema=https://berth.example.com/api/v1/berth-file-schema');
  expect(readBerthFile(text)).toMatchObject({ ok: true, file: { processes: { web: { command: 'node server.js' }, mail: { command: 'node mail.js' } }, release: { command: 'node migrate.js' } } });
});

test('says what is left out', async () => {
  await Init.run([sampleFolder({ ...app, Procfile: 'web: node server.js\nclock-work: node clock.js\n' })], root);
  expect(vi.mocked(process.stderr.write).mock.calls.join('')).toContain("The Procfile's process clock-work is left out");
});

test('overwrites nothing unless it is told to', async () => {
  const folder = sampleFolder({ ...app, 'berth.yaml': 'mine: {}\n' });
  await expect(Init.run([folder], root)).rejects.toMatchObject({ code: 'usage', remedy: expect.stringContaining('--force') });
  expect(readFileSync(join(folder, 'berth.yaml'), 'utf8')).toBe('mine: {}\n');
  await Init.run([folder, '--force'], root);
  expect(readFileSync(join(folder, 'berth.yaml'), 'utf8')).toContain('processes:');
});

test('a folder that cannot be understood gets no file', async () => {
  const folder = sampleFolder({ 'notes.txt': '' });
  await expect(Init.run([folder], root)).rejects.toMatchObject({ code: 'source-not-understood' });
  expect(existsSync(join(folder, 'berth.yaml'))).toBe(false);
});

test('a mistake in berth.yaml is told before anything is sent, with line and column', () => {
  const folder = sampleFolder(app);
  writeFileSync(join(folder, 'berth.yaml'), 'processes:\n  web:\n    replica: 3\n');
  expect(() => detectFolder(listFiles(folder))).toThrow(expect.objectContaining({ code: 'berth-file-invalid', lines: ['berth.yaml:3:5: unknown key `replica`; did you mean `replicas`?'] }));
});
