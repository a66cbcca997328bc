import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FailureClass, Probe } from '@berth/domain';
import { classifyFailure, containerToLookInto } from '../src/health/classify-failure.js';
import type { Failure } from '../src/health/failure.js';
import type { PodSockets } from '../src/observe/probe-sockets.js';
import { tenantNamespace } from '../src/labels.js';
import type { Manifest } from '../src/manifest.js';
import { renderEnvironment } from '../src/render/render-environment.js';
import { renderTenant } from '../src/render/render-tenant.js';
import { adminCluster, environmentSpec, eventually, mirrorImage, removeInstallation, server, tenantSpec, testInstallation } from './on-cluster.js';

const installation = testInstallation();
const cluster = adminCluster(installation);
const namespace = tenantNamespace(installation, 'acme');

let image: string;
beforeAll(async () => {
  image = await mirrorImage('node', '24-slim');
  const spec = tenantSpec(installation, 'acme');
  const walls = renderTenant({ ...spec, budget: { ...spec.budget, cpuMillicores: 4000, memoryBytes: 4 * 2 ** 30, pods: 30 } });
  await cluster.applyAll(walls.map((object) => (object.kind === 'LimitRange' ? withLittleDisk(object) : object)));
});
afterAll(async () => {
  await removeInstallation(cluster);
  await cluster.close();
});

/** So that a pod that writes too much is seen without filling the node's disk. */
const withLittleDisk = (limits: Manifest): Manifest => JSON.parse(JSON.stringify(limits).replace('"ephemeral-storage":"4Gi"', '"ephemeral-storage":"64Mi"')) as Manifest;

interface Attempt {
  command?: string[];
  image?: string;
  cpuRequestMillicores?: number;
  memoryLimitBytes?: number;
  readiness?: Probe;
  liveness?: Probe;
  startup?: Probe;
  startupSeconds?: number;
  userNamespaces?: boolean;
  /** Its Secret is not there. */
  withoutConfig?: boolean;
  /** Arguments of a server in an image that holds nothing but it: no shell, no cat, no language. */
  bareServer?: string[];
}

/** Deploys it and asks until the class has been seen twice, or at once when it is permanent. */
async function failureOf(name: string, attempt: Attempt): Promise<Failure> {
  const base = environmentSpec(installation, 'acme', attempt.bareServer ? await bareImage() : (attempt.image ?? image));
  const [web] = base.processes;
  const process = {
    ...web!,
    command: attempt.bareServer ? ['/usr/local/bin/traefik', ...attempt.bareServer] : (attempt.command ?? server('v1')),
    readiness: attempt.readiness ?? web!.readiness,
    ...(attempt.liveness && { liveness: attempt.liveness }),
    ...(attempt.startup && { startup: attempt.startup }),
    size: {
      ...web!.size,
      cpuRequestMillicores: attempt.cpuRequestMillicores ?? web!.size.cpuRequestMillicores,
      memoryLimitBytes: attempt.memoryLimitBytes ?? web!.size.memoryLimitBytes,
    },
  };
  const spec = { ...base, app: { id: name, slug: name }, environment: { id: `env-${name}`, slug: 'production' }, processes: [process], hosts: [], userNamespaces: attempt.userNamespaces ?? true };
  await cluster.applyAll(renderEnvironment(spec).filter(({ kind }) => !attempt.withoutConfig || kind !== 'Secret'));
  const sockets: Record<string, PodSockets> = {};
  let first: { class: FailureClass; at: number } | null = null;
  const found = await eventually(`${name} is classified`, 120, async () => {
    const objects = await cluster.readRollout({ namespace, environmentId: `env-${name}`, process: 'web' });
    const input = { ...objects, now: new Date(), port: 8080, sockets, ...(attempt.startupSeconds === undefined ? {} : { startupSeconds: attempt.startupSeconds }) };
    const look = containerToLookInto(input);
    if (look) sockets[look.pod] = await cluster.probeSockets(look, 8080);
    const failure = classifyFailure({ ...input, sockets });
    if (!failure) return null;
    if (failure.permanent) return failure;
    if (first?.class !== failure.class) first = { class: failure.class, at: Date.now() };
    return Date.now() - first.at > 3000 ? failure : null;
  });
  for (const object of await cluster.listOwned({ scope: 'environment', installation, namespace, environmentId: `env-${name}` })) {
    await cluster.remove({ kind: object.kind as 'Secret', namespace, name: object.metadata.name }, { gracePeriodSeconds: 0 });
  }
  return found;
}

/** The local cluster's ingress controller: a program alone in its image, by the digest that its pod runs. */
async function bareImage(): Promise<string> {
  const pods = (await cluster.list('Pod', { namespace: 'ingress' })) as unknown as { status: { containerStatuses: { imageID: string }[] } }[];
  return pods.flatMap(({ status }) => status.containerStatuses.map(({ imageID }) => imageID)).find((name) => /\/berth-traefik@sha256:/.test(name))!;
}

