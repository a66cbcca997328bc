import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { KubernetesObject } from '@kubernetes/client-node';
import { afterAll, beforeAll, test } from 'vitest';
import { apps, core, namespaceOf } from '../real-services/cluster.js';
import { berth, deleteApp, get, installation, sampleApp, until, urlOf } from '../real-services/installation.js';
import { reportPaired } from './report.js';

const app = 'bench';
const byHand = 'byhand';
const pairs = Number(process.env.PAIRS ?? 20);
const namespace = namespaceOf('acme');
const images: string[] = [];

const pollUntil = async (url: string, text: string) => {
  await until(`${text} at ${url}`, 60, async () => {
    const answer = await get(url, { signal: AbortSignal.timeout(2_000) });
    return answer.status === 200 && answer.text.includes(text) ? true : undefined;
  }, 20);
};
const timed = async (change: Promise<unknown>, url: string, text: string) => {
  const started = performance.now();
  await Promise.all([change, pollUntil(url, text).then(() => (took = performance.now() - started))]);
  return took;
};
let took = 0;

/** The objects that Berth made for the app, renamed, as plain Kubernetes YAML (JSON is YAML) for kubectl. */
let manifests: KubernetesObject[] = [];
const applyByHand = async (image: string) => {
  const list = { apiVersion: 'v1', kind: 'List', items: structuredClone(manifests) as any[] };
  for (const item of list.items) if (item.kind === 'Deployment') item.spec.template.spec.containers[0].image = image;
  const child = promisify(execFile)('kubectl', ['apply', '-f', '-'], { env: { ...process.env, KUBECONFIG: installation.KUBECONFIG } });
  child.child.stdin!.end(JSON.stringify(list));
  await child;
};

beforeAll(async () => {
  for (const message of ['even', 'odd']) {
    const source = sampleApp('hello-node', { 'server.js': `require('node:http').createServer((_, r) => r.end('${message}')).listen(process.env.PORT);process.on('SIGTERM', () => process.exit(0));` , 'package.json': JSON.stringify({ name: 'bench', scripts: { start: 'node server.js' } }) });
    const built = await berth(['deploy', '--app', app], { cwd: source.folder });
    source.remove();
    if (built.code !== 0) throw new Error(built.stdout + built.stderr);
    const { items } = await apps.listNamespacedDeployment({ namespace, labelSelector: `berth.dev/app=${app}` });
    images.push(items[0]!.spec!.template.spec!.containers[0]!.image!);
  }
  const [deployment] = (await apps.listNamespacedDeployment({ namespace, labelSelector: `berth.dev/app=${app}` })).items;
  const [service] = (await core.listNamespacedService({ namespace, labelSelector: `berth.dev/app=${app}` })).items;
  const labels = { app: byHand }; // none of Berth's own, or its Service would choose these pods too
  const { template, ...spec } = deployment!.spec!;
  const pod = { ...template.spec!, topologySpreadConstraints: template.spec!.topologySpreadConstraints?.map((one) => ({ ...one, labelSelector: { matchLabels: labels }, matchLabelKeys: undefined })) };
  const port = service!.spec!.ports![0]!;
  const metadata = { name: byHand, namespace };
  const host = new URL(urlOf(byHand)).hostname;
  manifests = [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { ...spec, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } } } as KubernetesObject,
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: port.port, targetPort: port.targetPort }] } } as KubernetesObject,
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: { ingressClassName: 'traefik', rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: byHand, port: { number: port.port } } } }] } }] } } as KubernetesObject,
  ];
  await applyByHand(images[1]!);
  await pollUntil(urlOf(byHand), 'odd');
});

afterAll(async () => {
  const child = promisify(execFile)('kubectl', ['delete', '--ignore-not-found', '-f', '-'], { env: { ...process.env, KUBECONFIG: installation.KUBECONFIG } });
  child.child.stdin!.end(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }));
  await child;
  await deleteApp(app);
});

test('D1: image in the cluster’s registry to the first 200 of the new version', { timeout: 3_600_000 }, async () => {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const image = images[pair % 2]!;
    const text = pair % 2 === 0 ? 'even' : 'odd';
    theirs.push(await timed(applyByHand(image), urlOf(byHand), text));
    ours.push(await timed(berth(['deploy', '--image', image, '--app', app]), urlOf(app), text));
    await new Promise((done) => setTimeout(done, 1_000));
  }
  reportPaired({ id: 'D1', what: '`berth deploy --image` to the first 200 of the new version', baseline: '`kubectl apply` of the same objects', unit: 'ms', ours, theirs });
});
