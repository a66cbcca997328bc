import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classifyFailure } from '../src/health/classify-failure.js';
import { rolloutProgress } from '../src/health/deployment-health.js';
import { processObjectName, tenantNamespace } from '../src/labels.js';
import { renderEnvironment } from '../src/render/render-environment.js';
import { renderTenant } from '../src/render/render-tenant.js';
import { adminCluster, environmentSpec, eventually, mirrorImage, removeInstallation, tenantSpec, testInstallation } from './on-cluster.js';

const installation = testInstallation();
const cluster = adminCluster(installation);
const patienceMs = 4000;

/** Connects to each target and prints one line for each; then serves, so that it can be reached itself. */
const probe = `
const net=require('net'),dns=require('dns').promises;
const targets=JSON.parse(process.env.TARGETS);
const reach=async([name,host,port])=>{
  let address; try{address=(await dns.lookup(host)).address}catch(error){return console.log('probe '+name+' unknown')}
  await new Promise((done)=>{const s=net.connect({host:address,port,timeout:${patienceMs}});
    const end=(word)=>{console.log('probe '+name+' '+word);s.destroy();done()};
    s.on('connect',()=>end('reached'));s.on('timeout',()=>end('blocked'));s.on('error',(e)=>end(e.code==='ECONNREFUSED'?'refused':'blocked'))})};
require('http').createServer((q,s)=>s.end('ok')).listen(process.env.PORT,async()=>{for(const t of targets)await reach(t);console.log('probe done')});
`;

type Target = [name: string, host: string, port: number];

/** Deploys the probe for a tenant; gives the address of its pod and what it could reach. */
async function deploy(tenant: string, targets: Target[]): Promise<{ podIp: string; reached: () => Promise<Record<string, string>> }> {
  const base = environmentSpec(installation, tenant, await mirrorImage('node', '24-slim'));
  const spec = { ...base, env: { TARGETS: JSON.stringify(targets) }, processes: [{ ...base.processes[0]!, command: ['node', '-e', probe] }] };
  await cluster.applyAll(renderEnvironment(spec));
  const where = { namespace: tenantNamespace(installation, tenant), environmentId: spec.environment.id, process: 'web' };
  const pod = await eventually(`the probe of ${tenant} runs`, 90, async () => {
    const objects = await cluster.readRollout(where);
    const failure = classifyFailure({ ...objects, now: new Date(), port: 8080 });
    if (failure) throw new Error(failure.message);
    return rolloutProgress(objects).complete ? objects.pods.find((candidate) => candidate.status?.podIP) : null;
  });
  return {
    podIp: pod.status!.podIP!,
    reached: () =>
      eventually(`the probe of ${tenant} is done`, 60, async () => {
        const lines = (await cluster.readLogs({ namespace: where.namespace, pod: pod.metadata!.name!, container: null })).map((line) => line.text);
        if (!lines.includes('probe done')) return null;
        const probed = lines.map((line) => /^probe (\S+) (\S+)$/.exec(line)).filter((match) => match !== null);
        return Object.fromEntries(probed.map((match) => [match[1]!, match[2]!]));
      }),
  };
}

/** The same call from the node, which the ingress controller lives on. */
const fromNode = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs });
    const end = (reached: boolean): void => (socket.destroy(), resolve(reached));
    socket.on('connect', () => end(true)).on('timeout', () => end(false)).on('error', () => end(false));
  });

/** A host of the internet that this machine reaches: where it gets its packages from. */
const packages = new URL(execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim());

let victim: Awaited<ReturnType<typeof deploy>>;
let reached: Record<string, string>;
let apiServer: string;
let node: string;
let nodeServicePort: number;

beforeAll(async () => {
  await Promise.all(['victim', 'prober'].map((tenant) => cluster.applyAll(renderTenant(tenantSpec(installation, tenant)))));
  victim = await deploy('victim', []);
  const [service] = await cluster.list('Service', { namespace: 'default', fieldSelector: 'metadata.name=kubernetes' });
  apiServer = (service!['spec'] as { clusterIP: string }).clusterIP;
  const [first] = await cluster.list('Node');
  node = (first!['status'] as { addresses: { type: string; address: string }[] }).addresses.find((address) => address.type === 'InternalIP')!.address;
  nodeServicePort = 10250;
  const service80 = `${processObjectName({ app: { slug: 'hello' }, environment: { id: 'env-victim', slug: 'production' } }, 'web')}.${tenantNamespace(installation, 'victim')}.svc.cluster.local`;
  const prober = await deploy('prober', [
    ['own', '127.0.0.1', 8080],
    ['pod', victim.podIp, 8080],
    ['service', service80, 80],
    ['api', apiServer, 443],
    ['kubelet', node, nodeServicePort],
    ['registry', 'registry.registry.svc.cluster.local', 5000],
    ['metadata', '169.254.169.254', 80],
    ['internet', packages.hostname, Number(packages.port || 443)],
  ]);
  reached = await prober.reached();
});
afterAll(async () => {
  await removeInstallation(cluster);
  await cluster.close();
});

describe('a tenant\'s pod', () => {
  test('reaches names and the internet', () => {
    expect(reached).toMatchObject({ own: 'reached', internet: 'reached' });
  });

  test('does not reach another tenant\'s pod, which answers the node', async () => {
    expect(reached).toMatchObject({ pod: 'blocked', service: 'blocked' });
    expect(await fromNode(victim.podIp, 8080)).toBe(true);
  });

  test('does not reach the API server, which answers the node', async () => {
    expect(reached['api']).toBe('blocked');
    expect(await fromNode(apiServer, 443)).toBe(true);
  });

  test('does not reach the node, whose kubelet answers itself', async () => {
    expect(reached['kubelet']).toBe('blocked');
    expect(await fromNode(node, nodeServicePort)).toBe(true);
  });

  test('does not reach the registry: its images are pulled for it', () => {
    expect(reached['registry']).toBe('blocked');
  });

  test('does not reach the address where clouds keep credentials', () => {
    expect(reached['metadata']).toBe('blocked');
  });
});
