import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { readyPods } from '../real-services/cluster.js';
import { berth, berthJson, deleteApp, get, sampleApp, until, urlOf } from '../real-services/installation.js';

const app = 'begun';
const folders: string[] = [];
const server = `const { writeFileSync } = require('node:fs');
require('node:http').createServer((request, response) => {
  if (request.url === '/crash') { writeFileSync('/dev/termination-log', 'the disk is full, says ' + process.env.SHOP_KEY); process.exit(3); }
  response.end(process.env.BERTH_RELEASE);
}).listen(process.env.PORT);
process.once('SIGTERM', () => process.exit(0));`;
const berthFile = `processes:
  web: {command: node server.js, replicas: 1, resources: tiny, init: [node prepare.js], drain: 3s, stop: 'true'}
  idle: {command: sleep 3600, resources: nano}
rollout: {minReadySeconds: 1}
`;

/** A small Node.js app whose step before the start is `prepare`. */
function deploy(prepare: string, flags: string[] = []) {
  const { folder } = sampleApp('hello-static', { 'package.json': JSON.stringify({ name: app, version: '1.0.0' }), 'server.js': server, 'prepare.js': prepare, 'berth.yaml': berthFile });
  folders.push(folder);
  return berth(['deploy', '--app', app, ...flags], { cwd: folder });
}

interface Ps {
  items: { name: string; size: { memoryLimitBytes: number }; pods: { name: string; ready: boolean; restarts: number; lastExit?: { reason: string; exitCode: number; message: string | null } }[] }[];
}

afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await deleteApp(app);
});

test('berth.yaml gives steps before the start, a stop command and the smallest size; the steps have run when the app is live', async () => {
  expect((await berth(['apps', 'create', app])).code).toBe(0);
  expect((await berth(['secrets', 'set', 'SHOP_KEY', '--no-deploy', '--app', app], { input: 'hush-hush-7' })).code).toBe(0);
  const result = await deploy("console.log('prepared')");
  expect(result.code, result.stderr).toBe(0);
  expect(result.stderr).toContain("berth.yaml: process web: node server.js, 1 pod, 10m CPU, 128Mi memory, node prepare.js before each start, true before it ends");
  const pods = await until('both processes', 60, async () => ((pods) => (pods.length === 2 ? pods : undefined))(await readyPods('acme', app)));
  const web = pods.find(({ metadata }) => metadata?.labels?.['berth.dev/process'] === 'web');
  expect(web?.status?.initContainerStatuses).toMatchObject([{ name: 'init-1', state: { terminated: { exitCode: 0 } } }]);
  expect((await berthJson<Ps>(['ps', '--app', app])).items.map(({ name, size }) => [name, size.memoryLimitBytes / 2 ** 20])).toEqual([['web', 128], ['idle', 64]]);
});

test('after a crash `berth ps` says how the process ended and its last word, without the secret in it', async () => {
  await get(`${urlOf(app)}crash`).catch(() => {});
  const pod = await until('a restart', 60, async () => (await berthJson<Ps>(['ps', '--app', app])).items[0]?.pods.find(({ ready, restarts }) => ready && restarts > 0), 500);
  expect(pod.lastExit).toMatchObject({ reason: 'exit code 3', exitCode: 3, message: 'the disk is full, says ••••••' });
  const { stdout } = await berth(['ps', '--app', app]);
  expect(stdout).toMatch(new RegExp(`${pod.name} ended \\d+ \\w+ ago: exit code 3\n {2}the disk is full, says ••••••`));
});

test('a step that fails ends the deployment, says so, and keeps its lines; the version before serves on', async () => {
  const failed = await deploy("console.log('no database'); process.exit(4)", ['--json']);
  expect(failed.code).toBe(1);
  expect(JSON.parse(failed.stdout)).toMatchObject({ state: 'failed', failure: { class: 'init-failed', message: 'The step `node prepare.js` before the start ended with exit code 4. It last said: no database', lastLines: ['no database'] } });
  expect((await get(urlOf(app))).text).toBe('v1');
  expect((await berth(['logs', '--previous', '--app', app])).stdout).toContain('no database');
});
