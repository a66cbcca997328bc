import { createHash } from 'node:crypto';
import type { V1ConfigMap, V1PersistentVolumeClaim, V1Service, V1StatefulSet } from '@kubernetes/client-node';
import type { BuilderSpec } from '../app-spec.js';
import { annotations, buildNamespace, fixedNames, labels } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { builderComponents, builderPort, tlsFiles } from './builder-facts.js';
import { builderConfig } from './builder-config.js';
import { renderBuildRunner } from './render-build-runner.js';
import { dockerConfigData, encode } from './docker-config.js';
import { buildLabels } from './object-labels.js';
import { bytes, containerResources } from './quantities.js';

const tlsFolder = '/run/berth/tls';
const configFolder = '/etc/buildkit';

/**
 * A tenant's builder, and the runner in which its builds are started. The StatefulSet has no `replicas`: its first creation starts it, then
 * stopping and starting is a scale, which applying never undoes.
 */
export function renderBuilder(spec: BuilderSpec): Manifest[] {
  const meta = (name: string): Manifest['metadata'] => ({
    name,
    namespace: buildNamespace(spec.namespacePrefix, spec.tenant.slug),
    labels: { ...buildLabels(spec), [labels.component]: builderComponents.builder },
  });
  const { tls } = spec;
  return [
    tlsSecret(meta(fixedNames.builderServerTls), tls.caCertificate, tls.serverCertificate, tls.serverKey),
    tlsSecret(meta(fixedNames.builderClientTls), tls.caCertificate, tls.clientCertificate, tls.clientKey),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: meta(fixedNames.buildRegistry),
      type: 'Opaque',
      data: dockerConfigData(spec.buildDockerConfig, 'config.json'),
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta(fixedNames.builderConfig), data: { 'buildkitd.toml': builderConfig(spec) } } satisfies Json<V1ConfigMap>,
    cacheClaim(spec, meta(fixedNames.builder)),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(fixedNames.builder),
      spec: {
        type: 'ClusterIP',
        clusterIP: 'None',
        selector: builderSelector(spec),
        ports: [{ name: 'buildkit', port: builderPort, targetPort: builderPort, protocol: 'TCP' }],
      },
    } satisfies Json<V1Service>,
    statefulSet(spec, meta(fixedNames.builder)),
    renderBuildRunner(spec),
  ];
}

const builderSelector = (spec: BuilderSpec): Record<string, string> => ({
  [labels.installation]: spec.namespacePrefix,
  [labels.tenantId]: spec.tenant.id,
  [labels.component]: builderComponents.builder,
});

function tlsSecret(metadata: Manifest['metadata'], ca: string, certificate: string, key: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata,
    type: 'kubernetes.io/tls',
    data: { [tlsFiles.ca]: encode(ca), [tlsFiles.certificate]: encode(certificate), [tlsFiles.key]: encode(key) },
  };
}

/** A claim of its own, not the StatefulSet's: a claim inside a StatefulSet can never be enlarged. */
function cacheClaim(spec: BuilderSpec, metadata: Manifest['metadata']): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(spec.storageClass === null ? {} : { storageClassName: spec.storageClass }),
      resources: { requests: { storage: bytes(spec.cacheBytes) } },
    },
  } satisfies Json<V1PersistentVolumeClaim>;
}

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

function statefulSet(spec: BuilderSpec, metadata: Manifest['metadata']): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      serviceName: fixedNames.builder,
      selector: { matchLabels: builderSelector(spec) },
      template: {
        metadata: {
          labels: metadata.labels!,
          // A new certificate or configuration restarts it; neither is read again while it runs.
          annotations: { [annotations.certificate]: fingerprint(spec.tls.serverCertificate + spec.tls.caCertificate), [annotations.configuration]: fingerprint(builderConfig(spec)) },
        },
        spec: {
          serviceAccountName: fixedNames.builderAccount,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          // Root and privileged only inside a user namespace of its own: nobody on the node.
          hostUsers: false,
          terminationGracePeriodSeconds: 20,
          containers: [
            {
              name: 'buildkitd',
              image: spec.image,
              imagePullPolicy: 'IfNotPresent',
              command: ['buildkitd', '--config', `${configFolder}/buildkitd.toml`],
              securityContext: { privileged: true },
              resources: containerResources(spec.size),
              ports: [{ name: 'buildkit', containerPort: builderPort, protocol: 'TCP' }],
              readinessProbe: { tcpSocket: { port: builderPort }, periodSeconds: 1, failureThreshold: 3 },
              terminationMessagePolicy: 'FallbackToLogsOnError',
              volumeMounts: [
                { name: 'config', mountPath: configFolder, readOnly: true },
                { name: 'tls', mountPath: tlsFolder, readOnly: true },
                { name: 'cache', mountPath: '/var/lib/buildkit' },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: fixedNames.builderConfig } },
            { name: 'tls', secret: { secretName: fixedNames.builderServerTls, defaultMode: 0o400 } },
            { name: 'cache', persistentVolumeClaim: { claimName: fixedNames.builder } },
          ],
        },
      },
    },
  } satisfies Json<V1StatefulSet>;
}
