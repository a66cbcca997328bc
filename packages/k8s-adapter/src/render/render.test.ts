import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { CandidateSpec, EnvironmentSpec, Routing } from '../app-spec.js';
import type { Manifest } from '../manifest.js';
import { renderAdmission } from './render-admission.js';
import { renderBuildOrder, runnerRevision } from './render-build-runner.js';
import { renderBuilder } from './render-builder.js';
import { renderCronRun } from './render-cron-job.js';
import { podOf } from './render-deployment.js';
import { renderEnvironment } from './render-environment.js';
import { renderTenant } from './render-tenant.js';
import { renderRunJob } from './render-run-job.js';
import { renderReleaseJob } from './render-release-job.js';
import { admission, build, builder, candidate, cron, environment, gateway, releaseJob, runJob, tenant, webProcess, workerProcess } from './sample-specs.js';

const asYaml = (objects: readonly Manifest[]): string =>
  objects.map((object) => stringify(JSON.parse(JSON.stringify(object)), { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n');

const withCandidate = (changes: Partial<CandidateSpec> = {}, routing: Routing = gateway): EnvironmentSpec => ({ ...environment.full, routing, candidate: { ...candidate.full, ...changes } });

describe('the rendered objects', () => {
  test.each([
    ['environment', () => renderEnvironment(environment.full)],
    ['environment-without-user-namespaces', () => renderEnvironment({ ...environment.other, candidate: null, routing: { kind: 'ingress' } })],
    ['environment-with-a-volume', () => renderEnvironment({ ...environment.full, cron: [], processes: [{ ...webProcess.full, volumes: webProcess.other.volumes, replicas: { min: 1, max: 1 } }] })],
    ['candidate-by-weight', () => renderEnvironment(withCandidate())],
    ['candidate-by-pods', () => renderEnvironment(withCandidate({ traffic: { kind: 'pods' } }, { kind: 'ingress' }))],
    ['tenant', () => renderTenant(tenant.full)],
    ['tenant-behind-ingress-pods', () => renderTenant(tenant.other)],
    ['builder', () => renderBuilder(builder.full)],
    ['cron-run', () => [renderCronRun(environment.full, cron.full, { id: 'run_01', ownerUid: 'uid_01' })]],
    ['release-job', () => [renderReleaseJob(environment.full, releaseJob.full).job]],
    ['run-job', () => [renderRunJob(environment.full, runJob.full).job, renderRunJob(environment.full, runJob.other).job]],
    ['admission', () => renderAdmission(admission.full)],
  ])('%s are as in the golden file', async (name, render) => {
    await expect(asYaml(render())).toMatchFileSnapshot(`golden/${name}.yaml`);
  });
});

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field, and every field of the objects inside, replaced one at a time by its other value. */
function variants(full: Plain, other: Plain, path: string[] = []): [string, Plain][] {
  return Object.keys(full).flatMap((key): [string, Plain][] => {
    const [before, after] = [full[key], other[key]];
    const isUnion = isPlain(before) && ('kind' in before || 'type' in before);
    const isMap = key === 'env';
    if (isPlain(before) && isPlain(after) && !isUnion && !isMap) {
      return variants(before, after, [...path, key]).map(([name, inner]) => [name, { ...full, [key]: inner }]);
    }
    return [[[...path, key].join('.'), { ...full, [key]: after }]];
  });
}

/** Fields that no object can hold, each with the reason. */
const shownElsewhere = new Set([
  'scale.min', // `replicas` carries what is wanted now
  'scale.max',
]);

function everyFieldShows<T extends object>(full: T, other: T, render: (spec: T) => unknown, except: readonly string[] = []): void {
  const reference = JSON.stringify(render(full));
  const silent = variants(full as Plain, other as Plain)
    .filter(([name, spec]) => !shownElsewhere.has(name) && !except.includes(name) && JSON.stringify(render(spec as T)) === reference)
    .map(([name]) => name);
  expect(silent).toEqual([]);
}

describe('every field reaches the objects', () => {
  test('of an environment', () => everyFieldShows(environment.full, environment.other, (spec) => renderEnvironment({ ...spec, processes: [...spec.processes, { ...workerProcess, name: 'store', volumes: webProcess.other.volumes }] })));
  test('of a process', () => {
    const inEnvironment = (process: typeof webProcess.full): Manifest[] => renderEnvironment({ ...environment.full, processes: [process] });
    everyFieldShows(webProcess.full, webProcess.other, inEnvironment);
  });
  // How many pods try it is not in the objects, and a candidate is always a web process without an autoscaler.
  test('of a candidate', () => everyFieldShows(candidate.full, candidate.other, (one) => renderEnvironment(withCandidate(one)), ['process.kind', 'process.replicas.max', 'process.scale.min', 'process.scale.max']));
  test('of a cron process', () => everyFieldShows(cron.full, cron.other, (one) => renderEnvironment({ ...environment.full, cron: [one] })));
  test('of a tenant', () => everyFieldShows(tenant.full, tenant.other, renderTenant));
  test('of a builder', () => everyFieldShows(builder.full, builder.other, renderBuilder));
  test('of a release command', () => everyFieldShows(releaseJob.full, releaseJob.other, (spec) => renderReleaseJob(environment.full, spec)));
  test('of a run', () => everyFieldShows(runJob.full, runJob.other, (spec) => renderRunJob(environment.full, spec)));
  // Base images are pulled by the builder, whose own spec has the mirror.
  test('of a build', () => everyFieldShows(build.full, build.other, renderBuildOrder, ['registry.dockerHubMirror']));
  test('of the admission policies', () => everyFieldShows(admission.full, admission.other, renderAdmission));
});

const withProcess = (changes: Partial<typeof webProcess.full>): EnvironmentSpec => ({ ...environment.full, processes: [{ ...webProcess.full, ...changes }] });
const kindsOf = (objects: readonly Manifest[]): string[] => objects.map((object) => object.kind);
const all = (): Manifest[] => [...renderEnvironment(environment.full), ...renderEnvironment(withCandidate()), ...renderTenant(tenant.full), ...renderBuilder(builder.full), renderReleaseJob(environment.full, releaseJob.full).job, renderRunJob(environment.full, runJob.full).job, ...renderAdmission(admission.full)];

describe('promises', () => {
  test('an image without a digest is refused', () => {
    expect(() => renderEnvironment({ ...environment.full, image: 'registry.example.com/a:1' })).toThrow(RangeError);
  });

  test('two processes of one name are refused', () => {
    expect(() => renderEnvironment({ ...environment.full, processes: [webProcess.full, webProcess.full] })).toThrow(RangeError);
  });

  test('what CronJobs keep of all the cron processes that apps may have leaves room for other Jobs', () => {
    const { spec } = renderEnvironment({ ...environment.full, cron: [cron.full] }).find(({ kind }) => kind === 'CronJob') as unknown as { spec: { successfulJobsHistoryLimit: number; failedJobsHistoryLimit: number } };
    const starter = { ...tenant.full.budget, pods: 12, apps: 3 };
    const quota = renderTenant({ ...tenant.full, budget: starter }).find(({ kind }) => kind === 'ResourceQuota') as unknown as { spec: { hard: Record<string, string> } };
    const kept = starter.apps * 10 * 20 * (spec.successfulJobsHistoryLimit + spec.failedJobsHistoryLimit); // environments, cron processes
    expect(Number(quota.spec.hard['count/jobs.batch'])).toBeGreaterThanOrEqual(kept + 200);
  });

  test('replicas are in no object: they have a field manager of their own', () => {
    for (const object of all()) expect((object['spec'] as Plain | undefined)?.['replicas'], object.kind).toBeUndefined();
  });

  test('every object carries the installation, and every cluster-scoped name its prefix', () => {
    for (const object of all()) {
      expect(object.metadata.labels?.['berth.dev/installation'], object.metadata.name).toBe('berth');
      if (object.metadata.namespace === undefined) expect(object.metadata.name).toMatch(/^berth-/);
    }
  });

  test('names fit and differ for every pair of process and environment', () => {
    const long = { ...withCandidate(), app: { id: 'app_x', slug: 'a'.repeat(30) }, environment: { id: 'env_x', slug: 'b'.repeat(30) } };
    const names = [...renderEnvironment(long), ...renderEnvironment({ ...long, environment: { id: 'env_y', slug: 'b'.repeat(30) } })]
      .filter((object) => object.kind !== 'Service' && object.kind !== 'HorizontalPodAutoscaler' && object.kind !== 'PodDisruptionBudget')
      .map((object) => object.metadata.name);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(52);
    expect(new Set(names).size).toBe(names.length);
  });

  test('no long-lived key lies in a tenant\'s namespace for the ingress, and no token is mounted', () => {
    const text = JSON.stringify(renderEnvironment(environment.full));
    expect(text).toContain('"automountServiceAccountToken":false');
    expect(text).not.toContain('"secretName":');
  });

  test('a release command runs once, in no Service, and takes its config from the Secret that is put there first', () => {
    const { needs, job } = renderReleaseJob(environment.full, releaseJob.full);
    const { backoffLimit, template } = job['spec'] as { backoffLimit: number; template: { metadata: { labels: Record<string, string> }; spec: { restartPolicy: string; containers: { envFrom: { secretRef: { name: string } }[] }[] } } };
    expect([backoffLimit, template.spec.restartPolicy]).toEqual([0, 'Never']);
    expect(needs.map((object) => object.metadata.name)).toEqual([template.spec.containers[0]!.envFrom[0]!.secretRef.name]);
    for (const service of renderEnvironment(environment.full).filter((object) => object.kind === 'Service')) {
      const selector = (service['spec'] as { selector: Record<string, string> }).selector;
      expect(Object.entries(selector).every(([key, value]) => template.metadata.labels[key] === value)).toBe(false);
    }
  });

  test('before SIGTERM web waits, then a command runs; a worker has nothing to wait for', () => {
    const before = (changes: Partial<typeof webProcess.full>): unknown => {
      const deployment = renderEnvironment(withProcess(changes)).find(({ kind }) => kind === 'Deployment')!;
      return (deployment['spec'] as { template: { spec: { containers: { lifecycle?: { preStop: unknown } }[] } } }).template.spec.containers[0]!.lifecycle?.preStop;
    };
    const stop = ['sh', '-c', 'echo $HOME'];
    expect(before({ drainSeconds: 20, stop })).toEqual({ exec: { command: ['/bin/sh', '-c', 'sleep 20; exec "$@"', 'sh', ...stop] } });
    expect(before({ drainSeconds: 0, stop })).toEqual({ exec: { command: stop } });
    expect(before({ kind: 'worker', stop })).toEqual({ exec: { command: stop } });
    expect(before({ stop: undefined })).toEqual({ sleep: { seconds: 5 } });
    expect(before({ kind: 'worker', stop: undefined })).toBeUndefined();
  });

  test('a fixed number of pods has no autoscaler, a single one no disruption budget', () => {
    expect(kindsOf(renderEnvironment(withProcess({ replicas: { min: 3, max: 3 } })))).not.toContain('HorizontalPodAutoscaler');
    expect(kindsOf(renderEnvironment(withProcess({ replicas: { min: 1, max: 1 } })))).not.toContain('PodDisruptionBudget');
    expect(kindsOf(renderEnvironment(withProcess({ replicas: { min: 2, max: 3 } })))).toEqual(expect.arrayContaining(['HorizontalPodAutoscaler', 'PodDisruptionBudget']));
  });

  test('requests alone move a range that follows them, unless CPU or memory are named; a worker has none', () => {
    const metrics = (changes: Partial<typeof webProcess.full>) => {
      const autoscaler = renderEnvironment(withProcess({ replicas: { min: 1, max: 5, requestsPerSecond: 2000 }, ...changes })).find((object) => object.kind === 'HorizontalPodAutoscaler');
      return ((autoscaler!['spec'] as Plain)['metrics'] as { resource?: { name: string }; external?: { target: { averageValue: string } } }[]).map(({ resource, external }) => resource?.name ?? external!.target.averageValue);
    };
    expect(metrics({ autoscale: {} })).toEqual(['2k']);
    expect(metrics({ autoscale: { cpuPercent: 60 } })).toEqual(['cpu', '2k']);
    expect(metrics({ autoscale: {}, replicas: { min: 1, max: 5 } })).toEqual(['cpu']);
    expect(metrics({ autoscale: {}, kind: 'worker' })).toEqual(['cpu']);
  });

  test('nobody reaches a worker: it has no port, no Service, no Ingress', () => {
    expect(kindsOf(renderEnvironment({ ...environment.full, cron: [], processes: [workerProcess] }))).toEqual(['Secret', 'Deployment']);
  });

  test('a Deployment\'s selector is the same for every release', () => {
    const selector = (spec: EnvironmentSpec): unknown => (renderEnvironment(spec).find((object) => object.kind === 'Deployment')!['spec'] as Plain)['selector'];
    expect(selector({ ...environment.full, release: { id: 'rel_99', version: 99 } })).toEqual(selector(environment.full));
  });

  test('neither release\'s pods are taken for the other\'s, except by the one Service that shares requests by their number', () => {
    type Selecting = { selector: Record<string, string> & { matchLabels?: Record<string, string> } };
    const selectors = (spec: EnvironmentSpec): [string, string | undefined][] =>
      renderEnvironment(spec).flatMap((object): [string, string | undefined][] => {
        const selector = (object['spec'] as Partial<Selecting> | undefined)?.selector;
        return selector && JSON.stringify(selector).includes('"web"') ? [[`${object.kind} ${object.metadata.name}`, (selector.matchLabels ?? selector)['berth.dev/track']]] : [];
      });
    const stable = 'hello-production-web-f886af47';
    const byWeight = selectors(withCandidate());
    expect(byWeight.filter(([name]) => name.endsWith(stable)).map(([, track]) => track)).toEqual(['stable', 'stable', 'stable']);
    expect(byWeight.filter(([name]) => !name.endsWith(stable)).map(([, track]) => track)).toEqual(['candidate', 'candidate']);
    const byPods = selectors(withCandidate({ traffic: { kind: 'pods' } }));
    expect(byPods.filter(([, track]) => track === undefined).map(([name]) => name)).toEqual([`Service ${stable}`]);
  });

  test('what serves is the same object with a candidate beside it and without: its pods are not touched', () => {
    const deployment = (spec: EnvironmentSpec): unknown => renderEnvironment(spec).find((object) => object.kind === 'Deployment' && object.metadata.name === 'hello-production-web-f886af47');
    expect(deployment(withCandidate())).toEqual(deployment(environment.full));
  });

  test('an Ingress leads all requests to one of the two releases, and refuses a share', () => {
    const backends = (percent: number): string => JSON.stringify((renderEnvironment(withCandidate({ traffic: { kind: 'weight', percent }, previewHost: null }, { kind: 'ingress' })).find((object) => object.kind === 'Ingress')!['spec'] as Plain)['rules']);
    expect(backends(0)).toContain('hello-production-web-f886af47');
    expect(backends(100)).toContain('hello-production-web-next-');
    expect(() => backends(10)).toThrow(RangeError);
  });

  test('a given certificate is shown for its host alone, also while HTTPRoutes lead the requests; the others get the controller’s own', () => {
    type Spec = { tls: { hosts: string[]; secretName?: string }[]; rules: { http: { paths: { path: string }[] } }[] };
    const spec = { ...environment.full, hosts: ['hello-acme.apps.example.com', 'www.example.com'], certificates: [{ host: 'www.example.com', chain: 'LEAF', key: 'KEY' }] };
    const ingresses = (routing: Routing) => renderEnvironment({ ...spec, routing, candidate: { ...candidate.full, previewHost: null, traffic: { kind: 'weight', percent: 0 } } }).filter(({ kind }) => kind === 'Ingress').map((object) => object['spec'] as Spec);
    const secret = renderEnvironment(spec).find((object) => object['type'] === 'kubernetes.io/tls')!;
    expect(secret['data']).toEqual({ 'tls.crt': 'TEVBRg==', 'tls.key': 'S0VZ' });
    const own = { hosts: ['www.example.com'], secretName: secret.metadata.name };
    expect(ingresses({ kind: 'ingress' }).map(({ tls }) => tls)).toEqual([[{ hosts: ['hello-acme.apps.example.com'] }, own]]);
    expect(ingresses(gateway).map(({ tls, rules }) => [tls, rules.map(({ http }) => http.paths[0]!.path)])).toEqual([[[own], ['/.well-known/berth-certificate']]]);
  });

  test('a preview host leads to a port of its own, so that its requests are counted apart', () => {
    const ports = (routing: Routing): string[] => renderEnvironment(withCandidate({ traffic: { kind: 'weight', percent: 0 } }, routing)).filter(({ kind }) => kind === 'Ingress' || kind === 'HTTPRoute').map((object) => JSON.stringify(object['spec']).match(/"(port|number)":8\d/g)!.join());
    expect(ports(gateway)).toEqual(['"port":80,"port":80', '"port":81']);
    expect(ports({ kind: 'ingress' })[0]).toMatch(/"number":80,"number":81$/);
  });

  test('a share outside 0 to 100, a process that takes no requests, and an image without a digest are refused', () => {
    expect(() => renderEnvironment(withCandidate({ traffic: { kind: 'weight', percent: 101 } }))).toThrow(RangeError);
    expect(() => renderEnvironment(withCandidate({ process: workerProcess }))).toThrow(RangeError);
    expect(() => renderEnvironment(withCandidate({ image: 'registry.example.com/a:1' }))).toThrow(RangeError);
    expect(() => renderEnvironment(withCandidate({ process: { ...webProcess.full, name: 'site' }, traffic: { kind: 'pods' } }))).toThrow(RangeError);
  });

  test('the pod for a dry run is the Deployment\'s own', () => {
    const deployment = renderEnvironment(environment.full).find((object) => object.kind === 'Deployment')!;
    const pod = podOf(deployment);
    expect(pod.metadata.namespace).toBe('berth-acme');
    expect(pod['spec']).toEqual(((deployment['spec'] as Plain)['template'] as Plain)['spec']);
  });

  test('the client\'s key is mounted in the build runner alone', () => {
    const textOf = (kind: string): string => JSON.stringify(renderBuilder(builder.full).find((object) => object.kind === kind));
    expect(textOf('StatefulSet')).not.toContain('client-tls');
    expect(textOf('Deployment')).toContain('buildkitd-client-tls');
  });

  test('other keys or credentials make another runner', () => {
    const { tls } = builder.full;
    const specs = [builder.full, { ...builder.full, tls: { ...tls, clientCertificate: 'new' } }, { ...builder.full, tls: { ...tls, caCertificate: 'new' } }, { ...builder.full, buildDockerConfig: '{}' }, { ...builder.full, image: builder.other.image }];
    expect(new Set(specs.map(runnerRevision)).size).toBe(specs.length);
  });

  test('a build is named in its command, and what is built stands in one line', () => {
    const { command, input } = renderBuildOrder(build.full);
    expect(command).toEqual(['build-runner', 'run', 'bld_05']);
    expect(input.indexOf('\n')).toBe(input.length - 1);
    expect(JSON.parse(input)).toMatchObject({ dockerfile: 'FROM node:24-slim\nRUN echo $(date) $PATH $$\n', dockerignore: 'node_modules\n' });
    expect(JSON.parse(renderBuildOrder(build.other).input)).toEqual({ arguments: expect.arrayContaining(['-dockerfile=docker/Dockerfile', '-root=apps/web', '-no-cache', '-timeout=600s']) as string[] });
  });

  test('a start command keeps its dollar signs: Kubernetes reads a doubled one as one', () => {
    const [deployment] = renderEnvironment(withProcess({ command: ['sh', '-c', 'echo $(PORT) $$'] })).filter((object) => object.kind === 'Deployment');
    expect(JSON.stringify(deployment)).toContain('echo $$(PORT) $$$$');
  });

  test('a cron process runs by the same walls as any other, in no Service; a run by hand is what its clock would begin', () => {
    const objects = renderEnvironment(environment.full);
    const made = objects.find((object) => object.kind === 'CronJob') as unknown as { metadata: { name: string }; spec: { jobTemplate: { spec: { template: { spec: Plain } } } } };
    const template = made.spec.jobTemplate.spec.template;
    const web = objects.find((object) => object.kind === 'Deployment')!['spec'] as { template: { spec: Plain } };
    for (const wall of ['automountServiceAccountToken', 'serviceAccountName', 'hostUsers', 'securityContext', 'imagePullSecrets', 'enableServiceLinks']) expect(template.spec[wall], wall).toEqual(web.template.spec[wall]);
    const byHand = renderCronRun(environment.full, cron.full, { id: 'run_01', ownerUid: 'uid_01' });
    expect(byHand['spec']).toEqual(made.spec.jobTemplate.spec);
    expect(made.metadata.name.length).toBeLessThanOrEqual(52);
    expect(podOf(made as unknown as Manifest)['spec']).toEqual(template.spec);
  });

  test('a cron process that is called like a process is refused', () => {
    expect(() => renderEnvironment({ ...environment.full, cron: [{ ...cron.full, name: 'web' }] })).toThrow(RangeError);
  });

  test('rendering twice gives the same', () => {
    expect(JSON.stringify(all())).toBe(JSON.stringify(all()));
  });
});
