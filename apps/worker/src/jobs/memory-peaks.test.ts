import { ClusterError } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import { MemoryPeaks } from './memory-peaks.js';

const spec = { namespacePrefix: 'berth', tenant: { id: 't', slug: 'acme' }, environment: { id: 'e', slug: 'production' } };
const at = (memoryBytes: number, measuredAt: string) => [{ pod: 'web-1', cpuMillicores: 1, memoryBytes, measuredAt }];

test('the largest sample of a pod is kept, and the cluster is asked every five seconds at most', async () => {
  const answers = [at(50, 'a'), at(90, 'b'), at(70, 'c')];
  let asked = 0;
  const peaks = new MemoryPeaks({ podMetrics: async () => answers[asked++]! }, spec, 0);
  for (const now of [1_000, 5_000, 6_000, 10_000, 15_000]) await peaks.sample(now);
  expect(asked).toBe(3);
  expect(peaks.of('web-1')).toEqual({ memoryBytes: 90, measuredAt: 'b' });
  expect(peaks.of('web-2')).toBeNull();
  expect(peaks.of(null)).toBeNull();
});

test('a cluster that does not measure, or does not answer, stops nothing', async () => {
  const none = new MemoryPeaks({ podMetrics: async () => null }, spec, 0);
  await none.sample(6_000);
  const away = new MemoryPeaks({ podMetrics: () => Promise.reject(new ClusterError('unreachable', 'no', { remedy: '', retryable: true })) }, spec, 0);
  await away.sample(6_000);
  expect([none.of('web-1'), away.of('web-1')]).toEqual([null, null]);
});
