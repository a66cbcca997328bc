import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { KubernetesObject } from '@kubernetes/client-node';
import { apps, core, namespaceOf } from '../real-services/cluster.js';
import { berth, deleteApp, get, installation, sampleApp, until, urlOf } from '../real-services/installation.js';

const byHand = 'byhand';

const environment = { ...process.env, KUBECONFIG: installation.KUBECONFIG };

/** kubectl as a person would use it; `input` is given to it on its standard input. */
async function kubectl(args: string[], input = ''): Promise<string> {
  const running = promisify(execFile)('kubectl', args, { env: environment });
  running.child.stdin!.end(input);
  return (await running).stdout;
}

/** Until the URL's answer is 200 and has the text in it. */
export async function answers(url: string, text: string, seconds = 60, everyMs = 20): Promise<void> {
  await until(`${text} at ${url}`, seconds, async () => {
    const answer = await get(url, { signal: AbortSignal.timeout(2_000) });
    return answer.status === 200 && answer.text.includes(text) ? true : undefined;
  }, everyMs);
}

/** Milliseconds from the start of `change` to the first 200 with the text; waits for the end of `change` too. */
export async function timeTo200(change: () => Promise<unknown>, url: string, text: string, seconds = 60, everyMs = 20): Promise<number> {
  const started = performance.now();
  let took = 0;
  await Promise.all([change(), answers(url, text, seconds, everyMs).then(() => (took = performance.now() - started))]);
  return took;
}

/** `berth …`, which must succeed. */
export async function berthDone(args: string[], cwd?: string): Promise<void> {
  const result = await berth(args, cwd === undefined ? {} : { cwd });
  if (result.code !== 0) throw new Error(`berth ${args.join(' ')}\n${result.stdout}${result.stderr}`);
}

/** The image that an app runs now. */
export async function imageOf(app: string, tenant = 'acme'): Promise<string> {
  const { items } = await apps.listNamespacedDeployment({ namespace: namespaceOf(tenant), labelSelector: `berth.dev/app=${app}` });
  return items[0]!.spec!.template.spec!.containers[0]!.image!;
}

/** Deploys a server that answers `even`, then one that answers `odd`, and gives their images: what the pairs alternate between. */
export async function makeEvenAndOdd(app: string): Promise<[string, string]> {
  const images: string[] = [];
  for (const message of ['even', 'odd']) {
    const source = sampleApp('hello-node', {
      'server.js': `require('node:http').createServer((_, r) => r.end('${message}')).listen(process.env.PORT);process.on('SIGTERM', () => process.exit(0));`,
      'package.json': JSON.stringify({ name: 'bench', scripts: { start: 'node server.js' } }),
    });
    await berthDone(['deploy', '--app', app], source.folder).finally(source.remove);
    if (process.env.PODS) await berthDone(['scale', `web=${process.env.PODS}`, '--app', app]);
    images.push(await imageOf(app));
  }
  return images as [string, string];
}

/** The same app by hand: the objects that Berth made, renamed, as plain Kubernetes YAML (JSON is YAML). */
export class ByHand {
  private constructor(
    private readonly namespace: string,
    readonly url: string,
    private readonly manifests: KubernetesObject[],
  ) {}

  static async copyOf(app: string, tenant = 'acme'): Promise<ByHand> {
    const namespace = namespaceOf(tenant);
    const url = urlOf(byHand, tenant);
    const labelSelector = `berth.dev/app=${app}`;
    const [deployment] = (await apps.listNamespacedDeployment({ namespace, labelSelector })).items;
    const [service] = (await core.listNamespacedService({ namespace, labelSelector })).items;
    const labels = { app: byHand }; // none of Berth's own, or its Service would choose these pods too
    const { template, ...spec } = deployment!.spec!;
    const pod = { ...template.spec!, topologySpreadConstraints: template.spec!.topologySpreadConstraints?.map((one) => ({ ...one, labelSelector: { matchLabels: labels }, matchLabelKeys: undefined })) };
    const port = service!.spec!.ports![0]!;
    const metadata = { name: byHand, namespace };
    const backend = { service: { name: byHand, port: { number: port.port } } };
    return new ByHand(namespace, url, [
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { ...spec, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } } } as KubernetesObject,
      { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: port.port, targetPort: port.targetPort }] } } as KubernetesObject,
      { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: { ingressClassName: 'traefik', rules: [{ host: new URL(url).hostname, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] } } as KubernetesObject,
    ]);
  }

  /** `kubectl apply` of all objects with this image. */
  async apply(image: string): Promise<void> {
    const items = structuredClone(this.manifests) as any[];
    for (const item of items) if (item.kind === 'Deployment') item.spec.template.spec.containers[0].image = image;
    await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  }

  /** `kubectl rollout undo`: back to the revision before. */
  undo = () => kubectl(['rollout', 'undo', `deployment/${byHand}`, '--namespace', this.namespace]);

  async remove(): Promise<void> {
    await kubectl(['delete', '--ignore-not-found', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: this.manifests }));
  }
}

/** Deletes the app and its copy, whatever of them there is. */
export async function removeBoth(app: string, copy: ByHand | undefined): Promise<void> {
  await copy?.remove();
  await deleteApp(app);
}

/** Between two pairs, so that old pods do not take part in the next. */
export const pause = (ms = 1_000) => new Promise((done) => setTimeout(done, ms));
