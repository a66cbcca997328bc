import { defaultWebProcess, type DeploymentInput, type Scale } from '@berth/domain';
import { expect, test } from 'vitest';
import { sleepRefusal } from './refuse-sleep.js';

const withScale = (scale: Scale) => ({ ...defaultWebProcess, scale });
const range = { min: 0, max: 3 };
const bare = { activatorAddress: null, ingressMetricsUrl: 'http://x' };

function refusal(cluster: Parameters<typeof sleepRefusal>[0], asked: Scale, { live = null, set = {}, kind = 'source' }: { live?: Scale | null; set?: Record<string, Scale>; kind?: DeploymentInput['kind'] } = {}): string | null {
  const environment = { kind: 'standing', scale: set, liveRelease: live && { processes: [withScale(live)] }, app: { previews: {}, tenant: { state: 'active' } } } as unknown as Parameters<typeof sleepRefusal>[1];
  return sleepRefusal(cluster, environment, [withScale(asked)], { kind });
}

test('a release whose web process is to sleep is refused where nothing would wake it up', () => {
  expect(refusal(bare, range)).toMatch(/^Process web is to have no pod/);
  expect(refusal({ activatorAddress: '10.0.0.1:8080', ingressMetricsUrl: null }, range)).toMatch(/tells when it is idle/);
  expect(refusal({ activatorAddress: '10.0.0.1:8080', ingressMetricsUrl: 'http://x' }, range)).toBeNull();
  expect(refusal(bare, { min: 1, max: 3 })).toBeNull();
  expect(refusal(bare, range, { live: { min: 1, max: 1 } })).not.toBeNull();
});

test('a scale of the environment’s own counts; what slept before is deployed all the same, and going back is not held up', () => {
  expect(refusal(bare, range, { set: { web: { min: 1, max: 2 } } })).toBeNull();
  expect(refusal(bare, range, { live: range })).toBeNull();
  expect(refusal(bare, range, { kind: 'release' })).toBeNull();
});
