import { expect, test } from 'vitest';
import { environmentHost, hostOf, hostOfNobody } from './hosts.js';
import { appSlug, tenantSlug } from './slug.js';

test('no app can have the host that nobody has, however it and its tenant are named', () => {
  const label = hostOfNobody('apps.test').replace('.apps.test', '');
  for (const cut of [...label.matchAll(/-/g)].map(({ index }) => index)) {
    const [app, tenant] = [label.slice(0, cut), label.slice(cut + 1)];
    expect(hostOf(app, tenant, 'apps.test')).toBe(hostOfNobody('apps.test'));
    expect(appSlug.safeParse(app).success && tenantSlug.safeParse(tenant).success).toBe(false);
  }
  expect(environmentHost('shop', 'staging', 'acme', 'apps.test')).toBe('shop-staging-acme.apps.test');
});