const node = (script: string): string[] => ['node', '-e', script];
/** gRPC's health service, which says NOT_SERVING whatever it is asked. */
const notServing = node("require('http2').createServer().on('stream',s=>{s.respond({':status':200,'content-type':'application/grpc'},{waitForTrailers:true});s.on('wantTrailers',()=>s.sendTrailers({'grpc-status':'0'}));s.end(Buffer.from([0,0,0,0,2,8,2]))}).listen(8080)");

test.concurrent.each<[FailureClass, string, Attempt, RegExp]>([
  ['wrong-port', 'wrongport', { command: node("require('http').createServer((q,s)=>s.end()).listen(9090)") }, /listens on port 9090, but requests come to port 8080/],
  ['localhost-only', 'localhost', { command: node("require('http').createServer((q,s)=>s.end()).listen(8080,'127.0.0.1')") }, /127\.0\.0\.1:8080 only/],
  ['localhost-only', 'bareloop', { bareServer: ['--entrypoints.web.address=127.0.0.1:8080'] }, /localhost:8080 only/],
  ['wrong-port', 'bareport', { bareServer: ['--entrypoints.web.address=:3000'] }, /listens on port 3000, but requests come to port 8080/],
  ['wrong-port', 'startport', { command: node("require('http').createServer((q,s)=>s.end()).listen(9090)"), startup: { type: 'tcp', failureThreshold: 10 } }, /listens on port 9090, but requests come to port 8080/],
  ['crash', 'crash', { command: node("console.error('no database'); process.exit(3)") }, /ended with exit code 3\. It last said: no database/],
  ['exited', 'exits', { command: node('0') }, /exit code 0/],
  ['no-start-command', 'nocommand', { command: ['nosuch', 'server.js'] }, /starts "nosuch", which the image does not have/],
  ['out-of-memory', 'oom', { command: node('const a=[];setInterval(()=>a.push(Buffer.alloc(3e7,1)),20)'), memoryLimitBytes: 96 * 2 ** 20 }, /more memory than its limit of 96Mi/],
  ['image-missing', 'noimage', { image: `registry.registry.svc:5000/mirror/library/node@sha256:${'d'.repeat(64)}` }, /the registry has no such image/],
  ['probe-failed', 'unhealthy', { command: node("require('http').createServer((q,s)=>{s.statusCode=500;s.end()}).listen(8080)"), readiness: { type: 'http', path: '/' }, startupSeconds: 5 }, /answered with status 500/],
  ['probe-failed', 'readycommand', { readiness: { type: 'command', command: ['sh', '-c', 'echo the queue is full; exit 1'] }, startupSeconds: 5 }, /health check of the command `sh -c .*` fails: the queue is full/],
  ['probe-failed', 'readygrpc', { command: notServing, readiness: { type: 'grpc' }, startupSeconds: 5 }, /health check of gRPC on port 8080 is answered NOT_SERVING/],
  ['probe-failed', 'liveness', { command: node("require('http').createServer((q,s)=>{s.statusCode=q.headers.host==='probe.test'?503:200;s.end()}).listen(8080)"), liveness: { type: 'http', path: '/alive', headers: { Host: 'probe.test' }, periodSeconds: 1, failureThreshold: 2 } }, /failed its liveness check\. The check of \/alive on port 8080 is answered with status 503/],
  ['probe-failed', 'startup', { command: node('setInterval(()=>0,1000)'), startup: { type: 'tcp', failureThreshold: 3 } }, /failed its start check\. The check of port 8080 fails: .*connection refused/],
  ['never-ready', 'silent', { command: node('setInterval(()=>0,1000)'), startupSeconds: 8 }, /listens on no port at all/],
  ['unschedulable', 'toolarge', { cpuRequestMillicores: 3000 }, /No node has 3000m CPU free/],
  ['image-private', 'private', { image: `registry.registry.svc:5000/private/thing@sha256:${'d'.repeat(64)}` }, /wants a login, or has no such image|forbids it/],
  ['image-runs-as-root', 'root', { userNamespaces: false }, /runs as root, which this cluster does not allow/],
  ['config-missing', 'noconfig', { withoutConfig: true }, /secret .* not found/i],
  ['evicted', 'evicted', { command: node("const piece=Buffer.alloc(1e6,1);for(let n=0;n<120;n++)require('fs').appendFileSync('/tmp/much',piece);require('http').createServer((q,s)=>s.end()).listen(8080)") }, /removed a pod: .*ephemeral/i],
  ['quota', 'overbudget', { cpuRequestMillicores: 5000 }, /has no room: asked for .*requests\.cpu=5/],
])('%s is told on a real cluster', { timeout: 180_000 }, async (expected, name, attempt, message) => {
  const failure = await failureOf(name, attempt);
  expect(failure.class).toBe(expected);
  expect(failure.message).toMatch(message);
  expect(failure.evidence.length).toBeGreaterThan(0);
});
