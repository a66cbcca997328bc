import { readFileSync } from 'node:fs';
import { ensureCluster, registerInstallation, workerKubeconfig } from '../local/cluster.mjs';

/**
 * The cluster that apps run on.
 * @typedef {object} TargetCluster
 * @property {boolean} local whether it is the one of infra/local
 * @property {string} kubeconfig path; an administrator's, for people and tests
 * @property {string} workerKubeconfig text; the worker's own
 * @property {string} registryMasterKey 32 bytes in base64
 * @property {string | null} ca path of the certificate behind the apps' URLs; null when it is a public one
 * @property {ClusterRow} row
 */

/**
 * What the database keeps of it, except for what is sealed (packages/db/prisma/schema.prisma, model Cluster).
 * @typedef {object} ClusterRow
 * @property {string} name
 * @property {string} registryHost @property {string} registryUrl @property {boolean} registryInsecure @property {string | null} imageMirror
 * @property {string} ingressClass @property {string} ingressAddress @property {number} httpsPort @property {string} baseDomain
 * @property {string | null} caCertificate @property {string | null} storageClass @property {boolean} userNamespaces
 * @property {string[]} excludedCidrs @property {string} builderImage
 * @property {string | null} gatewayName @property {string | null} gatewayNamespace @property {string | null} ingressMetricsUrl @property {string | null} activatorAddress @property {boolean} requestMetrics
 */

/**
 * Makes the local cluster run and describes it.
 * @param {import('../local/progress.mjs').Report} report
 * @param {import('./identity.mjs').Identity} identity
 * @returns {Promise<TargetCluster>}
 */
export async function localTarget(report, identity) {
  const cluster = await ensureCluster({ report });
  const { id, checkout, portalHost, baseDomain, ports } = identity;
  await registerInstallation({ ...identity, id, checkout, portalHost, baseDomain, apiPort: ports.api, webPort: ports.web });
  return {
    local: true,
    kubeconfig: cluster.kubeconfig,
    workerKubeconfig: await workerKubeconfig(),
    registryMasterKey: readFileSync(cluster.registry.masterKeyFile, 'utf8').trim(),
    ca: cluster.caCertificate,
    row: {
      name: 'local',
      registryHost: cluster.registry.host,
      registryUrl: cluster.registry.url,
      registryInsecure: true,
      imageMirror: cluster.registry.mirror,
      ingressClass: cluster.ingressClass,
      ingressAddress: `${cluster.ingress.address}:${cluster.ingress.httpsPort}`,
      httpsPort: cluster.ingress.httpsPort,
      baseDomain,
      caCertificate: readFileSync(cluster.caCertificate, 'utf8'),
      storageClass: cluster.storageClass,
      userNamespaces: cluster.hostUsers,
      excludedCidrs: cluster.excludedCidrs,
      builderImage: `${cluster.builderImage.ref.replace(/:[^:/]+$/, '')}@${cluster.builderImage.digest}`,
      gatewayName: cluster.gateway.name,
      gatewayNamespace: cluster.gateway.namespace,
      ingressMetricsUrl: cluster.ingressMetricsUrl,
      activatorAddress: cluster.activatorAddress,
      requestMetrics: true,
    },
  };
}
