import { createHash } from 'node:crypto';
import type { V1Deployment, V1PodSpec } from '@kubernetes/client-node';
import type { BuilderSpec, BuildSpec } from '../app-spec.js';
import { annotations, buildNamespace, fixedNames, labels } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { builderAddress, builderComponents } from './builder-facts.js';
import { buildLabels } from './object-labels.js';
import { bytes, containerResources } from './quantities.js';
import { containerWalls, podWalls } from './restricted.js';

const tlsFolder = '/run/berth/builder-client';
const registryFolder = '/run/berth/registry';
const workFolder = '/work';

/**
 * The pod in which a tenant's builds run, each started by a command. The client's key and the registry credentials are
 * mounted here and nowhere else in the namespace. It has no `replicas`, as the builder: both are started and stopped together.
 */
export function renderBuildRunner(spec: BuilderSpec): Manifest {
  const objectLabels = { ...buildLabels(spec), [labels.component]: builderComponents.build };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: fixedNames.buildRunner, namespace: buildNamespace(spec.namespacePrefix, spec.tenant.slug), labels: objectLabels },
    spec: {
      selector: { matchLabels: { [labels.installation]: spec.namespacePrefix, [labels.tenantId]: spec.tenant.id, [labels.component]: builderComponents.build } },
      strategy: { type: 'Recreate' },
      revisionHistoryLimit: 0,
      template: { metadata: { labels: objectLabels, annotations: { [annotations.configuration]: runnerRevision(spec) } }, spec: podSpec(spec) },
    },
  } satisfies Json<V1Deployment>;
}

/** What the annotation of a runner's pod says that runs exactly this: a mounted Secret is read anew only after a minute, so other keys make another pod. */
export function runnerRevision(spec: BuilderSpec): string {
  const { caCertificate, clientCertificate } = spec.tls;
  return createHash('sha256').update(JSON.stringify([podSpec(spec), caCertificate, clientCertificate, spec.buildDockerConfig])).digest('hex').slice(0, 16);
}

function podSpec(spec: BuilderSpec): Json<V1PodSpec> {
  const { requests, limits } = containerResources(spec.runnerSize);
  return {
    serviceAccountName: fixedNames.buildAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 20,
    ...podWalls(true),
    containers: [
      {
        name: runnerContainer,
        image: spec.image,
        imagePullPolicy: 'IfNotPresent',
        command: ['build-runner', 'serve'],
        env: [{ name: 'DOCKER_CONFIG', value: registryFolder }],
        resources: { requests: { ...requests, 'ephemeral-storage': '64Mi' }, limits: { ...limits, 'ephemeral-storage': bytes(spec.workBytes) } },
        securityContext: { ...containerWalls(), readOnlyRootFilesystem: true },
        volumeMounts: [
          { name: 'work', mountPath: workFolder },
          { name: 'builder-client', mountPath: tlsFolder, readOnly: true },
          { name: 'registry', mountPath: registryFolder, readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: 'work', emptyDir: { sizeLimit: bytes(spec.workBytes) } },
      { name: 'builder-client', secret: { secretName: fixedNames.builderClientTls, defaultMode: 0o400 } },
      { name: 'registry', secret: { secretName: fixedNames.buildRegistry, defaultMode: 0o400 } },
    ],
  };
}

export const runnerContainer = 'build';

/** How a build is started in the runner, or joined: the command, and the line that it reads. */
export function renderBuildOrder(spec: BuildSpec): { command: string[]; input: string } {
  const { registry, source, target, dockerfile } = spec;
  const order = {
    arguments: [
      `-builder=${builderAddress(spec)}`,
      `-tls=${tlsFolder}`,
      `-source=${registry.host}/${source.repository}@${source.digest}`,
      `-image=${registry.host}/${target.repository}:${target.tag}`,
      `-timeout=${spec.timeoutSeconds}s`,
      ...(registry.insecure ? ['-insecure-registry'] : []),
      ...(spec.noCache ? ['-no-cache'] : []),
      ...(spec.folder === null ? [] : [`-root=${spec.folder}`]),
      ...(dockerfile.kind === 'path' ? [`-dockerfile=${dockerfile.path}`] : []),
    ],
    ...(dockerfile.kind === 'generated' ? { dockerfile: dockerfile.text, dockerignore: dockerfile.ignore ?? '' } : {}),
  };
  return { command: ['build-runner', 'run', ...(spec.joins ? ['-join'] : []), spec.buildId], input: `${JSON.stringify(order)}\n` };
}

/** How builds are ended in the runner, whether they have begun or not. */
export const cancelCommand = (buildIds: readonly string[]): string[] => ['build-runner', 'cancel', ...buildIds];
