import { expect, test } from 'vitest';
import { deployment, step, time } from '../../test/contract-server.js';
import { plainStyle } from '../output/style.js';
import { applyEvent } from './apply-event.js';
import { describeCheck } from './describe-check.js';
import { describeDiff } from './describe-diff.js';
import { describeEnd } from './describe-failure.js';
import type { Deployment } from './deployment.js';
import { describeDetached } from './show-deployment.js';
import { formatLine, transcriptOf } from './transcript.js';

const marks = { done: '✓', skipped: '✓', failed: '✗', running: '⠋' } as const;
function transcript(of: Deployment, now = 0): string {
  const { ended, running } = transcriptOf(of, Date.parse(time(now)));
  return [...ended, ...(running ? [running] : [])].map((line) => formatLine(marks[line.mark], line)).join('\n');
}

const build = step('build', 'done', 'sha256:76a1…  (3 layers cached)', 0, 6_100);
const check = step('check', 'done', '2 objects change, needs 0.2 CPU of 1.5 free', 6_100, 6_300);
const apply = step('apply', 'done', null, 6_300, 6_500);
const rollOut = step('rollOut', 'done', '2/2 ready, v6 in reserve for 10 s', 6_500, 18_600);
const verify = step('verify', 'done', 'https://hello-acme.apps.localhost answers 200 from v7', 18_600, 18_700);

test('a deployment from source reads as in the design', () => {
  expect(transcript(deployment({ state: 'live', release: 7, steps: [build, check, apply, rollOut, verify] }))).toBe(
    `✓ Built               6.1 s   sha256:76a1…  (3 layers cached)
✓ Checked             0.2 s   2 objects change, needs 0.2 CPU of 1.5 free
✓ Rolled out v7      12.3 s   2/2 ready, v6 in reserve for 10 s
✓ Verified            https://hello-acme.apps.localhost answers 200 from v7`,
  );
});

test('the upload stands in the same columns', () => {
  expect(formatLine('✓', { label: 'Uploaded', duration: 210, detail: null })).toBe('✓ Uploaded            0.2 s');
});

test('a release command has its own line, and none where there is no such command', () => {
  const ran = deployment({ state: 'live', release: 7, steps: [build, check, step('release', 'done', 'npm run migrate (3 s)', 6_400, 9_400), apply, rollOut, verify] });
  expect(transcript(ran)).toContain('✓ Release command     3.0 s   npm run migrate (3 s)\n');
  const none = deployment({ state: 'live', release: 7, steps: [build, check, step('release', 'skipped', null), apply, rollOut, verify] });
  expect(transcript(none)).not.toContain('elease command');
});

const skipped = (detail: string | null) => deployment({ state: 'live', release: 2, steps: [step('build', 'skipped', detail), check, apply, rollOut, verify] });

test('a build that is skipped without words, as for an image, is not a line; with words it is', () => {
  expect(transcript(skipped(null))).toMatch(/^✓ Checked/);
  expect(transcript(skipped('same source as v1'))).toMatch(/^✓ Image {15}same source as v1\n✓ Checked/);
});

test('what runs comes last, with its time so far and its progress', () => {
  const running = deployment({ state: 'running', steps: [step('build', 'running', '#7 npm ci', 0), ...deployment().steps.slice(1)] });
  expect(transcript(running, 3_200)).toBe('⠋ Building            3.2 s   #7 npm ci');
  const rolling = deployment({ state: 'running', release: 7, steps: [build, check, apply, step('rollOut', 'running', '1/2 ready', 6_500), step('verify', 'pending')] });
  expect(transcript(rolling, 8_300).split('\n').at(-1)).toBe('⠋ Rolling out v7      2.0 s   1/2 ready');
});

test('between two steps nothing is said to run', () => {
  expect(transcriptOf(deployment({ state: 'running', steps: [build, ...deployment().steps.slice(1)] }), 0).running).toBeNull();
});

