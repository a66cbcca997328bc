import { Writable } from 'node:stream';
import { AppsV1Api, AutoscalingV2Api, CoreV1Api, Exec, KubeConfig, NetworkingV1Api, PolicyV1Api } from '@kubernetes/client-node';
import { installation } from './installation.js';

const config = new KubeConfig();
config.loadFromFile(installation.KUBECONFIG);

export const core = config.makeApiClient(CoreV1Api);
export const apps = config.makeApiClient(AppsV1Api);
export const scaling = config.makeApiClient(AutoscalingV2Api);
export const networking = config.makeApiClient(NetworkingV1Api);
export const policy = config.makeApiClient(PolicyV1Api);

/** The cluster as a service account of it sees it. */
export async function coreAs(namespace: string, account: string): Promise<CoreV1Api> {
  const { status } = await core.createNamespacedServiceAccountToken({ namespace, name: account, body: { spec: { audiences: [], expirationSeconds: 600 } } });
  const own = new KubeConfig();
  own.loadFromClusterAndUser(config.getCurrentCluster()!, { name: account, token: status!.token });
  return own.makeApiClient(CoreV1Api);
}

/** The namespace of a tenant's apps, or of its builds. */
export const namespaceOf = (tenant: string, builds = false) => `${installation.BERTH_NAMESPACE_PREFIX}-${tenant}${builds ? '-build' : ''}`;

/** The pods of one app of a tenant that are ready and not leaving. */
export async function readyPods(tenant: string, app: string) {
  const { items } = await core.listNamespacedPod({ namespace: namespaceOf(tenant), labelSelector: `berth.dev/app=${app}` });
  return items.filter((pod) => !pod.metadata!.deletionTimestamp && pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True'));
}

/** Runs a program in a pod's first container and gives its output; rejects when it exits other than 0. */
export function execInPod(namespace: string, pod: string, command: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const collect = () => new Writable({ write: (chunk: Buffer, _encoding, done) => (chunks.push(chunk), done()) });
    const timer = setTimeout(() => reject(new Error(`no end within 90 s: ${command.join(' ').slice(0, 200)}`)), 90_000);
    new Exec(config)
      .exec(namespace, pod, undefined as never, command, collect(), collect(), null, false, (status) => {
        clearTimeout(timer);
        const output = Buffer.concat(chunks).toString();
        if (status.status === 'Success') resolve(output);
        else reject(new Error(`${status.message}\n${output}`));
      })
      .catch(reject);
  });
}
