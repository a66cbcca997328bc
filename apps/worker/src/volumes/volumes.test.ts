import { defaultProcess, defaultWebProcess } from '@berth/domain';
import { ClusterError, type ClusterErrorCode, type LiveObject, type Manifest } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import { claimsRefused, withoutClaimsInPlace } from './claims.js';
import { describeReplacement, storageOf, volumesRefusal, type VolumesQuestion } from './volumes-refusal.js';

const Mi = 2 ** 20;
const web = (sizeMi: number, name = 'data') => ({ ...defaultWebProcess, volumes: [{ name, path: '/data', sizeBytes: sizeMi * Mi }] });
const row = (sizeMi: number, more: object = {}) => ({ name: 'data', process: 'web', sizeBytes: BigInt(sizeMi * Mi), deletedAt: null, ...more });
const question = (given: Partial<VolumesQuestion>): VolumesQuestion => ({ processes: [web(64)], known: [row(64)], asked: true, cannotGrow: new Set(), use: { storageBytes: { used: 64 * Mi, hard: 128 * Mi } }, ...given });

test('a volume stays as it is, grows where the cluster lets it, and is new where none is', () => {
  expect(volumesRefusal(question({}))).toBeNull();
  expect(volumesRefusal(question({ processes: [web(128)] }))).toBeNull();
  expect(volumesRefusal(question({ known: [] }))).toBeNull();
});

test('a volume that the cluster has refused until now may be asked for in any size, and counts whole', () => {
  const refused = { known: [row(0)], processes: [web(96)] };
  expect(volumesRefusal(question({ ...refused, cannotGrow: new Set(['data']), use: null }))).toBeNull();
  expect(volumesRefusal(question(refused))).toMatchObject({ class: 'quota', message: 'Its volumes need 96Mi of storage more, and the budget of 128Mi has 64Mi left.' });
});

test('smaller is refused to who asks for it, and not to who goes back', () => {
  expect(volumesRefusal(question({ processes: [web(32)] }))).toMatchObject({ class: 'settings-refused', message: 'Volume data has 64Mi: it cannot become smaller (32Mi).' });
  expect(volumesRefusal(question({ processes: [web(32)], asked: false }))).toBeNull();
});

test('what the cluster does not let grow, what is being deleted and what is another process’s is refused', () => {
  expect(volumesRefusal(question({ processes: [web(128)], cannotGrow: new Set(['data']) }))?.message).toBe('Volume data has 64Mi: this cluster’s storage does not let it grow to 128Mi.');
  expect(volumesRefusal(question({ known: [row(64, { deletedAt: new Date() })] }))?.message).toBe('Volume data is being deleted.');
  expect(volumesRefusal(question({ known: [row(64, { process: 'jobs' })] }))?.message).toBe('Volume data is that of process jobs: web cannot have it.');
});

test('only what is added counts against the budget, and is refused with the numbers', () => {
  expect(storageOf(question({}))).toBeNull();
  expect(storageOf(question({ processes: [web(100)] }))).toEqual({ more: 36 * Mi, free: 64 * Mi });
  expect(volumesRefusal(question({ processes: [web(200)] }))).toMatchObject({ class: 'quota', message: 'Its volumes need 136Mi of storage more, and the budget of 128Mi has 64Mi left.' });
  expect(volumesRefusal(question({ processes: [web(200, 'other')], use: null }))).toBeNull();
});

test('who replaces a process with a volume is told what it costs', () => {
  const jobs = { ...defaultProcess('jobs'), volumes: web(64).volumes };
  expect(describeReplacement([defaultWebProcess], { strategy: 'rolling' })).toBeNull();
  expect(describeReplacement([defaultWebProcess, jobs], { strategy: 'rolling' })).toBe('jobs: the old pod ends before the new one starts, since two cannot have one volume');
  expect(describeReplacement([web(64)], { strategy: 'staged', watchSeconds: 60 })).toBe('web: the old pod ends before the new one starts, since two cannot have one volume; for some seconds nothing answers, and staged is not possible');
});

test('a claim that is there is written only to let it grow', () => {
  const claim = (storage: string): Manifest => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { resources: { requests: { storage } } } });
  const service: Manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'data' } };
  const kept = (wanted: string, live: string[]): number => withoutClaimsInPlace([claim(wanted), service], live.map(claim) as LiveObject[]).length;
  expect(kept('1Gi', [])).toBe(2);
  expect(kept('1Gi', ['1024Mi'])).toBe(1);
  expect(kept('1Gi', ['2Gi'])).toBe(1);
  expect(kept('2Gi', ['1Gi'])).toBe(2);
});

test('a claim that the budget has no room for is not one that the storage does not let grow', () => {
  const claim = (name: string, refusal: ClusterErrorCode | null) => ({ ref: { kind: 'PersistentVolumeClaim', name } as const, refusal: refusal && new ClusterError(refusal, 'no', { remedy: '', retryable: false }) });
  expect([...claimsRefused([claim('fits', null), claim('budget', 'quota-exceeded'), claim('storage', 'forbidden'), { ...claim('other', 'forbidden'), ref: { kind: 'Service', name: 'other' } }])]).toEqual(['storage']);
});
