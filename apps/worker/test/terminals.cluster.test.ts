import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { frame, frameTypes, longestFrame, NumberedReader, numbered, redisNames, SendWindow, takenCount, takenFrame, terminalEndSchema, type FrameType, type LiveAnswer, type TerminalEnd } from '@berth/domain';
import { labels, tenantNamespace } from '@berth/k8s-adapter';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningWorker } from '../src/start-worker.js';
import { installOnCluster, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let app: TestApp;
let worker: RunningWorker;
const clients: Client[] = [];
const tiny = { ...small, memoryRequestBytes: 32 * 2 ** 20, memoryLimitBytes: 128 * 2 ** 20 };

beforeAll(async () => {
  installation = await installOnCluster();
  worker = await installation.start();
  const tenant = await installation.tenant('acme');
  app = await installation.app(tenant.id, 'shop');
  const deployment = await app.ended(await app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server('one'), size: small, scale: { min: 1, max: 1 } }] }));
  expect(deployment).toMatchObject({ state: 'live', failure: null });
});
afterAll(async () => {
  for (const client of clients) client.leave();
  await installation?.end();
});

interface NewRun {
  kind?: 'run' | 'exec';
  command: string[] | null;
  pod?: string;
  attached?: boolean;
  tty?: boolean;
  timeoutSeconds?: number;
  size?: object;
}
/** A run as the API makes one. */
async function newRun({ kind = 'run', command, pod, attached = true, tty = false, timeoutSeconds = 300, size = tiny }: NewRun): Promise<string> {
  const environment = await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } });
  const row = await installation.db.run.create({
    data: { tenantId: app.tenantId, environmentId: app.environmentId, name: `${kind}-${randomBytes(3).toString('hex')}`, kind, ...(command && { command }), process: 'web', pod: pod ?? null, releaseId: environment.liveReleaseId!, size, attached, tty, timeoutSeconds, userId: 'u', createdBy: 'ann@acme.test', ...(attached && { openedAt: new Date() }) },
  });
  return row.id;
}
const runOf = (id: string) => installation.db.run.findUniqueOrThrow({ where: { id } });
const podsOf = (id: string) => installation.cluster.list('Pod', { namespace: tenantNamespace(installation.env.namespacePrefix, 'acme'), labelSelector: `${labels.runId}=${id}` });
const gone = (id: string, ms = 60_000): Promise<void> => until(ms, 'the run’s pod is gone', async () => (await podsOf(id)).length === 0 && (await runOf(id)).removedAt !== null);

/** The API's end of a terminal, over the real Redis. */
class Client {
  readonly out: Buffer[] = [];
  readonly errors: Buffer[] = [];
  readonly ended: Promise<TerminalEnd>;
  /** What is taken is said at once, unless this is off. */
  takes = true;
  private readonly listener = new Redis(installation.env.redisUrl);
  private readonly window = new SendWindow();
  private readonly reader = new NumberedReader();
  private number = 0;
  private end!: (end: TerminalEnd) => void;
  private readonly beat = setInterval(() => this.send(frameTypes.ping), 3_000);

  private constructor(private readonly runId: string) {
    this.ended = new Promise((resolve) => (this.end = resolve));
    this.listener.on('messageBuffer', (_channel: Buffer, message: Buffer) => this.hear(message));
    clients.push(this);
  }

  static async open(runId: string): Promise<Client> {
    const client = new Client(runId);
    const { env, redis } = installation;
    await client.listener.subscribe(redisNames.terminalOutput(env.installation, runId), redisNames.answers(env.installation));
    const id = randomUUID();
    const answered = new Promise<LiveAnswer>((resolve) => {
      client.listener.on('message', (_channel: string, text: string) => text.startsWith('{') && (JSON.parse(text) as LiveAnswer).id === id && resolve(JSON.parse(text) as LiveAnswer));
    });
    await redis.lpush(redisNames.questions(env.installation), JSON.stringify({ kind: 'terminal', id, tenantId: app.tenantId, environmentId: app.environmentId, runId, expiresAt: Date.now() + 10_000 }));
    expect(await answered).toMatchObject({ ok: true });
    return client;
  }

