import AxeBuilder from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestbed, visit, type Testbed } from './browser.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await startTestbed();
}, 120_000);
afterEach(() => bed.closePages());
afterAll(() => bed?.stop());

const hello = '/t/acme/apps/hello/production';
const pages: [string, string, string][] = [
  ['login', 'nobody', '/login'],
  ['device', 'owner@acme.test', '/device?code=ABCD-EFGH'],
  ['tenant home', 'owner@acme.test', '/t/acme'],
  ['overview after a failure', 'owner@acme.test', '/t/acme/apps/shop/production'],
  ['overview as a viewer', 'viewer@acme.test', hello],
  ['deployments', 'owner@acme.test', `${hello}/deployments`],
  ['releases', 'owner@acme.test', `${hello}/releases`],
  ['logs', 'owner@acme.test', `${hello}/logs`],
  ['config', 'owner@acme.test', `${hello}/config`],
  ['processes', 'owner@acme.test', `${hello}/processes`],
  ['volumes', 'owner@acme.test', '/t/acme/apps/mailer/production/processes'],
  ['domains', 'owner@acme.test', `${hello}/domains`],
  ['no domains', 'owner@acme.test', '/t/acme/apps/docs/production/domains'],
  ['environments', 'owner@acme.test', `${hello}/environments`],
  ['environments as a viewer', 'viewer@acme.test', `${hello}/environments`],
  ['repository', 'owner@acme.test', `${hello}/repository`],
  ['no repository', 'owner@acme.test', '/t/acme/apps/docs/production/repository'],
  ['settings', 'owner@acme.test', `${hello}/settings`],
  ['usage', 'owner@acme.test', '/t/acme/usage'],
  ['members', 'owner@acme.test', '/t/acme/members'],
  ['profile', 'owner@acme.test', '/me'],
  ['tokens', 'owner@acme.test', '/me/tokens'],
  ['operator', 'operator@berth.test', '/operator'],
  ['operator’s tenant', 'operator@berth.test', '/operator/tenants/acme'],
  ['plans', 'operator@berth.test', '/operator/plans'],
  ['nothing here', 'owner@acme.test', '/t/globex'],
];

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

test.each(pages)('%s: no accessibility violation at 1440 px light or 360 px dark, nothing overflows or moves', async (_, email, path) => {
  const { page, complaints } = await bed.open(email);
  await page.addInitScript(() => {
    const shifts = { sum: 0 };
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) shifts.sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  expect(await visit(page, bed.origin + path)).toBe(path === '/t/globex' ? 404 : 200);
  await page.waitForTimeout(400);
  expect(await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum)).toBeLessThan(0.01);
  for (const [width, colorScheme] of [[1440, 'light'], [360, 'dark']] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    // A page has no frames: the mode without a second page for them is much faster. What a narrow dark page can break is colour and size.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const { violations } = await (width === 1440 ? axe.withTags(tags) : axe.withRules(['color-contrast', 'target-size'])).analyze();
    expect(violations.map(({ id, nodes }) => `${width} ${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
  expect(complaints).toEqual([]);
});
