import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { deadAmong, thisProcess } from './dead-test-runs.mjs';
import { checkoutId, namesOf } from './identity.mjs';
import { gitLacks } from './git.mjs';
import { shellWord, writeEnv } from './launcher.mjs';
import { satisfies } from './node-modules.mjs';
import { apiSettings, settings, workerSettings } from './platform.mjs';
import { progressPrinter } from './progress-printer.mjs';
import { resultOf, sum } from './test-runs.mjs';

const folder = mkdtempSync(join(tmpdir(), 'berth-bootstrap-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('names of an installation', () => {
  test('the first checkout on a host has the plain names, every other one and every test run its own', () => {
    expect(namesOf('berth', undefined)).toEqual({ namespacePrefix: 'berth', portalHost: 'berth.localhost', baseDomain: 'apps.localhost' });
    expect(namesOf('1a2b', undefined)).toEqual({ namespacePrefix: 'berth1a2b', portalHost: 'berth-1a2b.localhost', baseDomain: 'apps-1a2b.localhost' });
    expect(checkoutId('/a', 'main')).toMatch(/^[0-9a-f]{4}$/);
    expect(checkoutId('/a', 'main')).not.toBe(checkoutId('/a', 'test'));
    expect(checkoutId('/a', 'main')).not.toBe(checkoutId('/b', 'main'));
  });

  test('the user’s own base domain replaces the local one', () => {
    expect(namesOf('berth', 'apps.example.com').baseDomain).toBe('apps.example.com');
  });
});

test('what a killed test run left is told from what runs: by its process, and by nobody having registered it', () => {
  const { pid, started } = thisProcess().process;
  const registered = [
    { id: 'berthw00000a', process: { pid, started: started! } },
    { id: 'berthw00000b', process: { pid, started: '1' } }, // the pid is another's now
    { id: 'berthw00000c' }, // does not say
  ];
  expect(deadAmong(['berth', 'berth1a2b', 'berthw00000a', 'berthw00000b', 'berthw00000c', 'berthw00000d'], registered)).toEqual(['berthw00000b', 'berthw00000d']);
});

test('a shell reads the env file back unchanged, whatever its values hold', () => {
  const file = join(folder, 'env');
  const values = { PLAIN: 'https://hello-acme.apps.localhost/', QUOTED: `it's $HOME "and" \`more\`\\` };
  writeEnv(file, values);
  expect(execFileSync('sh', ['-c', `. ${file}; printf '%s\\n%s' "$PLAIN" "$QUOTED"`], { encoding: 'utf8' })).toBe(`${values.PLAIN}\n${values.QUOTED}`);
  expect(shellWord("a'b")).toBe(`'a'\\''b'`);
  expect(readFileSync(file, 'utf8')).toMatch(/^export PLAIN=/m);
});

test('a git that is missing or too old to fetch is said, and one that is new enough is not', () => {
  expect(gitLacks(null)).toMatch(/no git on this machine.*Install git 2\.37 or newer/);
  expect(gitLacks('git version 2.30.2\n')).toBe('git 2.30.2 is too old to deploy from GitHub and GitLab. Install git 2.37 or newer.');
  expect(gitLacks('git version 1.99.1')).not.toBeNull();
  expect(['git version 2.37.0', 'git version 2.39.5 (Apple Git-154)', 'git version 3.0.1'].map(gitLacks)).toEqual([null, null, null]);
});

test('every setting of a process that the documentation names is handed on when it is set, and nothing else', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/operations/limits.md'), 'utf8');
  const documented = (of: string) => page.split('\n').filter((line) => line.startsWith(`| ${of} |`)).flatMap((line) => line.match(/BERTH_[A-Z_]+/g) ?? []);
  expect(documented('API').length * documented('worker').length).toBeGreaterThan(0);
  expect(apiSettings).toEqual(expect.arrayContaining(documented('API')));
  expect(workerSettings).toEqual(expect.arrayContaining(documented('worker')));
  expect(settings(workerSettings, { BERTH_WATCH_MS: '5000', BERTH_VERIFY_MS: '', BERTH_INSTALLATION_KEY: 'no' })).toEqual({ BERTH_WATCH_MS: '5000' });
});

test('installed packages satisfy the lockfile only in the locked versions; packages for other platforms may be absent', () => {
  const wanted = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-win32': { version: '2.0.0', optional: true }, 'packages/own': { version: '0.1.0' } };
  expect(satisfies(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  expect(satisfies(wanted, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
  expect(satisfies(wanted, {})).toBe(false);
});

describe('progress', () => {
  const printed = () => {
    const lines: string[] = [];
    let time = 0;
    const printer = progressPrinter({ write: (text) => lines.push(text.trim()), now: () => time, terminal: false });
    printer.stop();
    return { lines, printer, after: (ms: number) => ((time += ms), printer.beat()) };
  };

  test('what takes time is announced with the time that it took last, and is never silent for long', () => {
    const { lines, printer, after } = printed();
    printer.report({ phase: 'a', message: 'Building', expectedSeconds: 60 });
    after(1_000);
    expect(lines).toEqual(['… Building (took 60 s last time)']);
    after(14_000);
    expect(lines).toHaveLength(1);
    after(1_100);
    expect(lines.at(-1)).toBe('… Building 16 s (took 60 s last time)');
    printer.report({ phase: 'a', message: 'Building', seconds: 6.1 });
    expect(lines.at(-1)).toMatch(/^✓ Building +6\.1 s$/);
  });

  test('what ends at once is not worth a line', () => {
    const { lines, printer, after } = printed();
    printer.report({ phase: 'a', message: 'Looking' });
    printer.report({ phase: 'a', message: 'Looking', seconds: 0.1 });
    after(10_000);
    expect(lines).toEqual([]);
  });
});

describe('the count of tests', () => {
  const passed = { status: 'passed', fullName: 'good' };

  test('a file that could not be loaded counts as a failure, though it holds no test', () => {
    const result = resultOf({ numPassedTests: 1, testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [passed] }, { name: 'b.test.ts', status: 'failed', assertionResults: [] }] });
    expect(result).toMatchObject({ passed: 1, failed: 1 });
  });

  test('results add up', () => {
    const one = { passed: 2, failed: 1, skipped: 0, failures: ['x'] };
    expect(sum([one, { passed: 3, failed: 0, skipped: 1, failures: [] }])).toEqual({ passed: 5, failed: 1, skipped: 1, failures: ['x'] });
  });
});
