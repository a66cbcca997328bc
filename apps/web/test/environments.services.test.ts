import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestbed, visit, type Testbed } from './browser.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await startTestbed(200);
}, 120_000);
afterEach(() => bed.closePages());
afterAll(() => bed?.stop());

const owner = 'owner@acme.test';
const hello = '/t/acme/apps/hello';

test('the switcher says which environment the page speaks of, and leads by keyboard to the same tab of another', async () => {
  const { page, complaints } = await bed.open(owner);
  await visit(page, `${bed.origin}${hello}/production/config`);
  await page.getByText('c12').first().waitFor();
  const button = page.getByRole('button', { name: 'Environment production' });
  const list = page.getByRole('list', { name: 'Environments' });
  await expect.poll(async () => {
    await button.press('Enter');
    return list.isVisible();
  }, { timeout: 15_000, interval: 500 }).toBe(true);
  await list.getByRole('link', { name: /feature-login.*preview of feature\/login/ }).waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await button.press('Enter');
  await list.getByRole('link', { name: /^staging/ }).press('Enter');
  await page.waitForURL(`${bed.origin}${hello}/staging/config`);
  await page.getByRole('button', { name: 'Environment staging' }).waitFor();
  await list.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('a promotion shows its difference, and what is missing where it goes, before it is asked for', { timeout: 90_000 }, async () => {
  const { page } = await bed.open(owner);
  await visit(page, `${bed.origin}${hello}/staging/environments`);
  await page.getByRole('button', { name: 'Promote from staging' }).click();
  const dialog = page.getByRole('dialog', { name: 'Promote from staging' });
  await dialog.getByText(/v9 of staging .* becomes the next release of production/).waitFor();
  await dialog.getByText(/→/).first().waitFor();
  await dialog.getByText('needs MAIL_TOKEN: to be configured').waitFor();
  await dialog.getByText(/It needs MAIL_TOKEN, which is not configured in production/).waitFor();
  await dialog.getByRole('button', { name: 'Promote to production' }).press('Enter');
  await page.waitForURL(new RegExp(`${hello}/production/deployments/`));
  await page.getByRole('heading', { name: /went live/ }).waitFor({ timeout: 20_000 });
  await page.getByText(/^Promotion by/).waitFor();
});

test('an environment is made, shown as new, and deleted after its name was typed', async () => {
  const { page } = await bed.open(owner);
  await visit(page, `${bed.origin}${hello}/production/environments`);
  await page.getByRole('button', { name: 'New environment…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New environment' });
  await dialog.getByLabel('Name').fill('staging');
  await dialog.getByRole('button', { name: 'Make the environment' }).click();
  await dialog.getByText(/hello has an environment staging already/).waitFor();
  await dialog.getByLabel('Name').fill('qa');
  await dialog.getByRole('button', { name: 'Make the environment' }).click();
  await page.waitForURL(`${bed.origin}${hello}/qa`);
  await page.getByText('Nothing is deployed yet', { exact: true }).waitFor();
  await visit(page, `${bed.origin}${hello}/qa/environments`);
  await page.getByRole('button', { name: 'Delete qa' }).click();
  const typed = page.getByRole('dialog', { name: 'Delete qa' });
  await typed.getByLabel('Type qa to confirm').fill('qa');
  await typed.getByRole('button', { name: 'Delete qa' }).click();
  await page.waitForURL(`${bed.origin}${hello}/production/environments`);
  await page.getByRole('row', { name: /^qa/ }).waitFor({ state: 'detached' });
});

test('previews show branch, URL and the time left; who may not delete or enable them reads why', async () => {
  const { page } = await bed.open(owner);
  await visit(page, `${bed.origin}${hello}/production/environments`);
  const row = page.getByRole('row', { name: /feature\/login/ });
  await row.getByText('in 5 d').waitFor();
  await row.getByRole('link', { name: 'hello-feature-login-acme.apps.localhost' }).waitFor();
  const viewer = (await bed.open('viewer@acme.test')).page;
  await visit(viewer, `${bed.origin}${hello}/production/environments`);
  for (const name of ['Delete the preview feature-login', 'Promote from staging', 'New environment…', 'Disable previews']) expect(await viewer.getByRole('button', { name }).getAttribute('aria-disabled'), name).toBe('true');
  await row.getByRole('button', { name: 'Delete the preview feature-login' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('a later push of').waitFor();
  await dialog.getByLabel('Type feature-login to confirm').fill('feature-login');
  await dialog.getByRole('button', { name: 'Delete feature-login' }).click();
  await page.getByText('None. A push of a branch makes one').waitFor();
  await visit(page, `${bed.origin}/t/acme/apps/docs/production/environments`);
  await page.getByText('not enabled').waitFor();
  await page.getByRole('button', { name: 'Enable previews' }).click();
  await page.getByText('0 of at most 5').waitFor();
});

test('a deployment of whose end no event told is shown to have ended', async () => {
  const [shop] = bed.db.tenants[0]!.apps.filter(({ name }) => name === 'shop');
  const deployment = shop!.deployments[1]!;
  const finishedAt = deployment.finishedAt;
  Object.assign(deployment, { state: 'running', finishedAt: null });
  const { page } = await bed.open(owner);
  const askedAfterConnecting = Promise.all([/\/events$/, new RegExp(`/deployments/${deployment.id}$`)].map((url) => page.waitForResponse((response) => response.url().includes('/api/') && url.test(response.url()))));
  await visit(page, `${bed.origin}/t/acme/apps/shop/production/deployments/${deployment.id}`);
  await page.getByRole('heading', { name: /^Finishing v/ }).waitFor();
  await askedAfterConnecting;
  Object.assign(deployment, { state: 'live', finishedAt });
  await page.getByRole('heading', { name: /went live/ }).waitFor({ timeout: 20_000 });
});
