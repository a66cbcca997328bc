import { buildNamespace, fixedNames } from '../labels.js';

/** The port at which buildkitd listens, with mutual TLS alone. */
export const builderPort = 1234;

/** `app.kubernetes.io/component` of the pods in a build namespace: buildkitd, and the runner in which builds are started. */
export const builderComponents = { builder: 'builder', build: 'build' } as const;

/** File names inside the TLS Secrets, as both sides read them. */
export const tlsFiles = { ca: 'ca.crt', certificate: 'tls.crt', key: 'tls.key' } as const;

interface BuilderTarget {
  namespacePrefix: string;
  tenant: { slug: string };
}

/** Names that the builder's server certificate must hold. */
export function builderHosts(target: BuilderTarget): string[] {
  const namespace = buildNamespace(target.namespacePrefix, target.tenant.slug);
  return [`${fixedNames.builder}.${namespace}.svc`, `${fixedNames.builder}.${namespace}.svc.cluster.local`];
}

/** The address that builds use. */
export const builderAddress = (target: BuilderTarget): string => `tcp://${builderHosts(target)[0]}:${builderPort}`;
