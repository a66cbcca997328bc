import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConstantLoad } from '../real-services/constant-load.js';
import { api, berth, berthJson, deleteApp, get, until, urlOf } from '../real-services/installation.js';
import { startProcess, stopProcess } from '../real-services/processes.js';

const app = 'tried';
const environment = `/v1/tenants/acme/apps/${app}/environments/production`;
const url = urlOf(app);
const size = { cpuRequestMillicores: 10, memoryRequestBytes: 64 * 2 ** 20, memoryLimitBytes: 128 * 2 ** 20 };
const end = "process.on('SIGTERM',()=>{s.close(()=>process.exit(0));s.closeIdleConnections()})";
const serving = (text: string) => `const s=require('http').createServer((q,r)=>r.end(${JSON.stringify(text)}));s.listen(process.env.PORT);${end}`;

async function deploy(program: string, rollout?: object): Promise<string> {
  const processes = [{ name: 'web', command: ['node', '-e', program], minReadySeconds: 1, size, scale: { min: 1, max: 1 } }];
  const { status, body } = await api('POST', `${environment}/deployments`, { image: 'registry.registry.svc:5000/mirror/library/node:24-slim', processes, ...(rollout && { rollout }) });
  expect(status, JSON.stringify(body)).toBe(202);
  return body.id;
}
const read = async (id: string) => (await api('GET', `${environment}/deployments/${id}`)).body;
const ended = (id: string) => until('the deployment’s end', 150, async () => {
  const deployment = await read(id);
  return deployment.finishedAt === null ? undefined : deployment;
});
/** The rollout once it holds a stage. */
const holding = (id: string, stage = 0) => until(`stage ${stage}`, 90, async () => {
  const deployment = await read(id);
  if (deployment.finishedAt !== null) throw new Error(JSON.stringify(deployment.failure));
  return deployment.rollout?.phase === 'holding' && deployment.rollout.stage === stage ? deployment.rollout : undefined;
});
const stepOf = (deployment: any, name: string) => deployment.steps.find((step: { name: string }) => step.name === name);
const pods = async () => (await api('GET', `${environment}/processes`)).body.items[0].pods as { release: number; track?: string }[];
const onlyStable = () => until('the candidate is gone', 60, async () => ((await pods()).every(({ track }) => track === undefined) ? true : undefined));

beforeAll(async () => {
  await api('POST', '/v1/tenants/acme/apps', { name: app });
  expect(await ended(await deploy(serving('first')))).toMatchObject({ state: 'live', rollout: null });
});

afterAll(() => deleteApp(app));

test('staged: one pod shares the requests for its time, then all are new; no request fails', async () => {
  const load = startConstantLoad(url);
  const id = await deploy(serving('second'), { strategy: 'staged', watchSeconds: 4 });
  const rollout = await holding(id);
  expect(rollout).toMatchObject({ strategy: 'staged', sharing: 'pods', stages: [{ pods: 1, seconds: 4 }], paused: false });
  expect((await get(rollout.previewUrl)).text).toBe('second');
  await until('answers of both', 20, async () => (load.answers.has('first') && load.answers.has('second') ? true : undefined), 20);
  const deployment = await ended(id);
  const report = await load.stop();
  expect(deployment, JSON.stringify(deployment.failure)).toMatchObject({ state: 'live', rollout: { phase: 'passed' } });
  expect(stepOf(deployment, 'tryOut')).toMatchObject({ state: 'done', detail: 'one pod stood beside the others' });
  expect(report.failed).toEqual([]);
  expect(report.perSecond).toBeGreaterThanOrEqual(50);
  expect((await get(url)).text).toBe('second');
  await onlyStable();
});

test('staged: a version that crashes while it is watched is taken away, and what served was never touched', async () => {
  const before = (await pods()).map((pod) => JSON.stringify(pod.release));
  const deployment = await ended(await deploy(`${serving('third')};setTimeout(()=>{console.error('no more');process.exit(3)},6000)`, { strategy: 'staged', watchSeconds: 60 }));
  expect(deployment).toMatchObject({ state: 'failed', failure: { class: 'crash', step: 'tryOut', lastLines: ['no more'] } });
  expect(stepOf(deployment, 'apply').state).toBe('pending');
  await onlyStable();
  expect((await pods()).map((pod) => JSON.stringify(pod.release))).toEqual(before);
  expect((await get(url)).text).toBe('second');
});