  get text(): string {
    return Buffer.concat(this.out).toString();
  }
  shows(text: RegExp): Promise<void> {
    return until(60_000, `the terminal shows ${text}`, async () => text.test(this.text));
  }
  send(type: FrameType, payload: Uint8Array | string = ''): void {
    this.publish(frame(type, payload));
  }
  type(text: string): void {
    this.send(frameTypes.stdin, text);
  }
  async give(bytes: Buffer): Promise<void> {
    for (let start = 0; start < bytes.length; start += longestFrame) {
      await this.window.room();
      const piece = bytes.subarray(start, start + longestFrame);
      this.window.sent(piece.length);
      this.send(frameTypes.stdin, piece);
    }
    this.send(frameTypes.stdinEnd);
  }
  /** Without a word, as when the API is killed. */
  leave(): void {
    clearInterval(this.beat);
    this.window.close();
    this.listener.disconnect();
  }

  private hear(whole: Buffer): void {
    if (whole[0] === 0x7b) return; // an answer
    const message = this.reader.read(whole);
    if (message === null) throw new Error('a message was lost');
    const payload = Buffer.from(message.subarray(1));
    if (message[0] === frameTypes.taken) this.window.taken(takenCount(payload));
    if (message[0] === frameTypes.end) {
      this.end(terminalEndSchema.parse(JSON.parse(payload.toString())));
      this.leave();
    }
    if (message[0] !== frameTypes.stdout && message[0] !== frameTypes.stderr) return;
    (message[0] === frameTypes.stdout ? this.out : this.errors).push(payload);
    if (this.takes) this.publish(takenFrame(payload.length));
  }
  private publish(message: Uint8Array): void {
    void installation.redis.publish(redisNames.terminalInput(installation.env.installation, this.runId), Buffer.from(numbered(this.number++, message)));
  }
}
const open = async (run: NewRun): Promise<{ id: string; client: Client }> => {
  const id = await newRun(run);
  return { id, client: await Client.open(id) };
};

test('a short run loses none of its output, and its exit code is told; a program that is not there is told in words', async () => {
  const { id, client } = await open({ command: ['sh', '-c', 'echo from $BERTH_PROCESS $BERTH_RELEASE; exit 3'] });
  expect(await client.ended).toEqual({ exitCode: 3, reason: null });
  expect(client.text).toBe('from web v1\n');
  expect(await runOf(id)).toMatchObject({ state: 'failed', exitCode: 3 });
  const absent = await open({ command: ['nosuchprogram'] });
  expect(await absent.client.ended).toMatchObject({ exitCode: 127, reason: expect.stringContaining('nosuchprogram') });
});

