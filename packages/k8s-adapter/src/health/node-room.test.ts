import { expect, test } from 'vitest';
import { nodeRooms, podRequests } from './node-room.js';

const node = (name: string, cpu: string, more: object = {}) => ({ metadata: { name }, status: { allocatable: { cpu, memory: '4Gi', pods: '110' }, nodeInfo: { architecture: 'amd64' } }, ...more }) as never;
const pod = (nodeName: string | undefined, cpu: string, memory: string, phase = 'Running') => ({ spec: { nodeName, containers: [{ name: 'a', resources: { requests: { cpu, memory } } }, { name: 'b', resources: {} }] }, status: { phase } }) as never;

test('a node has what its pods do not ask for; ended pods and those elsewhere take nothing', () => {
  const pods = [pod('one', '500m', '1Gi'), pod('one', '1', '1Gi', 'Failed'), pod('two', '250m', '512Mi'), pod(undefined, '4', '8Gi', 'Pending')];
  expect(nodeRooms([node('one', '2'), node('two', '3'), node('closed', '64', { spec: { unschedulable: true } })], pods)).toEqual([
    { node: 'two', architecture: 'amd64', cpuMillicores: 2750, memoryBytes: 3.5 * 2 ** 30, pods: 109, closed: null },
    { node: 'one', architecture: 'amd64', cpuMillicores: 1500, memoryBytes: 3 * 2 ** 30, pods: 109, closed: null },
  ]);
});

test.each([
  ['node.kubernetes.io/disk-pressure', 'NoSchedule', 'it is short of disk space'],
  ['example.com/batch', 'NoExecute', 'it has the taint example.com/batch'],
  ['example.com/rather-not', 'PreferNoSchedule', null],
])('a node with the taint %s:%s says why it takes no pod: %s', (key, effect, closed) => {
  const rooms = nodeRooms([node('large', '64', { spec: { taints: [{ key, effect }] } }), node('small', '1')], []);
  expect(rooms.map((room) => [room.node, room.closed])).toEqual(closed === null ? [['large', null], ['small', null]] : [['small', null], ['large', closed]]);
});

test('a step before the start counts when it asks for more than the containers together', () => {
  const containers = [{ name: 'a', resources: { requests: { cpu: '100m', memory: '64Mi' } } }];
  expect(podRequests({ spec: { containers, initContainers: [{ name: 'i', resources: { requests: { cpu: '1', memory: '32Mi' } } }] } } as never)).toEqual({ cpuMillicores: 1000, memoryBytes: 64 * 2 ** 20 });
});
