import { openCluster, type Cluster } from '@berth/k8s-adapter';
import { openForWorker } from '@berth/sealing';
import { z } from 'zod';

/** What the credentials are sealed with; the same words are used where a cluster is added. */
const kubeconfigContext = (clusterName: string): string => `cluster-kubeconfig:${clusterName}`;
const registryKeysContext = (clusterName: string): string => `cluster-registry-keys:${clusterName}`;

export interface RegistryRoleKeys {
  build: Buffer;
  pull: Buffer;
  admin: Buffer;
}

const roleKey = z.base64().transform((text) => Buffer.from(text, 'base64'));
const roleKeysSchema = z.object({ build: roleKey, pull: roleKey, admin: roleKey });

export interface Credentials {
  cluster: Cluster;
  registryRoleKeys: RegistryRoleKeys;
  /** The account that the kubeconfig's token belongs to. */
  account: { namespace: string; name: string };
}

/** The only place where cluster credentials are opened. Throws SealBroken for what was sealed to another worker key. */
export function openSealedCluster(privateKey: string, row: { name: string; kubeconfig: Uint8Array; registryKeys: Uint8Array }, installation: string): Credentials {
  const kubeconfig = openForWorker(privateKey, row.kubeconfig, kubeconfigContext(row.name)).toString();
  const keys: unknown = JSON.parse(openForWorker(privateKey, row.registryKeys, registryKeysContext(row.name)).toString());
  return { cluster: openCluster(kubeconfig, { installation }), registryRoleKeys: roleKeysSchema.parse(keys), account: accountOf(kubeconfig) };
}

/** Where the token names no ServiceAccount, the one that infra/cluster-role.yaml is written for. */
const usualAccount = { namespace: 'berth-system', name: 'berth-worker' };

/** The ServiceAccount that a kubeconfig's token names as its subject (RFC 7519). */
export function accountOf(kubeconfig: string): { namespace: string; name: string } {
  const token = /["']?token["']?\s*:\s*["']?([\w-]+\.[\w-]+\.[\w-]+)/.exec(kubeconfig)?.[1];
  if (token === undefined) return usualAccount;
  try {
    const claims = z.object({ sub: z.string() }).parse(JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()));
    const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(claims.sub);
    return match ? { namespace: match[1]!, name: match[2]! } : usualAccount;
  } catch {
    return usualAccount; // not a token of the kind that carries claims
  }
}
