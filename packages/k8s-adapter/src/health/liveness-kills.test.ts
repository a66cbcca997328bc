import { expect, test } from 'vitest';
import { inputAt, load } from '../../test/observed-fixture.js';
import { classifyFailure } from './classify-failure.js';

test('a container that its liveness check killed counts until it has ended, not against the one that came after it', () => {
  const after = (finishedAt: string) => {
    const input = inputAt(load('liveness-kills'), 0);
    const killed = input.events.findLast(({ reason }) => reason === 'Killing')!;
    const at = Date.parse(String(killed.lastTimestamp ?? killed.eventTime));
    const [status] = input.pods.at(-1)!.status!.containerStatuses!;
    const seconds = finishedAt === 'before' ? -30 : 1;
    Object.assign(status!, { ready: true, started: true, state: { running: { startedAt: new Date(at + (finishedAt === 'before' ? -29_000 : 1_000)).toISOString() } }, lastState: { terminated: { exitCode: 0, finishedAt: new Date(at + seconds * 1000).toISOString() } } });
    return classifyFailure(input)?.class ?? null;
  };
  expect(after('before')).toBe('probe-failed');
  expect(after('since')).toBeNull();
});
