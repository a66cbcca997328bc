import type { ProcessSettings } from '@berth/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnvironmentSpec } from '../src/app-spec.js';
import { orphans } from '../src/apply/orphans.js';
import { classifyFailure } from '../src/health/classify-failure.js';
import { podState } from '../src/health/pod-health.js';
import { processObjectName, tenantNamespace } from '../src/labels.js';
import { renderEnvironment } from '../src/render/render-environment.js';
import { renderTenant } from '../src/render/render-tenant.js';
import { adminCluster, environmentSpec, eventually, mirrorImage, removeInstallation, tenantSpec, testInstallation } from './on-cluster.js';

const installation = testInstallation();
const cluster = adminCluster(installation);
const namespace = tenantNamespace(installation, 'acme');
const data = { name: 'data', path: '/data', sizeBytes: 2 ** 24 };

let image: string;
beforeAll(async () => {
  image = await mirrorImage('node', '24-slim');
  await cluster.applyAll(renderTenant(tenantSpec(installation, 'acme')));
});
afterAll(async () => {
  await removeInstallation(cluster);
  await cluster.close();
});

/** Writes down when it begins and ends, where it has a volume, and shows what was written. */
const diarist = (name: string): string[] => [
  'node',
  '-e',
  `const fs=require('fs'),has=fs.existsSync('/data');const say=(t)=>has&&fs.appendFileSync('/data/diary',t+' ${name};');say('began');
require('http').createServer((q,s)=>s.end('')).listen(process.env.PORT,()=>console.log(has?fs.readFileSync('/data/diary')+' group '+fs.statSync('/data').gid:'no volume'));process.on('SIGTERM',()=>{say('ended');process.exit(0)})`,
];

function specOf(name: string, version: number, volumes: ProcessSettings['volumes'], changes: Partial<EnvironmentSpec> = {}): EnvironmentSpec {
  const base = environmentSpec(installation, 'acme', image, { release: { id: `rel-${version}`, version }, hosts: [], app: { id: name, slug: name }, environment: { id: `env-${name}`, slug: 'production' }, ...changes });
  return { ...base, processes: [{ ...base.processes[0]!, command: diarist(`v${version}`), drainSeconds: 1, ...(volumes && { volumes }) }] };
}

/** Applies it, waits for its one ready pod, and gives what that wrote at its start. */
async function start(spec: EnvironmentSpec): Promise<string> {
  await cluster.applyAll(renderEnvironment(spec));
  await cluster.setReplicas({ kind: 'Deployment', namespace, name: processObjectName(spec, 'web') }, 1);
  const pod = await eventually(`v${spec.release.version} is ready alone`, 90, async () => {
    const { pods } = await cluster.readRollout({ namespace, environmentId: spec.environment.id, process: 'web' });
    const [only, ...others] = pods;
    return others.length === 0 && only?.metadata?.labels?.['berth.dev/release'] === `v${spec.release.version}` && podState(only, new Date()).ready ? only : null;
  });
  const [line] = await cluster.readLogs({ namespace, pod: pod.metadata!.name!, container: 'web' });
  return line!.text;
}

test('a process that gets a volume, keeps it through a version and loses it again: the old pod ends before the new one begins, and the claim stays', async () => {
  expect(await start(specOf('store', 1, undefined))).toBe('no volume');
  expect(await start(specOf('store', 2, [data]))).toBe('began v2; group 2000');
  expect(await start(specOf('store', 3, [data]))).toBe('began v2;ended v2;began v3; group 2000');

  const [grown] = (await cluster.dryRun(renderEnvironment(specOf('store', 3, [{ ...data, sizeBytes: 2 ** 25 }])))).filter(({ ref }) => ref.kind === 'PersistentVolumeClaim');
  expect(grown).toMatchObject({ action: 'refused', refusal: { retryable: false } });

  const bare = specOf('store', 4, undefined);
  expect(await start(bare)).toBe('no volume');
  const live = await cluster.listOwned({ scope: 'environment', installation, namespace, environmentId: 'env-store' });
  expect(live.filter(({ kind }) => kind === 'PersistentVolumeClaim')).toHaveLength(1);
  expect(orphans(renderEnvironment(bare), live, () => false).map(({ kind }) => kind)).toEqual([]);
  expect(await start(specOf('store', 5, [data]))).toBe('began v2;ended v2;began v3;ended v3;began v5; group 2000');
});

test('a volume that the cluster does not make is named with its claim', async () => {
  const spec = specOf('stuck', 1, [data], { storageClass: 'nobody-makes-it' });
  await cluster.applyAll(renderEnvironment(spec));
  await cluster.setReplicas({ kind: 'Deployment', namespace, name: processObjectName(spec, 'web') }, 1);
  const failure = await eventually('the cause is known', 60, async () => classifyFailure({ ...(await cluster.readRollout({ namespace, environmentId: 'env-stuck', process: 'web' })), now: new Date(), port: 8080, sockets: {} }));
  expect(failure).toMatchObject({ class: 'volume-unavailable', message: expect.stringMatching(/^A volume is not there: .*PersistentVolumeClaim/i) });
  expect(failure.evidence).not.toEqual([]);
});
