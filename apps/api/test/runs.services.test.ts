import { randomUUID } from 'node:crypto';
import { frame, frameTypes, NumberedReader, numbered, redisNames, takenFrame, terminalWindow } from '@berth/domain';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { ApiUnderTest, redisUrl } from './api-under-test.js';

let api: ApiUnderTest;
let tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let app: Awaited<ReturnType<ApiUnderTest['deployedApp']>>;
let other: Redis;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  api = await ApiUnderTest.start();
  tenant = await api.tenant('runners');
  app = await api.deployedApp(tenant, 'shop');
  other = new Redis(redisUrl);
});
afterEach(() => sockets.splice(0).forEach((socket) => socket.terminate()));
afterAll(async () => {
  other.disconnect();
  await api.stop();
});

const as = (role: 'viewer' | 'developer' | 'admin') => tenant.members[role].token;
const create = (body: object, token = as('developer')) => api.ask('POST', `${app.production}/runs`, { token, body });
const endAll = () => api.db.run.updateMany({ where: { tenantId: tenant.id }, data: { state: 'stopped' } });

/** A WebSocket at a run's terminal: `open`, or the status and code of the refusal. */
function connect(name: string, options: ClientOptions = { headers: { authorization: `Bearer ${as('developer')}` } }): Promise<{ socket: WebSocket; refused: null } | { socket: null; refused: [number | undefined, string | null] }> {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}${app.production}/runs/${name}/terminal`, ['berth.terminal.v1'], options);
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ socket, refused: null }));
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString())).on('end', () => resolve({ socket: null, refused: [response.statusCode, (JSON.parse(text) as { code: string }).code] }));
    });
  });
}

/** Takes the next question as a worker does, and speaks as the worker's end of the terminal. */
async function takeQuestion(runId: string) {
  const listener = new Redis(redisUrl);
  const heard: Uint8Array[] = [];
  const reader = new NumberedReader();
  listener.on('messageBuffer', (_channel: Buffer, message: Buffer) => heard.push(reader.read(message)!));
  await listener.subscribe(redisNames.terminalInput(api.env.installationId, runId));
  const popped = await other.brpop(redisNames.questions(api.env.installationId), 10);
  const question = JSON.parse(popped![1]) as { id: string; kind: string; runId: string };
  expect(question).toMatchObject({ kind: 'terminal', runId });
  await api.redis.publish(redisNames.answers(api.env.installationId), JSON.stringify({ id: question.id, ok: true, answer: {} }));
  let number = 0;
  const say = (message: Uint8Array) => api.redis.publish(redisNames.terminalOutput(api.env.installationId, runId), Buffer.from(numbered(number++, message)));
  return { heard, say, skip: () => number++, leave: () => listener.disconnect() };
}
const attached = async () => {
  const { body } = await create({ command: ['cat'], attach: { tty: false } });
  const { id } = await api.db.run.findFirstOrThrow({ where: { name: body.name } });
  return { name: body.name as string, id };
};
const messages = (socket: WebSocket) => {
  const all: Buffer[] = [];
  socket.on('message', (data) => all.push(data as Buffer));
  return all;
};

test('a run is kept with who made it, is an event, and is in the list', async () => {
  const made = await create({ command: ['rake', 'db:seed'], timeoutSeconds: 60 });
  expect(made).toMatchObject({ status: 201, body: { name: expect.stringMatching(/^run-[a-z0-9]{6}$/), kind: 'run', command: ['rake', 'db:seed'], process: 'web', release: 1, state: 'starting', attached: false, createdBy: tenant.members.developer.email } });
  expect((await api.ask('GET', `${app.production}/runs?limit=1`, { token: as('developer') })).body.items).toEqual([made.body]);
  expect(await api.db.event.findFirst({ where: { kind: 'run.started' }, orderBy: { id: 'desc' } })).toMatchObject({ actor: tenant.members.developer.email, data: { run: made.body.name, kind: 'run', pod: null } });
  expect((await create({ command: ['x'] }, as('viewer'))).body.code).toBe('role-missing');
  expect((await create({ command: ['x'], process: 'absent' })).status).toBe(404);
  const stopped = await api.ask('POST', `${app.production}/runs/${made.body.name}/stop`, { token: as('developer') });
  expect(stopped.status).toBe(202);
  await endAll();
  expect((await api.ask('POST', `${app.production}/runs/${made.body.name}/stop`, { token: as('developer') })).body.code).toBe('wrong-state');
});

test('a command line, which may hold a secret, is shown to those alone who may run commands, and is in no event', async () => {
  const { body: made } = await create({ command: ['login', '--password', 'typed-in-haste'] });
  const { command, ...rest } = made;
  expect(command).toEqual(['login', '--password', 'typed-in-haste']);
  const seen = async (path: string) => (await api.ask('GET', `${app.production}/runs${path}`, { token: as('viewer') })).body;
  expect((await seen('?limit=1')).items).toEqual([rest]);
  expect(await seen(`/${made.name}`)).toEqual(rest);
  expect(JSON.stringify(await api.db.event.findMany({ where: { tenantId: tenant.id }, select: { data: true } }))).not.toContain('typed-in-haste');
  await endAll();
});

test('what can never fit the budget is refused with the numbers, other runs counted', async () => {
  await endAll();
  expect((await create({ command: ['x'], size: 'large' })).status).toBe(201);
  expect((await create({ command: ['x'], size: 'large' })).status).toBe(201);
  expect((await create({ command: ['x'], size: 'large' })).status).toBe(201);
  const refused = await create({ command: ['x'], size: 'large' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'over-budget', detail: 'All apps of the tenant together would need more than its budget: CPU 4200m (budget 4000m), memory 9216Mi (budget 8192Mi).' } });
  await endAll();
  expect((await create({ command: ['x'], size: 'large' })).status).toBe(201);
  await endAll();
});

test('exec names a pod that was seen to run, and refuses one that was not', async () => {
  const exec = (body: object) => api.ask('POST', `${app.production}/exec`, { token: as('developer'), body });
  expect((await exec({ tty: false })).body).toMatchObject({ code: 'no-pod', detail: 'No pod of web runs.' });
  const pod = { name: 'shop-web-1', process: 'web', release: 1, state: 'ready', reason: null, ready: true, restarts: 0, startedAt: new Date().toISOString(), cpuMillicores: null, memoryBytes: null };
  await api.db.environment.update({ where: { id: app.environmentId }, data: { observed: { state: 'live', reason: '', observedAt: new Date().toISOString(), servingRelease: 1, processes: [{ name: 'web', desired: 1, ready: 1, pods: [pod] }] } } });
  expect((await exec({ tty: true })).body).toMatchObject({ kind: 'exec', pod: 'shop-web-1', command: null, attached: true, tty: true });
  expect((await exec({ tty: true, pod: 'another' })).body).toMatchObject({ code: 'no-pod', detail: 'No pod another of this app runs.' });
  await endAll();
});

test('a terminal opens for its maker alone, once, and not for a foreign site', async () => {
  const { name, id } = await attached();
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  expect((await connect(name, {})).refused).toEqual([401, 'unauthenticated']);
  expect((await connect(name, { headers: { origin: 'https://evil.example' } })).refused).toEqual([403, 'cross-site']);
  expect((await connect(name, bearer(as('viewer')))).refused).toEqual([403, 'role-missing']);
  expect((await connect(name, bearer(as('admin')))).refused).toEqual([409, 'wrong-state']);
  expect((await connect('run-absent')).refused).toEqual([404, 'not-found']);
  expect((await api.ask('GET', `${app.production}/runs/${name}/terminal`, { token: as('developer') })).body.code).toBe('upgrade-required');
  const worker = takeQuestion(id);
  const opened = await connect(name);
  expect(opened.refused).toBeNull();
  expect((await connect(name)).refused).toEqual([409, 'wrong-state']);
  (await worker).leave();
});

test('bytes pass in order both ways, and the end closes the terminal', async () => {
  const { name, id } = await attached();
  const working = takeQuestion(id);
  const { socket } = await connect(name);
  const worker = await working;
  const shown = messages(socket!);
  for (const text of ['a', 'b', 'c']) socket!.send(frame(frameTypes.stdin, text));
  for (const text of ['x', 'y']) await worker.say(frame(frameTypes.stdout, text));
  await expect.poll(() => worker.heard.filter((message) => message[0] === frameTypes.stdin).map((message) => Buffer.from(message.subarray(1)).toString())).toEqual(['a', 'b', 'c']);
  const closed = new Promise<number>((resolve) => socket!.once('close', resolve));
  await worker.say(frame(frameTypes.end, JSON.stringify({ exitCode: 3, reason: null })));
  expect(await closed).toBe(1000);
  expect(shown.map((message) => [message[0], message.subarray(1).toString()])).toEqual([[frameTypes.stdout, 'x'], [frameTypes.stdout, 'y'], [frameTypes.end, '{"exitCode":3,"reason":null}']]);
  worker.leave();
});

const endOf = (socket: WebSocket) => new Promise<{ reason: string }>((resolve) => socket.on('message', (data) => (data as Buffer)[0] === frameTypes.end && resolve(JSON.parse((data as Buffer).subarray(1).toString()) as { reason: string })));

test('a lost message, too much input and a closed client each end the session, and the worker is told', async () => {
  const lost = await attached();
  const working = takeQuestion(lost.id);
  const { socket } = await connect(lost.name);
  const worker = await working;
  const end = endOf(socket!);
  await worker.say(frame(frameTypes.stdout, 'a'));
  worker.skip();
  await worker.say(frame(frameTypes.stdout, 'c'));
  expect((await end).reason).toContain('lost');
  await expect.poll(() => worker.heard.some((message) => message[0] === frameTypes.gone)).toBe(true);
  worker.leave();

  const flooding = await attached();
  const floodWorker = takeQuestion(flooding.id);
  const flood = await connect(flooding.name);
  const flooded = await floodWorker;
  const cut = endOf(flood.socket!);
  for (let sent = 0; sent < 2 * terminalWindow; sent += 32 * 1024) flood.socket!.send(frame(frameTypes.stdin, new Uint8Array(32 * 1024)));
  expect((await cut).reason).toContain('more than it may');
  const received = flooded.heard.filter((message) => message[0] === frameTypes.stdin).reduce((total, message) => total + message.length, 0);
  expect(received).toBeLessThan(terminalWindow + 4 * 32 * 1024);
  flooded.leave();

  const leaving = await attached();
  const leftWorker = takeQuestion(leaving.id);
  const leaver = await connect(leaving.name);
  const left = await leftWorker;
  leaver.socket!.terminate();
  await expect.poll(() => left.heard.some((message) => message[0] === frameTypes.gone)).toBe(true);
  left.leave();
  await endAll();
});

test('what the worker has taken makes room for as much', async () => {
  const { name, id } = await attached();
  const working = takeQuestion(id);
  const { socket } = await connect(name);
  const answers = messages(socket!);
  const worker = await working;
  for (let round = 1; round <= 4; round += 1) {
    for (let sent = 0; sent < terminalWindow; sent += 32 * 1024) socket!.send(frame(frameTypes.stdin, new Uint8Array(32 * 1024)));
    await expect.poll(() => worker.heard.filter((message) => message[0] === frameTypes.stdin).length, { timeout: 20_000 }).toBe((round * terminalWindow) / (32 * 1024));
    await worker.say(takenFrame(terminalWindow));
    await expect.poll(() => answers.filter((message) => message[0] === frameTypes.taken).length, { timeout: 20_000 }).toBe(round);
  }
  expect(socket!.readyState).toBe(WebSocket.OPEN);
  worker.leave();
});

test('a member who was removed loses the terminal', { timeout: 60_000 }, async () => {
  const { name, id } = await attached();
  const working = takeQuestion(id);
  const { socket } = await connect(name);
  const worker = await working;
  const beat = setInterval(() => void worker.say(frame(frameTypes.ping)), 2_000);
  const end = endOf(socket!);
  const key = { tenantId_userId: { tenantId: tenant.id, userId: tenant.members.developer.id } };
  await api.db.member.delete({ where: key });
  expect((await end).reason).toContain('You may not be here any more');
  clearInterval(beat);
  worker.leave();
  await api.db.member.create({ data: { tenantId: tenant.id, userId: tenant.members.developer.id, role: 'developer' } });
});

test('a request for an upgrade elsewhere is answered as any other', async () => {
  const answer = await fetch(`${api.url}/v1/me`, { headers: { authorization: `Bearer ${as('viewer')}` } });
  expect(answer.status).toBe(200);
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/v1/nothing-${randomUUID()}`);
  sockets.push(socket);
  const status = await new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
  });
  expect(status).toBe(404);
});