test('a deployment that waits says for what', () => {
  const waiting = (queue: Deployment['queue']) => transcriptOf(deployment({ queue }), 0, 'acme').running?.detail;
  expect(waiting({ ahead: 2, behind: null })).toBe('2 ahead in tenant acme');
  expect(waiting({ ahead: 2, behind: 11 })).toBe('deployment 11 of this app ends first');
  expect(waiting({ ahead: 0, behind: null })).toBe('for its turn');
});

test('releases that differ are told apart line by line, a secret by its name alone', () => {
  const diff = {
    from: 6,
    to: 7,
    image: { changed: true, before: 'r/acme/shop@sha256:11', after: 'r/acme/shop@sha256:22' },
    config: { before: 3, after: 5, valuesShown: true, changes: [{ name: 'KEY', change: 'changed' as const, kind: 'secret' as const, before: null, after: null }, { name: 'MODE', change: 'added' as const, kind: 'variable' as const, before: null, after: 'fast' }] },
    processes: [{ name: 'web', change: 'changed' as const, fields: [{ field: 'port', before: '8080', after: '3000' }] }],
    settings: [{ field: 'releaseCommand.command', before: null, after: '["migrate"]' }],
  };
  expect(describeDiff(diff, plainStyle)).toBe(`v6 → v7
~ Image
    r/acme/shop@sha256:11
  → r/acme/shop@sha256:22
~ Secret KEY
+ Variable MODE: fast
~ Process web
    port: 8080 → 3000
~ releaseCommand.command: nothing → ["migrate"]`);
  expect(describeDiff({ ...diff, image: { ...diff.image, changed: false }, config: { ...diff.config, changes: [] }, processes: [], settings: [] }, plainStyle)).toBe('v6 and v7 do not differ, though config version 5 follows 3.');
});

test('a queued deployment waits', () => {
  expect(transcript(deployment(), 1_500)).toBe('⠋ Waiting             1.5 s   for its turn');
});

const failure = {
  class: 'crash',
  step: 'rollOut' as const,
  message: 'The app ends soon after it starts: exit code 3',
  evidence: ['pod hello-x: terminated with exit code 3 after 0.4 s'],
  lastLines: ['\u001b[31mDATABASE_URL is not set\u001b[0m', '\u001b]0;evil\u0007at server.js:1'],
  remedy: 'Set DATABASE_URL with `berth secrets set DATABASE_URL`.',
  docs: 'https://berth.localhost/api/docs/failures#crash',
};

test('a failure ends with the cause, the evidence, the last lines, what to do, and what still serves', () => {
  const failed = deployment({ state: 'failed', release: 8, failure, steps: [build, check, apply, step('rollOut', 'failed', 'crash', 6_500, 10_500), step('verify', 'skipped')] });
  expect(`${transcript(failed)}\n${describeEnd(failed, { release: 7, url: failed.url }, plainStyle)}`).toBe(
    `✓ Built               6.1 s   sha256:76a1…  (3 layers cached)
✓ Checked             0.2 s   2 objects change, needs 0.2 CPU of 1.5 free
✗ Roll-out failed     4.2 s

Error: The app ends soon after it starts: exit code 3
  pod hello-x: terminated with exit code 3 after 0.4 s
Last log lines:
  DATABASE_URL is not set
  at server.js:1
What to do: Set DATABASE_URL with \`berth secrets set DATABASE_URL\`.
More: https://berth.localhost/api/docs/failures#crash
v7 goes on serving at https://shop-acme.apps.localhost`,
  );
});

test('an image that cannot be had is no failed build', () => {
  const missing = (buildId: string | null) => deployment({ state: 'failed', buildId, failure: { ...failure, class: 'image-missing', step: 'build' }, steps: [step('build', 'failed', null, 0, 300)] });
  expect(transcript(missing(null))).toBe('✗ Image unavailable   0.3 s');
  expect(transcript(missing('0193fb3c-0000-7000-8000-000000000002'))).toMatch(/^✗ Build failed/);
  expect(transcript(deployment({ state: 'running', steps: [step('build', 'failed', null, 0, 300)] })), 'which of the two is known with the cause').toBe('');
  expect(transcript(deployment({ state: 'running', steps: [step('build', 'running', null, 0)] }), 200)).toMatch(/^⠋ Preparing/);
});

