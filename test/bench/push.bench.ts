import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { berthJson, sampleApp, urlOf } from '../real-services/installation.js';
import { packFolder, uploadSource } from '../real-services/sources.js';
import { BuilderByHand } from './build-by-hand.js';
import { changeSource } from './change-source.js';
import { reportPaired } from './report.js';
import { berthDone, ByHand, imageOf, pause, removeBoth, timeTo200 } from './side-by-side.js';

const app = 'bench';
const baseline = '`buildctl build` on the same builder, then `kubectl apply`';
const { folder, remove } = sampleApp('hello-node');
const byHand = sampleApp('hello-node');
let copy: ByHand | undefined;
let builder: BuilderByHand;
let dockerfile = '';

/** Makes the manifest another one, so that dependencies are installed anew. */
const changeDependencies = (where: string) =>
  writeFileSync(join(where, 'package.json'), JSON.stringify({ name: 'hello-node', version: '1.0.0', description: randomUUID(), private: true, type: 'module', scripts: { start: 'node server.js' }, dependencies: { hono: '4.13.19', '@hono/node-server': '2.1.8' }, engines: { node: '>=22' } }));
const buildAndApply = async () => copy!.apply(await builder.build(byHand.folder, dockerfile));

beforeAll(async () => {
  changeSource(folder);
  await berthDone(['deploy', '--app', app], folder);
  dockerfile = (await uploadSource(app, await packFolder(folder))).detected.dockerfile!;
  builder = await BuilderByHand.open(await imageOf(app));
  copy = await ByHand.copyOf(app);
});

afterAll(async () => {
  for (const one of [remove, byHand.remove, () => builder.remove()]) one();
  await removeBoth(app, copy);
});

async function pushPaired(id: string, what: string, pairs: number, before: (where: string) => Promise<unknown> | void): Promise<void> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    await before(byHand.folder);
    const theirText = changeSource(byHand.folder);
    theirs.push(await timeTo200(buildAndApply, copy!.url, theirText, 240));
    await pause();
    await before(folder);
    const text = changeSource(folder);
    ours.push(await timeTo200(() => berthDone(['deploy', '--app', app], folder), urlOf(app), text, 240));
    await pause();
  }
  reportPaired({ id, what, baseline, unit: 'ms', ours, theirs });
}

const pairs = Number(process.env.PAIRS ?? 20);
const coldPairs = Math.min(pairs, 5); // each empties the builder's cache twice

test('D2: source changed', () => pushPaired('D2-source', '`berth deploy` of a changed source to its first 200', pairs, () => {}));
test('D2: dependency changed', () => pushPaired('D2-dependency', '`berth deploy` of changed dependencies to the first 200', pairs, changeDependencies));
test('D2: cold', () => pushPaired('D2-cold', '`berth deploy` to the first 200, with the builder’s cache emptied', coldPairs, () => builder.prune()));

test('D2: nothing changed: until it is known that there is nothing to build', async () => {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const started = performance.now();
    await builder.build(byHand.folder, dockerfile);
    theirs.push(performance.now() - started);
    const pushed = Date.now();
    const { steps } = await berthJson<{ steps: { name: string; state: string; finishedAt: string }[] }>(['deploy', '--app', app], { cwd: folder });
    const build = steps.find(({ name }) => name === 'build')!;
    if (build.state !== 'skipped') throw new Error(`the same source was built again: ${JSON.stringify(build)}`);
    ours.push(Date.parse(build.finishedAt) - pushed);
  }
  reportPaired({ id: 'D2-nothing', what: '`berth deploy` of a source that was built before, until its build step is skipped', baseline: '`buildctl build` with everything cached', unit: 'ms', ours, theirs });
});
