import { expect, test } from 'vitest';
import { unscaled } from './process-settings.js';
import { scaleBesideVolumes, volumePath, volumeProblems, volumeSchema } from './volumes.js';

const volume = (name: string, path = `/${name}`) => ({ name, path, sizeBytes: 2 ** 24 });

test.each([['/data'], ['/var/lib/app'], ['/etc/app'], ['/usr/share/x.y-z'], ['/home/app/@cache']])('%s is a place for a volume', (path) => expect(volumePath.safeParse(path).success).toBe(true));

test.each([['/'], ['data'], ['/data/'], ['//data'], ['/a/../etc'], ['/a/./b'], ['/etc'], ['/usr'], ['/proc'], ['/proc/x'], ['/dev/shm'], ['/sys/fs'], ['/run/secrets/x'], ['/var/run/secrets/kubernetes.io'], ['/a b'], ['/a,b']])('%s is none', (path) => expect(volumePath.safeParse(path).success).toBe(false));

test('a volume has 16Mi at least', () => {
  expect(volumeSchema.safeParse(volume('data')).success).toBe(true);
  expect(volumeSchema.safeParse({ ...volume('data'), sizeBytes: 2 ** 24 - 1 }).success).toBe(false);
});

test('names and paths that meet are named, with the process and the place', () => {
  expect(volumeProblems([{ name: 'web', volumes: [volume('a'), volume('b', '/b/c')] }, { name: 'jobs', volumes: [volume('c', '/b')] }])).toEqual([]);
  expect(volumeProblems([{ name: 'web', volumes: [volume('a'), volume('a', '/x')] }, { name: 'jobs', volumes: [volume('a')] }]).map(({ process, index, key, message }) => [process, index, key, message])).toEqual([
    ['web', 1, 'name', 'two volumes are called a'],
    ['jobs', 0, 'name', 'a is a volume of web already: two processes cannot share one'],
  ]);
  expect(volumeProblems([{ name: 'web', volumes: [volume('a', '/data'), volume('b', '/data/inner'), volume('c', '/database')] }]).map(({ index, key }) => [index, key])).toEqual([[1, 'path']]);
});

test('beside a volume there is one pod or none, whatever it was scaled to', () => {
  const held = { volumes: [volume('data')] };
  expect(unscaled({ kind: 'web', ...held })).toEqual({ min: 1, max: 1 });
  for (const scale of [{ min: 3, max: 3 }, { min: 1, max: 4 }, { min: 0, max: 2 }, { min: 0, max: 1 }]) expect(scaleBesideVolumes(scale, held)).toEqual({ min: 1, max: 1 });
  expect(scaleBesideVolumes({ min: 0, max: 0 }, held)).toEqual({ min: 0, max: 0 });
  expect(scaleBesideVolumes({ min: 3, max: 9 }, { volumes: [] })).toEqual({ min: 3, max: 9 });
});
