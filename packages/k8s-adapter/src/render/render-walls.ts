import type { V1NetworkPolicy, V1NetworkPolicySpec } from '@kubernetes/client-node';
import type { EgressAllowance, TenantSpec } from '../app-spec.js';
import { labels } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { builderComponents, builderPort } from './builder-facts.js';
import { internetV4, internetV6 } from './internet.js';

interface Place {
  spec: TenantSpec;
  namespace: string;
  labels: Record<string, string>;
}
type PolicySpec = Json<V1NetworkPolicySpec>;
type Peer = NonNullable<NonNullable<PolicySpec['egress']>[number]['to']>[number];

const everyPod = {};
const byNamespace = (name: string): Record<string, unknown> => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });

/** Closed by default, in and out; the ingress controller comes in, names and the internet are reached. */
export function renderTenantWalls(place: Place): Manifest[] {
  return [...commonWalls(place), ingressIn(place)];
}

/** Closed by default, in and out; only this tenant's build runner reaches its builder, both reach names, internet and registry. */
export function renderBuildWalls(place: Place): Manifest[] {
  const builder = { matchLabels: { [labels.component]: builderComponents.builder } };
  const build = { matchLabels: { [labels.component]: builderComponents.build } };
  const ports = [{ protocol: 'TCP', port: builderPort }];
  return [
    ...commonWalls(place),
    ...place.spec.buildEgress.map((allowance, index) => allow(place, `allow-registry-${index + 1}`, allowance)),
    policy(place, 'allow-build-in', { podSelector: builder, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: build }], ports }] }),
    policy(place, 'allow-builder-out', { podSelector: build, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: builder }], ports }] }),
  ];
}

function commonWalls(place: Place): Manifest[] {
  return [
    policy(place, 'deny-all', { podSelector: everyPod, policyTypes: ['Ingress', 'Egress'] }),
    dnsOut(place),
    internetOut(place),
    ...place.spec.egress.map((allowance, index) => allow(place, `allow-egress-${index + 1}`, allowance)),
  ];
}

function policy(place: Place, name: string, spec: PolicySpec): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: place.namespace, labels: place.labels },
    spec,
  } satisfies Json<V1NetworkPolicy>;
}

function dnsOut(place: Place): Manifest {
  const { dns } = place.spec;
  const to: Peer[] = [
    { namespaceSelector: byNamespace(dns.namespace), podSelector: { matchLabels: dns.podLabels } },
    ...dns.addresses.map((address) => ({ ipBlock: { cidr: asCidr(address) } })),
  ];
  const ports = [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ];
  return policy(place, 'allow-dns', { podSelector: everyPod, policyTypes: ['Egress'], egress: [{ to, ports }] });
}

function internetOut(place: Place): Manifest {
  const to: Peer[] = [{ ipBlock: internetV4(place.spec.excludedCidrs) }, { ipBlock: internetV6(place.spec.excludedCidrs) }];
  return policy(place, 'allow-internet', { podSelector: everyPod, policyTypes: ['Egress'], egress: [{ to }] });
}

function ingressIn(place: Place): Manifest {
  const { ingress, activator } = place.spec;
  // Cilium lets a node's own processes reach its pods whatever the policies say; others need the nodes' addresses.
  const from: Peer[] =
    ingress.kind === 'nodes'
      ? ingress.addresses.map((address) => ({ ipBlock: { cidr: asCidr(address) } }))
      : [{ namespaceSelector: byNamespace(ingress.namespace), podSelector: { matchLabels: ingress.podLabels } }];
  if (activator) from.push({ namespaceSelector: byNamespace(activator.namespace), podSelector: { matchLabels: activator.podLabels } });
  return policy(place, 'allow-ingress', {
    podSelector: { matchLabels: { [labels.processKind]: 'web' } },
    policyTypes: ['Ingress'],
    // An empty list of peers would let everyone in.
    ...(from.length > 0 ? { ingress: [{ from }] } : {}),
  });
}

function allow(place: Place, name: string, allowance: EgressAllowance): Manifest {
  const peer: Peer =
    allowance.kind === 'addresses'
      ? { ipBlock: { cidr: asCidr(allowance.cidr) } }
      : { namespaceSelector: byNamespace(allowance.namespace), ...(allowance.podLabels ? { podSelector: { matchLabels: allowance.podLabels } } : {}) };
  const ports = allowance.ports.map((port) => ({ protocol: 'TCP', port }));
  return policy(place, name, { podSelector: everyPod, policyTypes: ['Egress'], egress: [{ to: [peer], ports }] });
}

function asCidr(address: string): string {
  if (address.includes('/')) return address;
  return `${address}/${address.includes(':') ? 128 : 32}`;
}
