import type { V1Container, V1Job } from '@kubernetes/client-node';
import type { BuildJobSpec } from '../app-spec.js';
import { buildJobName, buildNamespace, fixedNames, labels } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { builderComponents } from './builder-facts.js';
import { literal } from './literal.js';
import { buildLabels } from './object-labels.js';
import { containerResources } from './quantities.js';
import { builderAddress } from './render-builder.js';
import { containerWalls, podWalls } from './restricted.js';

const tlsFolder = '/run/berth/builder-client';
const registryFolder = '/run/berth/registry';
const workFolder = '/work';
/** Room for an archive and what it unpacks to. */
const workSize = '4Gi';
/** A finished Job is read by the worker at once; it stays a while for a worker that was away. */
const keepSeconds = 3600;

/** One build. The client's key and the registry credentials are mounted here and nowhere else in the namespace. */
export function renderBuildJob(spec: BuildJobSpec): Manifest {
  const objectLabels = {
    ...buildLabels(spec),
    [labels.component]: builderComponents.build,
    [labels.app]: spec.app.slug,
    [labels.appId]: spec.app.id,
    [labels.buildId]: spec.buildId,
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: buildJobName(spec.app, spec.buildId), namespace: buildNamespace(spec.namespacePrefix, spec.tenant.slug), labels: objectLabels },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: spec.timeoutSeconds,
      ttlSecondsAfterFinished: keepSeconds,
      template: {
        metadata: { labels: objectLabels },
        spec: {
          restartPolicy: 'Never',
          serviceAccountName: fixedNames.buildAccount,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 20,
          ...podWalls(true),
          containers: [container(spec)],
          volumes: [
            { name: 'work', emptyDir: { sizeLimit: workSize } },
            { name: 'builder-client', secret: { secretName: fixedNames.builderClientTls, defaultMode: 0o400 } },
            { name: 'registry', secret: { secretName: fixedNames.buildRegistry, defaultMode: 0o400 } },
          ],
        },
      },
    },
  } satisfies Json<V1Job>;
}

function container(spec: BuildJobSpec): Json<V1Container> {
  const { registry, source, target, dockerfile } = spec;
  return {
    name: 'build',
    image: spec.image,
    imagePullPolicy: 'IfNotPresent',
    command: [
      'build-runner',
      `-builder=${builderAddress(spec)}`,
      `-tls=${tlsFolder}`,
      `-source=${registry.host}/${source.repository}@${source.digest}`,
      `-image=${registry.host}/${target.repository}:${target.tag}`,
      `-work=${workFolder}`,
      ...(registry.insecure ? ['-insecure-registry'] : []),
      ...(spec.noCache ? ['-no-cache'] : []),
      ...(spec.folder === null ? [] : [literal(`-root=${spec.folder}`)]),
      ...(dockerfile.kind === 'path' ? [literal(`-dockerfile=${dockerfile.path}`)] : []),
    ],
    env: [{ name: 'DOCKER_CONFIG', value: registryFolder }, ...generatedDockerfile(spec)],
    resources: containerResources(spec.size),
    securityContext: { ...containerWalls(), readOnlyRootFilesystem: true },
    terminationMessagePolicy: 'File',
    volumeMounts: [
      { name: 'work', mountPath: workFolder },
      { name: 'builder-client', mountPath: tlsFolder, readOnly: true },
      { name: 'registry', mountPath: registryFolder, readOnly: true },
    ],
  };
}

function generatedDockerfile({ dockerfile }: BuildJobSpec): { name: string; value: string }[] {
  if (dockerfile.kind === 'path') return [];
  return [
    { name: 'BERTH_DOCKERFILE', value: literal(dockerfile.text) },
    ...(dockerfile.ignore === null ? [] : [{ name: 'BERTH_DOCKERIGNORE', value: literal(dockerfile.ignore) }]),
  ];
}
