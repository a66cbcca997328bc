import AxeBuilder from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { send, startTestbed, visit, type Testbed } from './browser.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await startTestbed(300);
}, 120_000);
afterEach(() => bed.closePages());
afterAll(() => bed?.stop());

const hello = '/t/acme/apps/hello/production';
const canary = { strategy: 'canary', steps: [{ weight: 10, seconds: 600 }, { weight: 50, seconds: 600 }], gates: { errorPercent: 5 } };

test('a canary is watched, paused, resumed, continued and aborted on the app’s page, which shows who serves what', { timeout: 90_000 }, async () => {
  const { page, complaints } = await bed.open('owner@acme.test');
  const viewer = (await bed.open('viewer@acme.test')).page;
  await visit(page, bed.origin + hello);
  await send(page, 'tenants/acme/apps/hello/environments/production/deployments', { image: 'x/y:1', rollout: canary });
  const panel = page.getByRole('region', { name: 'Canary: stage 1 of 2' });
  await panel.getByText(/v8 gets 10 % of the requests, v7 90 %/).waitFor({ timeout: 20_000 });
  await page.getByRole('region', { name: 'Who answers requests now' }).getByText('v8 answers 10 %').waitFor();
  await panel.getByRole('row', { name: /Answers of 500 and above .* % 5 %/ }).waitFor();
  await panel.getByText(/Of \d+ requests in this stage/).waitFor();
  await panel.getByText(/9 min \d+ s left/).waitFor();
  await panel.getByRole('button', { name: 'Pause' }).press('Enter');
  await panel.getByText('Paused: it stays in this stage').waitFor();
  await panel.getByRole('button', { name: 'Resume' }).press('Enter');
  await panel.getByRole('button', { name: 'Next stage now' }).click();
  const second = page.getByRole('region', { name: 'Canary: stage 2 of 2' });
  await second.getByText(/v8 gets 50 % of the requests/).waitFor({ timeout: 20_000 });

  await visit(viewer, bed.origin + hello);
  const abort = viewer.getByRole('button', { name: 'Abort: back to v7' });
  expect(await abort.getAttribute('aria-disabled')).toBe('true');
  await abort.focus();
  await viewer.getByText(/You are a viewer here; this needs a developer/).filter({ visible: true }).waitFor();

  await second.getByRole('button', { name: 'Abort: back to v7' }).click();
  await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
  await page.getByText('v7 answers 100 %').waitFor();
  expect(complaints).toEqual([]);
});

test('a blue-green deployment that is switched by hand waits, and says what the API refuses', { timeout: 90_000 }, async () => {
  const { page } = await bed.open('owner@acme.test');
  await visit(page, `${bed.origin}/t/acme/apps/shop/production`);
  await send(page, 'tenants/acme/apps/shop/environments/production/deployments', { image: 'x/y:1', rollout: { strategy: 'blue-green', switch: 'manual', keepSeconds: 600 } });
  const panel = page.getByRole('region', { name: 'Blue-green: stage 1 of 2' });
  await panel.getByText('Waits for you').waitFor({ timeout: 20_000 });
  await panel.getByRole('link', { name: /--next/ }).waitFor();
  const problem = { type: 'urn:berth:problem:wrong-state', title: 'Not now', status: 409, detail: 'All stages of the rollout are over.', code: 'wrong-state', remedy: 'See `berth rollout status`.', instance: 'r1' };
  await page.route('**/pause', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) }));
  await panel.getByRole('button', { name: 'Pause' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('All stages of the rollout are over.').waitFor();
  await alert.getByText('berth rollout status').waitFor();
  await page.getByRole('button', { name: 'Switch now' }).click();
  await page.getByRole('region', { name: 'Blue-green: stage 2 of 2' }).getByText(/v\d+ serves all requests; v11 stands by/).waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Finish now' }).click();
  await page.getByRole('heading', { name: /went live/ }).waitFor({ timeout: 20_000 });
});

test('the environment’s rollout is set by a form that says what the next release uses and why, with what the API refuses at its field', { timeout: 90_000 }, async () => {
  const { page, complaints } = await bed.open('owner@acme.test');
  const viewer = (await bed.open('viewer@acme.test')).page;
  await visit(viewer, `${bed.origin}${hello}/settings`);
  expect(await viewer.getByRole('button', { name: 'Change how a new release takes over' }).getAttribute('aria-disabled')).toBe('true');
  await visit(page, `${bed.origin}${hello}/settings`);
  const region = page.getByRole('region', { name: 'How a new release takes over' });
  await region.getByText('nothing says otherwise').waitFor();
  await region.getByRole('button', { name: 'Change how a new release takes over' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'How a new release takes over' });
  await dialog.getByLabel('Strategy', { exact: true }).selectOption('canary');
  await dialog.getByRole('button', { name: 'Add a step' }).press('Enter');
  await dialog.getByLabel('Percent of the requests in step 3').fill('20');
  await dialog.getByLabel('Time of step 3').fill('5m');
  await dialog.getByLabel('What its requests must keep to').selectOption('own');
  await dialog.getByLabel('95 of 100 answer within, ms').fill('800');
  await dialog.getByLabel('Watch after it went live for').fill('soon');
  expect(await dialog.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true');
  await dialog.getByLabel('Watch after it went live for').fill('5m');
  for (const [width, colorScheme] of [[1440, 'light'], [360, 'dark']] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('[role=dialog]').analyze();
    expect(violations.map(({ id, nodes }) => `${width} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  }
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').getByText('must not go down').waitFor();
  await dialog.getByLabel('Percent of the requests in step 3').fill('80');
  await dialog.getByLabel('Percent of the requests in step 3').press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await region.getByText('canary: 10 % for 2 m, 50 % for 2 m, 80 % for 5 m; p95 at most 800 ms').waitFor();
  await region.getByText('this environment is set so').waitFor();
  await region.getByText('for 5 m after it went live').waitFor();

  const { environment } = bed.db.tenants[0]!.apps[0]!;
  environment.rollout = { settings: { strategy: 'staged', watchSeconds: 60 }, from: 'berth.yaml', setting: environment.rollout?.setting ?? null };
  await page.reload();
  await region.getByText(/the berth\.yaml of v\d+ says so; this environment is set to canary/).waitFor();
  expect(complaints).toEqual([]);
});
