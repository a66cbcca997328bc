import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of this recipe. */
export const here = import.meta.dirname;

/** Everything of the host that several checkouts share. */
export const hostDir = '/var/lib/berth';
export const lockFile = join(hostDir, 'lock');
export const authorityDir = join(hostDir, 'ca');
export const installationsDir = join(hostDir, 'installations');

/** State of the cluster: removed by `wipe`. */
export const clusterDir = join(hostDir, 'cluster');
export const runDir = '/run/berth-cluster';
export const inCluster = (/** @type {string[]} */ ...parts) => join(clusterDir, ...parts);
export const inRun = (/** @type {string[]} */ ...parts) => join(runDir, ...parts);

export const binDir = inCluster('bin');
export const pkiDir = inCluster('pki');
export const logDir = inCluster('log');
export const traefikDir = inCluster('traefik');
export const adminKubeconfig = inCluster('admin.conf');
export const auditLog = inCluster('log', 'audit.log');
export const registryKeysDir = inCluster('registry-keys');
export const containerdSocket = inRun('containerd.sock');

/** Programs and images, by the hash of what makes them. Read late: a test moves it. */
export const cacheDir = () => process.env.BERTH_CACHE || join(homedir(), '.cache', 'berth');

export const node = { name: 'node1', address: '10.240.0.1', bridge: 'berth-node', range: '10.240.0.0/24' };
export const network = {
  pods: '10.244.0.0/16',
  nodePods: '10.244.0.0/22',
  services: '10.96.0.0/16',
  kubernetes: '10.96.0.1',
  dns: '10.96.0.10',
  registry: '10.96.0.20',
  registryToken: '10.96.0.21',
  activator: '10.96.0.22',
};
export const apiServer = `https://${node.address}:6443`;
export const registry = {
  host: 'registry.registry.svc:5000',
  url: `http://${network.registry}:5000`,
  tokenUrl: `http://${network.registryToken}:5001/token`,
  mirror: 'registry.registry.svc:5000/mirror',
};

/** What a change of the tag would pull from outside: never. */
export const imagePrefix = 'localhost/berth-';
