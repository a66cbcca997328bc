import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCluster, network, registry as address, registryKeysDir } from '../paths.mjs';
import { critical, namespaceNamed, restrictedContainer } from './parts.mjs';

const namespace = 'registry';
const key = (/** @type {string} */ name) => readFileSync(join(registryKeysDir, name), 'utf8');

const config = () => ({
  version: '0.1',
  log: { level: 'warn', accesslog: { disabled: true } },
  storage: {
    filesystem: { rootdirectory: '/var/lib/registry' },
    delete: { enabled: true },
    cache: { blobdescriptor: 'inmemory' },
    maintenance: { uploadpurging: { enabled: true, age: '2h', interval: '1h', dryrun: false } }, // of uploads that were broken off; by itself it keeps them for a week
  },
  http: { addr: ':5000' },
  auth: {
    token: { realm: address.tokenUrl, service: 'berth-registry', issuer: 'berth-registry-token', jwks: '/etc/registry/jwks.json', signingalgorithms: ['ES256'] },
  },
});

/** A change of a mounted file restarts the pod. @param {string[]} contents */
const revisionOf = (...contents) => ({ 'berth.dev/revision': createHash('sha256').update(contents.join('\0')).digest('hex').slice(0, 12) });

/**
 * The image registry, and the service that says who may do what in it. Its keys are made by
 * `registry-token init` before.
 * @param {{ kube: string, builder: string }} images
 */
export function registry({ kube, builder }) {
  const configText = JSON.stringify(config(), undefined, 1);
  const jwks = key('jwks.json');
  const secrets = { 'master-key': key('master-key'), 'signing-key.pem': key('signing-key.pem') };
  const labels = { app: 'registry' };
  const tokenLabels = { app: 'registry-token' };
  return [
    namespaceNamed(namespace),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'registry', namespace }, data: { 'config.yml': configText, 'jwks.json': jwks } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'registry-token', namespace }, stringData: secrets },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'registry', namespace, labels },
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: revisionOf(configText, jwks) },
          spec: {
            ...critical,
            automountServiceAccountToken: false,
            containers: [
              {
                ...restrictedContainer('registry', kube, { cpu: '10m', memory: '64Mi' }, '1Gi'),
                args: ['registry', 'serve', '/etc/registry/config.yml'],
                env: [{ name: 'OTEL_TRACES_EXPORTER', value: 'none' }],
                readinessProbe: { httpGet: { path: '/', port: 5000 }, periodSeconds: 1 },
                volumeMounts: [{ name: 'config', mountPath: '/etc/registry' }, { name: 'data', mountPath: '/var/lib/registry' }],
              },
            ],
            volumes: [
              { name: 'config', configMap: { name: 'registry' } },
              { name: 'data', hostPath: { path: inCluster('registry'), type: 'DirectoryOrCreate' } },
            ],
          },
        },
      },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'registry', namespace, labels }, spec: { clusterIP: network.registry, selector: labels, ports: [{ port: 5000 }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'registry-token', namespace, labels: tokenLabels },
      spec: {
        replicas: 1,
        selector: { matchLabels: tokenLabels },
        template: {
          metadata: { labels: tokenLabels, annotations: revisionOf(...Object.values(secrets)) },
          spec: {
            ...critical,
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                ...restrictedContainer('registry-token', builder, { cpu: '10m', memory: '16Mi' }, '64Mi'),
                command: ['/usr/local/bin/registry-token', 'serve', '-keys', '/keys', '-listen', ':5001'],
                readinessProbe: { httpGet: { path: '/health', port: 5001 }, periodSeconds: 1 },
                volumeMounts: [{ name: 'keys', mountPath: '/keys', readOnly: true }],
              },
            ],
            volumes: [{ name: 'keys', secret: { secretName: 'registry-token', defaultMode: 0o440 } }],
          },
        },
      },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'registry-token', namespace, labels: tokenLabels }, spec: { clusterIP: network.registryToken, selector: tokenLabels, ports: [{ port: 5001 }] } },
  ];
}