test('a paused stage lasts, also over a worker restart; resumed it goes on; an abort takes it back', async () => {
  const id = await deploy(serving('fourth'), { strategy: 'staged', watchSeconds: 120 });
  await holding(id);
  const paused = await berth(['rollout', 'pause', '--app', app]);
  expect(paused.code, paused.stderr).toBe(0);
  const seen = () => until('the pause is seen', 60, async () => (stepOf(await read(id), 'tryOut').detail === 'one pod is watched, paused' ? true : undefined));
  await seen();
  await stopProcess('worker');
  const before = await read(id);
  const { rollout } = before;
  startProcess('worker');
  await until('another worker has it', 60, async () => (stepOf(await read(id), 'tryOut').startedAt !== stepOf(before, 'tryOut').startedAt ? true : undefined));
  await seen();
  expect((await berth(['rollout', 'status', '--app', app])).stdout).toContain('(paused)');
  expect(await read(id)).toMatchObject({ state: 'running', rollout: { phase: 'holding', paused: true, secondsLeft: rollout.secondsLeft } });
  await berth(['rollout', 'resume', '--app', app]);
  await until('time goes on', 30, async () => ((await read(id)).rollout.secondsLeft < rollout.secondsLeft ? true : undefined));
  await berth(['rollout', 'continue', '--app', app]);
  expect(await ended(id)).toMatchObject({ state: 'live' });
  expect((await get(url)).text).toBe('fourth');
  const late = await api('POST', `${environment}/deployments/${id}/pause`);
  expect(late).toMatchObject({ status: 409, body: { code: 'wrong-state' } });

  const aborted = await deploy(serving('fifth'), { strategy: 'staged', watchSeconds: 600 });
  await holding(aborted);
  expect((await berth(['rollout', 'abort', '--app', app])).code).toBe(0);
  expect(await ended(aborted)).toMatchObject({ state: 'cancelled' });
  await onlyStable();
  expect((await get(url)).text).toBe('fourth');
});

test('blue-green by hand: a preview first, then all requests at once, back at once, and over again to the end; no request fails', async () => {
  const load = startConstantLoad(url);
  const rollout = { strategy: 'blue-green', switch: 'manual', keepSeconds: 600 };
  const id = await deploy(serving('green'), rollout);
  const { previewUrl } = await holding(id);
  expect((await get(previewUrl)).text).toBe('green');
  expect((await get(url)).text).toBe('fourth');
  expect((await berthJson(['rollout', 'continue', '--app', app])).number).toBeGreaterThan(1);
  await holding(id, 1);
  await until('green serves', 10, async () => ((await get(url)).text === 'green' ? true : undefined));
  await berth(['rollout', 'abort', '--app', app]);
  await until('the version before serves again', 10, async () => ((await get(url)).text === 'fourth' ? true : undefined), 50);
  expect(await ended(id)).toMatchObject({ state: 'cancelled' });
  const again = await deploy(serving('green'), { ...rollout, switch: 'auto', keepSeconds: 3 });
  expect(await ended(again)).toMatchObject({ state: 'live' });
  const report = await load.stop();
  expect(report.failed).toEqual([]);
  expect(report.perSecond).toBeGreaterThanOrEqual(50);
  expect((await get(url)).text).toBe('green');
});

test('canary: a growing share of the requests, measured apart, then all; no request fails', async () => {
  const load = startConstantLoad(url);
  const id = await deploy(serving('canary'), { strategy: 'canary', steps: [{ weight: 20, seconds: 12 }, { weight: 50, seconds: 4 }] });
  const first = await holding(id);
  expect(first).toMatchObject({ sharing: 'weight', stages: [{ percent: 20, pods: 1 }, { percent: 50, pods: 1 }] });
  const before = { green: load.answers.get('green')!, canary: load.answers.get('canary') ?? 0 };
  await holding(id, 1);
  const [green, canary] = [load.answers.get('green')! - before.green, load.answers.get('canary')! - before.canary];
  expect(canary / (green + canary), `${canary} of ${green + canary}`).toBeGreaterThan(0.1);
  expect(canary / (green + canary), `${canary} of ${green + canary}`).toBeLessThan(0.35);
  const deployment = await ended(id);
  const report = await load.stop();
  expect(deployment, JSON.stringify(deployment.failure)).toMatchObject({ state: 'live' });
  expect(stepOf(deployment, 'tryOut').detail).toBe('20 %, 50 % of requests');
  expect(report.failed).toEqual([]);
  expect(report.perSecond).toBeGreaterThanOrEqual(50);
  await onlyStable();
});

test('canary: a version that answers 500 to some is ended by its gate, with the figures, and gets no more requests', async () => {
  const load = startConstantLoad(url);
  const id = await deploy(`let n=0;const s=require('http').createServer((q,r)=>{r.statusCode=++n>30&&n%2?500:200;r.end('faulty')});s.listen(process.env.PORT);${end}`, { strategy: 'canary', steps: [{ weight: 50, seconds: 120 }], gates: { errorPercent: 5 } });
  const deployment = await ended(id);
  await onlyStable();
  const failed = load.failed.length;
  await new Promise((done) => setTimeout(done, 3_000));
  expect(load.failed.length).toBe(failed);
  const report = await load.stop();
  expect(deployment).toMatchObject({ state: 'failed', failure: { class: 'gate-failed', step: 'tryOut', message: expect.stringMatching(/% of \d+ requests to the new version were answered 500 or above; the gate is 5 %/), evidence: [expect.stringContaining('at 50 %')] } });
  expect(report.failed.every((text) => text.includes('500'))).toBe(true);
  expect((await get(url)).text).toBe('canary');
});
