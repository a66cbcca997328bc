import type { Failure, NodeRoom } from '@berth/k8s-adapter';
import { ClusterError } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import { explainFailure, fitsAfterOneLeft, withArchitecture, withPeak, withRoom } from './explain-failure.js';

const failure = (name: Failure['class']): Failure => ({ class: name, title: '', message: 'It is so.', evidence: [], remedy: 'Do it.', permanent: false, pod: 'web-1', container: 'web', lookInside: null });
const room = (node: string, cpuMillicores: number): NodeRoom => ({ node, architecture: 'amd64', cpuMillicores, memoryBytes: 2 ** 30, pods: 7, closed: null });
const old = (nodeName: string, cpu: string) => ({ spec: { nodeName, containers: [{ name: 'web', resources: { requests: { cpu, memory: '64Mi' } } }] } }) as never;
const size = { cpuRequestMillicores: 1000, memoryRequestBytes: 2 ** 27 };

test('a lack of room says how much there is', () => {
  const found = withRoom(failure('unschedulable'), [room('two', 850), room('one', 40)]);
  expect(found.message).toBe('It is so. The roomiest of 2 nodes has 850m CPU, 1024Mi memory and 7 pods free.');
  expect(found.evidence.map(({ object, text }) => `${object}: ${text}`)).toEqual(['two: 850m CPU, 1024Mi memory and 7 pods free', 'one: 40m CPU, 1024Mi memory and 7 pods free']);
});

test('a node that takes no pods says why', () => {
  const found = withRoom(failure('unschedulable'), [{ ...room('one', 850), closed: 'it is short of disk space' }]);
  expect(found.message).toBe('It is so. The node has 850m CPU, 1024Mi memory and 7 pods free, and takes no new pods: it is short of disk space.');
  expect(fitsAfterOneLeft([{ ...room('one', 850), closed: 'it is short of disk space' }], [size], [old('one', '1')])).toBe(false);
});

test('a wrong architecture says which one is needed', () => {
  const found = withArchitecture(failure('wrong-architecture'), [{ architecture: 'amd64' }, { architecture: 'amd64' }]);
  expect(found.message).toBe('It is so. The cluster\'s nodes are linux/amd64.');
  expect(found.remedy).toContain('Build the image for linux/amd64');
});

test('the most memory that was measured is evidence, with its time', () => {
  const { evidence } = withPeak(failure('out-of-memory'), { memoryBytes: 90 * 2 ** 20, measuredAt: '2026-11-21T12:00:00Z' });
  expect(evidence).toEqual([{ source: 'metrics', object: 'web-1', text: 'the most that was measured before: 90Mi', at: '2026-11-21T12:00:00Z' }]);
});

test('a failure stands as it is where the nodes cannot be read', async () => {
  const list = () => Promise.reject(new ClusterError('forbidden', 'no', { remedy: '', retryable: false }));
  expect(await explainFailure({ list } as never, failure('unschedulable'), null)).toEqual(failure('unschedulable'));
  expect(await explainFailure({ list: () => Promise.reject(new TypeError('a fault of ours')) } as never, failure('crash'), null)).toEqual(failure('crash'));
});

test('old pods go one by one only when what one leaves is enough', () => {
  expect(fitsAfterOneLeft([room('one', 200)], [size], [old('one', '800m')])).toBe(true);
  expect(fitsAfterOneLeft([room('one', 200)], [size], [old('one', '700m')])).toBe(false);
  expect(fitsAfterOneLeft([room('one', 200), room('two', 0)], [size], [old('two', '800m')])).toBe(false);
  expect(fitsAfterOneLeft([room('one', 200)], [size], [])).toBe(false);
  expect(fitsAfterOneLeft([], [size], [old('one', '1m')])).toBe(true);
});