test('five megabytes go in and come back as they were, and the end of the input is told', async () => {
  const bytes = randomBytes(5 * 2 ** 20);
  const { client } = await open({ command: ['cat'] });
  const began = performance.now();
  await client.give(bytes);
  expect(await client.ended).toEqual({ exitCode: 0, reason: null });
  process.stdout.write(`5 MiB through a run: ${Math.round(performance.now() - began)} ms\n`);
  expect(Buffer.concat(client.out).length).toBe(bytes.length);
  expect(createHash('sha256').update(Buffer.concat(client.out)).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('a terminal has its size, hears of a new one, and Ctrl-C goes to the program', async () => {
  const { client } = await open({ command: ['bash'], tty: true });
  client.send(frameTypes.resize, JSON.stringify({ columns: 101, rows: 41 }));
  client.type('\r'); // a prompt that came before the terminal was attached is in no log
  await client.shows(/[#$] $/);
  client.type('stty size\r');
  await client.shows(/41 101/);
  client.send(frameTypes.resize, JSON.stringify({ columns: 90, rows: 33 }));
  client.type('stty size\r');
  await client.shows(/33 90/);
  client.type('echo wait""ing; sleep 100\r');
  await client.shows(/waiting/);
  client.type('\x03');
  client.type('echo code $?\r');
  await client.shows(/code 130/);
  client.type('exit 7\r');
  expect(await client.ended).toEqual({ exitCode: 7, reason: null });
});

test('a run whose client closes, or says nothing any more, is ended, and its pod goes', async () => {
  const closed = await open({ command: ['sh', '-c', 'echo here; sleep 600'] });
  await closed.client.shows(/here/);
  closed.client.send(frameTypes.gone, 'Its terminal was closed.');
  await gone(closed.id);
  expect(await runOf(closed.id)).toMatchObject({ state: 'stopped', reason: 'Its terminal was closed.' });
  const silent = await open({ command: ['sh', '-c', 'echo here; sleep 600'] });
  await silent.client.shows(/here/);
  silent.client.leave();
  await gone(silent.id);
  expect(await runOf(silent.id)).toMatchObject({ state: 'stopped', reason: 'The connection to its terminal was lost.' });
});

test('exec runs in the pod that serves; streams stay apart; a shell is found, a lack of it is told', async () => {
  const pod = (await installation.cluster.list('Pod', { namespace: tenantNamespace(installation.env.namespacePrefix, 'acme'), labelSelector: `${labels.process}=web` }))[0]!.metadata.name;
  const { id, client } = await open({ kind: 'exec', pod, command: ['sh', '-c', 'cat /etc/hostname; echo apart >&2; exit 4'] });
  expect(await client.ended).toEqual({ exitCode: 4, reason: null });
  expect([client.text, Buffer.concat(client.errors).toString()]).toEqual([`${pod}\n`, 'apart\n']);
  expect(await runOf(id)).toMatchObject({ state: 'failed', exitCode: 4, pod });
  const shell = await open({ kind: 'exec', pod, command: null, tty: true });
  await shell.client.shows(/[#$] $/);
  shell.client.type('exit 5\r');
  expect(await shell.client.ended).toEqual({ exitCode: 5, reason: null });
  const absent = await open({ kind: 'exec', pod, command: ['nosuchprogram'] });
  expect(await absent.client.ended).toEqual({ exitCode: 127, reason: 'nosuchprogram cannot be started: the image has no such program.' });
});

test('a flood that nobody takes stops, and costs the worker no memory', async () => {
  const pod = (await installation.cluster.list('Pod', { namespace: tenantNamespace(installation.env.namespacePrefix, 'acme'), labelSelector: `${labels.process}=web` }))[0]!.metadata.name;
  const { client } = await open({ kind: 'exec', pod, command: ['cat', '/dev/zero'] });
  await until(30_000, '30 MiB', async () => client.out.reduce((sum, part) => sum + part.length, 0) > 30 * 2 ** 20);
  client.takes = false;
  client.out.length = 0;
  const before = process.memoryUsage().rss;
  await new Promise((resolve) => setTimeout(resolve, 3_000)); // the measurement: how much comes within this time
  const received = client.out.reduce((sum, part) => sum + part.length, 0);
  const grown = process.memoryUsage().rss - before;
  process.stdout.write(`a flood that is not taken: ${received} bytes received, ${Math.round(grown / 2 ** 20)} MiB more memory\n`);
  expect(received).toBeLessThanOrEqual(300 * 1024);
  expect(grown).toBeLessThan(64 * 2 ** 20);
  client.send(frameTypes.gone, 'enough');
});

test('a detached run ends when its time is over and when it is told to, and its lines are kept', async () => {
  const late = await newRun({ command: ['sleep', '600'], attached: false, timeoutSeconds: 2 });
  const stopped = await newRun({ command: ['sh', '-c', 'echo kept line; sleep 600'], attached: false });
  await until(60_000, 'it runs', async () => (await runOf(stopped)).state === 'running');
  await until(60_000, 'its time is over', async () => (await runOf(late)).state === 'stopped');
  expect((await runOf(late)).reason).toBe('It ran longer than its 2 s.');
  await installation.db.run.update({ where: { id: stopped }, data: { stopRequestedAt: new Date(), stopReason: 'Stopped by ann@acme.test.' } });
  await gone(stopped);
  const { name } = await runOf(stopped);
  expect((await installation.db.podLog.findFirst({ where: { process: name } }))?.lines).toMatch(/^\d{4}-\S+Z kept line$/);
});

test('what the cluster has no room for is refused with the numbers', async () => {
  const id = await newRun({ command: ['true'], attached: false, size: { cpuRequestMillicores: 5_000, memoryRequestBytes: 2 ** 26, memoryLimitBytes: 2 ** 27 } });
  await until(30_000, 'it is refused', async () => (await runOf(id)).state === 'failed');
  expect((await runOf(id)).reason).toMatch(/^The tenant’s budget has no room for it: requested: .*cpu=5.*limited: /);
});

test('a worker that dies leaves no orphan: another one ends the run', async () => {
  const { id, client } = await open({ command: ['sh', '-c', 'echo here; sleep 600'] });
  await client.shows(/here/);
  await worker.stop();
  worker = await installation.start({ workerId: 'second' });
  await gone(id, 90_000);
  expect((await runOf(id)).state).toBe('stopped');
});

test('the suspension of its tenant ends a run', async () => {
  const { id, client } = await open({ command: ['sleep', '600'] });
  await until(60_000, 'it runs', async () => (await runOf(id)).state === 'running');
  await installation.changeTenant(app.tenantId, { state: 'suspended' });
  expect(await client.ended).toEqual({ exitCode: null, reason: 'The tenant is suspended.' });
  await gone(id);
});
