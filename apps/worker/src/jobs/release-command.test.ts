import { namedSizes } from '@berth/domain';
import type { EnvironmentSpec } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import { releaseJobOf } from './release-command.js';

const process = { name: 'web', kind: 'web', command: null, port: 8080, readiness: { type: 'tcp' }, size: namedSizes.medium, cpuLimitMillicores: null, minReadySeconds: 0, gracePeriodSeconds: 30, replicas: { min: 1, max: 1 } } satisfies EnvironmentSpec['processes'][number];
const spec: EnvironmentSpec = {
  namespacePrefix: 'berth', tenant: { id: 't', slug: 'acme' }, app: { id: 'a', slug: 'shop' }, environment: { id: 'e', slug: 'production' }, release: { id: 'r', version: 1 }, image: 'registry/shop@sha256:0', env: {}, configVersion: 1,
  processes: [process], cron: [], hosts: [], certificates: [], storageClass: null, ingressClass: null, userNamespaces: true, pullDockerConfig: null, maxSurge: 'all', candidate: null, routing: { kind: 'ingress' },
};
const limitOf = (kind: string, size: (typeof namedSizes)['large'] | null) => {
  const { job } = releaseJobOf(spec, { kind, app: { previews: { size: 'small' } } } as never, 'd', { command: ['migrate'], timeoutSeconds: 60, size });
  return JSON.stringify(job).match(/"limits":\{"memory":"(\w+)"/)?.[1];
};

test('a release command is as large as it says, or as the first process; in a preview no larger than its share', () => {
  expect([limitOf('permanent', namedSizes.large), limitOf('permanent', null)]).toEqual(['2Gi', '1Gi']);
  expect([limitOf('preview', namedSizes.large), limitOf('preview', null)]).toEqual(['512Mi', '512Mi']);
});
