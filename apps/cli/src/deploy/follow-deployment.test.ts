import { expect, test, vi } from 'vitest';
import { apiAt, contractServer, deployment, eventStream, ok, problem, step, target, time } from '../../test/contract-server.js';
import { followDeployment } from './follow-deployment.js';

const events = 'GET /v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/events';
const read = 'GET /v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}';
const stepEvent = (name: string, state: string) => ({ kind: 'deployment.step', data: { deploymentId: 'd', step: name, state, detail: null, startedAt: time(0), finishedAt: state === 'done' ? time(1) : null } });
const stateEvent = (state: string) => ({ kind: 'deployment.state', data: { deploymentId: 'd', state, release: 3, message: null } });
const live = deployment({ state: 'live', release: 3, steps: [step('build', 'done', null, 0, 1)] });
const never = new AbortController().signal;

test('follows to the end, and gives what the API says last', async () => {
  const server = await contractServer({
    [events]: ({ response }) => {
      const stream = eventStream(response);
      stream.send('1', stepEvent('build', 'running'));
      stream.send('2', stateEvent('live'));
      stream.end();
      return 'handled';
    },
    [read]: () => ok(live),
  });
  const seen: string[] = [];
  const last = await followDeployment(apiAt(server.url), target, deployment(), { signal: never, onChange: ({ state, steps }) => seen.push(`${state} ${steps[0]!.state}`) });
  expect(last).toEqual(live);
  expect(seen).toEqual(['queued pending', 'queued running', 'live running', 'live done']);
});

test('resumes after a cut where it stopped, and says so once', async () => {
  const resumed: unknown[] = [];
  const server = await contractServer({
    [events]: ({ response, headers }) => {
      resumed.push(headers['last-event-id']);
      const stream = eventStream(response);
      if (resumed.length === 1) {
        stream.send('41', stepEvent('build', 'running'));
        setTimeout(() => stream.cut(), 20);
      } else {
        stream.send('42', stateEvent('live'));
        stream.end();
      }
      return 'handled';
    },
    [read]: () => ok(live),
  });
  const onLoss = vi.fn();
  await followDeployment(apiAt(server.url), target, deployment(), { signal: never, onChange: () => {}, onLoss });
  expect(resumed).toEqual([undefined, '41']);
  expect(onLoss).toHaveBeenCalledTimes(1);
});

test('an API that restarts is waited for', async () => {
  let asked = 0;
  const server = await contractServer({
    [events]: ({ response }) => {
      if (++asked < 3) return { status: 502, body: 'Bad Gateway', type: 'text/plain' };
      const stream = eventStream(response);
      stream.send('1', stateEvent('live'));
      stream.end();
      return 'handled';
    },
    [read]: () => ok(live),
  });
  expect(await followDeployment(apiAt(server.url), target, deployment(), { signal: never, onChange: () => {} })).toEqual(live);
});

test('where events are held back, asking takes their place', async () => {
  let asked = 0;
  const server = await contractServer({
    [events]: ({ response }) => {
      eventStream(response);
      return 'handled';
    },
    [read]: () => ok(++asked > 1 ? live : deployment({ state: 'running' })),
  });
  expect(await followDeployment(apiAt(server.url), target, deployment(), { signal: never, onChange: () => {}, silenceMs: 30 })).toEqual(live);
});

test('where nothing happens and no worker is there, that is said once', async () => {
  let asked = 0;
  const server = await contractServer({
    [events]: ({ response }) => {
      eventStream(response);
      return 'handled';
    },
    [read]: () => ok(++asked > 4 ? live : deployment()),
    'GET /ready': () => ok({ status: 'ready', checks: { database: 'ok', queue: 'ok', worker: asked > 1 ? 'does not answer' : 'ok' } }),
  });
  const told: number[] = [];
  expect(await followDeployment(apiAt(server.url), target, deployment(), { signal: never, onChange: () => {}, silenceMs: 30, onNoWorker: () => told.push(asked) })).toEqual(live);
  expect(told).toEqual([2]);
});

test('detaching leaves at once with what is known', async () => {
  const detached = new AbortController();
  const server = await contractServer({
    [events]: ({ response }) => {
      eventStream(response).send('1', stepEvent('build', 'running'));
      return 'handled';
    },
  });
  const last = await followDeployment(apiAt(server.url), target, deployment(), { signal: detached.signal, onChange: ({ steps }) => steps[0]!.state === 'running' && detached.abort() });
  expect(last.state).toBe('queued');
});

test('a deployment that is not there any more is an error, not endless waiting', async () => {
  const server = await contractServer({ [events]: () => problem('not-found', 404, 'Nothing here that you can see') });
  await expect(followDeployment(apiAt(server.url), target, deployment(), { signal: never, onChange: () => {} })).rejects.toMatchObject({ code: 'not-found' });
});

test('what has ended already is not followed', async () => {
  const server = await contractServer({});
  expect(await followDeployment(apiAt(server.url), target, live, { signal: never, onChange: () => {} })).toBe(live);
  expect(server.calls).toEqual([]);
});