test('the end of a first, a cancelled and a superseded deployment says what serves, if anything', () => {
  const serving = { release: null, url: 'https://x' };
  expect(describeEnd(deployment({ state: 'failed', failure }), serving, plainStyle)).toMatch(/No version serves at present\.$/);
  expect(describeEnd(deployment({ state: 'cancelled' }), { release: 3, url: 'https://x' }, plainStyle)).toBe('Deployment 7 was cancelled.\nv3 goes on serving at https://x');
  expect(describeEnd(deployment({ state: 'superseded' }), serving, plainStyle)).toBe('Deployment 7 was replaced by a newer one before its turn came.');
  expect(describeEnd(deployment({ state: 'failed' }), null, plainStyle)).toBe('Deployment 7 failed.');
});

test('whoever detaches is told how to follow and how to cancel', () => {
  expect(describeDetached({ tenant: 'acme', app: 'shop', environment: 'production' }, { number: 7 })).toBe(`Detached: deployment 7 goes on without you.
  Follow it:  berth follow 7 --app shop --tenant acme
  Cancel it:  berth cancel 7 --app shop --tenant acme`);
});

test('events change the deployment step by step; unknown ones do not', () => {
  const data = { deploymentId: 'd', step: 'build', state: 'running', detail: null, startedAt: time(0), finishedAt: null };
  let now = applyEvent(deployment({ steps: [] }), { kind: 'deployment.step', data });
  expect(now.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(['build running', 'check pending', 'release pending', 'tryOut pending', 'apply pending', 'rollOut pending', 'verify pending']);
  now = applyEvent(now, { kind: 'deployment.progress', data: { deploymentId: 'd', step: 'build', detail: '#5' } });
  expect(now.steps[0]!.detail).toBe('#5');
  now = applyEvent(now, { kind: 'deployment.state', data: { deploymentId: 'd', state: 'live', release: 4, message: null } });
  expect(now).toMatchObject({ state: 'live', release: 4 });
  for (const odd of [{ kind: 'moon.phase', data: {} }, { kind: 'deployment.step', data: { step: 'dance' } }]) expect(applyEvent(now, odd)).toBe(now);
});

test('a dry run shows what would change, what it needs, and why it would be refused', () => {
  const text = describeCheck(
    {
      objects: [
        { kind: 'Deployment', name: 'shop-web', change: 'update', fields: ['/spec/replicas'], changes: [{ path: '/spec/replicas', before: '2', after: null }] },
        { kind: 'Secret', name: 'shop-config-2', change: 'create', fields: [], changes: [] },
        { kind: 'Service', name: 'shop-web', change: 'none', fields: [], changes: [] },
      ],
      needs: { cpuMillicores: 200, memoryBytes: 2 ** 30, pods: 2 },
      free: { cpuMillicores: 1500, memoryBytes: 4 * 2 ** 30, pods: 38 },
      budget: { limit: { cpuMillicores: 2000, pods: 40 }, before: { cpuMillicores: 500, memoryBytes: 2 ** 30, pods: 2 }, after: { cpuMillicores: 600, memoryBytes: 2 ** 30, pods: 3 } },
      surge: 'All new pods start beside the old ones.',
      refusal: 'exceeded quota: pods',
      note: 'The source has not been built yet.',
    },
    plainStyle,
  );
  expect(text).toBe(`2 objects would change:
  ~ Deployment shop-web
      /spec/replicas: 2 → nothing
  + Secret shop-config-2
Needs 0.2 CPU, 1Gi memory, 2 pods of 1.5 CPU, 4Gi, 38 pods free.
Budget in use: CPU 0.5 → 0.6 of 2, memory 1Gi → 1Gi, pods 2 → 3 of 40.
All new pods start beside the old ones.
Would be refused: exceeded quota: pods
The source has not been built yet.`);
});
