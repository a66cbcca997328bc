import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { send, startTestbed, visit, type Testbed } from './browser.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await startTestbed(400);
}, 120_000);
afterEach(() => bed.closePages());
afterAll(() => bed?.stop());

const owner = 'owner@acme.test';
const hello = '/t/acme/apps/hello/production';
/** Presses `?` till it has its effect: a page that was just loaded does not hear keys yet. */
async function pressUntil(page: Page, done: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 40 && !(await done()); attempt++) {
    await page.keyboard.press('?');
    await pause(250);
  }
  expect(await done()).toBe(true);
}
const pageOf = async (email: string) => (await bed.open(email)).page;

test('a wrong password says so, the right one leads to where the person wanted to go', async () => {
  const page = await pageOf('nobody');
  await visit(page, `${bed.origin}${hello}/releases`);
  await page.getByLabel('E-mail').fill(owner);
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('alert').getByText('E-mail or password is wrong').waitFor();
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL(`${bed.origin}${hello}/releases`);
});

test('what is typed before the page’s script runs is kept, and Enter sends it once the script does', async () => {
  const page = await pageOf('nobody');
  const { promise: scripts, resolve: letScriptsIn } = Promise.withResolvers<void>();
  await page.route(/\.js(\?|$)/, (route) => scripts.then(() => route.continue()));
  await page.goto(`${bed.origin}/login?next=${hello}`, { waitUntil: 'commit' });
  await page.getByLabel('E-mail').fill(owner);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.keyboard.press('Enter');
  letScriptsIn();
  await page.locator('button:enabled', { hasText: 'Log in' }).waitFor();
  expect(await page.getByLabel('E-mail').inputValue()).toBe(owner);
  await page.getByLabel('Password').press('Enter');
  await page.waitForURL(bed.origin + hello);
});

test('a deployment that somebody starts elsewhere shows live on the open page', async () => {
  const page = await pageOf(owner);
  await visit(page, bed.origin + hello);
  await page.getByText('all processes, following').waitFor();
  bed.speed.step = 900; // long enough to be seen on a busy machine
  await send(page, `tenants/acme/apps/hello/environments/production/deployments`, { image: 'x/y:1' });
  await page.getByRole('heading', { name: /Rolling out v\d+/ }).waitFor();
  bed.speed.step = 400;
  await page.getByText(/If it fails, v\d+ goes on serving/).waitFor();
  await page.getByRole('heading', { name: /v\d+ went live/ }).waitFor();
});

test('a rollback by keyboard shows the difference first and ends on its deployment', async () => {
  const page = await pageOf(owner);
  bed.db.tenants[0]!.apps[0]!.releases.find(({ live }) => live)!.releaseCommand = { command: ['npm', 'run', 'migrate'], timeoutSeconds: 300 };
  await visit(page, bed.origin + hello);
  await page.getByText('all processes, following').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.waitForURL(/releases/);
  await page.getByRole('heading', { name: 'Releases' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('roll back');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /Roll back to v\d+/ });
  await dialog.getByText('Image').waitFor();
  await dialog.getByText(/What the release command of v\d+ \(npm run migrate\) changed, .* is not taken back/).waitFor();
  await dialog.getByRole('listitem').filter({ hasText: 'CACHE_TTL' }).getByText('60').waitFor();
  expect(await dialog.getByRole('listitem').filter({ hasText: 'SESSION_KEY' }).textContent()).toMatch(/secret SESSION_KEY$/);
  await dialog.getByRole('button', { name: /^Roll back to/ }).press('Enter');
  await page.waitForURL(/deployments\//);
  await page.getByRole('heading', { name: /went live/ }).waitFor();
  await page.getByText(/^Rollback by/).waitFor();
});

test('a release that was never live says so, and cannot be gone back to', async () => {
  const page = await pageOf(owner);
  await visit(page, `${bed.origin}/t/acme/apps/shop/production/releases`);
  const row = page.getByRole('row', { name: /v12/ });
  await row.getByText('Never live').waitFor();
  expect(await row.getByRole('button', { name: 'Roll back to v12' }).getAttribute('aria-disabled')).toBe('true');
  expect(await page.getByRole('button', { name: 'Roll back to v10…' }).count(), 'v11 is live').toBe(1);
});

test('a cancelled deployment is said to be cancelled', async () => {
  const page = await pageOf(owner);
  await visit(page, `${bed.origin}/t/acme/apps/mailer/production`);
  await page.getByText('all processes, following').waitFor();
  bed.speed.step = 5_000; // long enough to be cancelled on a busy machine
  await send(page, `tenants/acme/apps/mailer/environments/production/deployments`, { image: 'x/y:1' });
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  bed.speed.step = 400;
  await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
});

test('without the stream the page says from when its state is, and catches up afterwards', { timeout: 40_000 }, async () => {
  const page = await pageOf(owner);
  await visit(page, `${bed.origin}/t/acme`);
  await page.getByRole('link', { name: 'docs', exact: true }).waitFor();
  await pause(500);
  bed.mock.down = true;
  bed.mock.closeAllConnections();
  await page.getByText(/Reconnecting\. Shown state is from \d\d:\d\d:\d\d\./).waitFor({ timeout: 15_000 });
  const mailer = bed.db.tenants[0]!.apps.find(({ name }) => name === 'mailer')!;
  Object.assign(mailer.environment, { state: 'stopped', reason: 'Scaled to 0.' });
  bed.mock.down = false;
  await page.getByRole('row', { name: /mailer/ }).getByText('Stopped').waitFor({ timeout: 15_000 });
  await page.getByText(/Reconnecting/).waitFor({ state: 'detached' });
});

test('a list keeps its order under the pointer, and new rows wait', async () => {
  const page = await pageOf(owner);
  await visit(page, `${bed.origin}/t/empty`);
  await page.getByText('No app yet').waitFor();
  await visit(page, `${bed.origin}/t/acme`);
  await page.getByRole('row', { name: /hello/ }).first().hover();
  await pause(500);
  await send(page, `tenants/acme/apps`, { name: `new${Date.now() % 100_000}` });
  await page.getByText('1 new').waitFor();
  await page.mouse.move(700, 5);
  await page.getByRole('row', { name: /^new\d+/ }).first().waitFor();
});

test('hostile log lines stay text: no element, no title, no link, no reordering', async () => {
  const { page, complaints } = await bed.open(owner);
  await visit(page, `${bed.origin}/t/acme/apps/shop/production/logs`);
  const log = page.getByRole('log');
  await log.getByText('<script>document.title=1</script>').waitFor();
  await log.getByText('click me').waitFor();
  await log.getByText('‹U+202E›gpj.exe').waitFor();
  expect(await log.locator('img, script, a').count()).toBe(0);
  expect(await page.title()).toContain('shop');
  expect(await log.locator('.a-red').first().textContent()).toBe('red');
  expect(complaints).toEqual([]);
});

test('the log viewer finds, pauses and follows again', async () => {
  const page = await pageOf(owner);
  await visit(page, `${bed.origin}/t/acme/apps/shop/production/logs`);
  const log = page.getByRole('log');
  await log.getByText('click me').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('upstream took 199 ms');
  await page.getByText('1 of 1').waitFor();
  await page.keyboard.press('Enter');
  await log.getByText('upstream took 199 ms').waitFor();
  const shop = bed.db.tenants[0]!.apps.find(({ name }) => name === 'shop')!;
  for (let index = 0; index < 3; index++) bed.db.log(shop, { pod: 'p', process: 'web', release: 11, line: `fresh ${index}` });
  await page.getByRole('button', { name: '3 new lines' }).click();
  await log.getByText('fresh 2').waitFor();
  await page.getByLabel('Failed and removed pods').check();
  await log.getByText('exit code 1').waitFor();
  expect(page.url()).toContain('previous=1');
});

test('a pasted .env is shown as a difference, secrets without their values, before it is saved', async () => {
  const page = await pageOf(owner);
  await visit(page, `${bed.origin}/t/acme/apps/mailer/production/config`);
  await page.getByRole('button', { name: 'Paste .env…' }).click();
  await page.getByLabel('Lines of NAME=value').fill('CACHE_TTL=90\nAPI_TOKEN=very-hidden\nnonsense');
  await page.getByText('Line 3').waitFor();
  expect(await page.getByRole('dialog').getByRole('button', { name: 'Add to the changes' }).isDisabled()).toBe(true);
  await page.getByLabel('Lines of NAME=value').fill('CACHE_TTL=90\nAPI_TOKEN=very-hidden');
  await page.getByRole('dialog').getByRole('button', { name: 'Add to the changes' }).click();
  const changes = page.getByRole('region', { name: 'Changes to save' });
  await changes.getByText('secret, new').waitFor();
  expect(await changes.textContent()).not.toContain('very-hidden');
  await changes.getByRole('button', { name: 'Save only' }).click();
  await changes.getByText(/Saved as c\d+/).waitFor();
});

test('what files of the source set is marked, and the Dockerfile that Berth wrote is shown', async () => {
  const page = await pageOf(owner);
  const { id } = bed.db.tenants[0]!.apps.find(({ name }) => name === 'shop')!.deployments.at(-1)!;
  await visit(page, `${bed.origin}/t/acme/apps/shop/production/deployments/${id}`);
  const source = page.getByRole('region', { name: 'Source' });
  await source.getByText('berth.yaml: process worker: node worker.js, 1 to 4 pods').waitFor();
  await source.getByText('The Dockerfile that Berth wrote').click();
  await source.getByText('FROM node:24-slim').waitFor();
  await visit(page, `${bed.origin}/t/acme/apps/shop/production/processes`);
  await page.getByRole('region', { name: 'worker', exact: true }).getByText(/command and number of pods\. Change them there/).waitFor();
  expect(await page.getByText('From berth.yaml or Procfile:').count(), 'nothing is said of web').toBe(1);
});

test('a viewer sees what is not allowed, and who may', async () => {
  const page = await pageOf('viewer@acme.test');
  await visit(page, `${bed.origin}${hello}/processes`);
  const restart = page.getByRole('button', { name: 'Restart all' });
  expect(await restart.getAttribute('aria-disabled')).toBe('true');
  await restart.focus();
  await page.getByText(/You are a viewer here; this needs a developer/).first().waitFor();
  const failed = bed.db.tenants[0]!.apps.find(({ name }) => name === 'shop')!.deployments[0]!.id;
  await visit(page, `${bed.origin}/t/acme/apps/shop/production/deployments/${failed}`);
  expect(await page.getByRole('button', { name: 'Deploy again' }).getAttribute('aria-disabled')).toBe('true');
  await visit(page, `${bed.origin}${hello}/config`);
  await page.getByText('An owner or admin of acme can give it to you.').waitFor();
});

test('an app is deleted only after its name was typed', async () => {
  const page = await pageOf(owner);
  const name = `gone${Date.now() % 100_000}`;
  await send(page, `tenants/acme/apps`, { name });
  await visit(page, `${bed.origin}/t/acme/apps/${name}/production/settings`);
  await page.getByRole('button', { name: `Delete ${name}…` }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: `Delete ${name}` }).isDisabled()).toBe(true);
  await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
  await dialog.getByRole('button', { name: `Delete ${name}` }).click();
  await page.waitForURL(`${bed.origin}/t/acme`);
  await page.getByRole('link', { name: 'docs', exact: true }).waitFor();
  expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0);
});

test('the operator makes a tenant, suspends it and resumes it', async () => {
  const page = await pageOf('operator@berth.test');
  const slug = `team${Date.now() % 100_000}`;
  await visit(page, `${bed.origin}/operator/tenants`);
  await page.getByRole('button', { name: 'New tenant' }).click();
  const dialog = page.getByRole('dialog', { name: 'New tenant' });
  await dialog.getByLabel('Name').fill(slug);
  await dialog.getByLabel('E-mail of its first owner').fill('first@team.test');
  await dialog.getByRole('button', { name: 'Make the tenant' }).click();
  await page.waitForURL(`${bed.origin}/operator/tenants/${slug}`);
  await page.getByText('Active').waitFor({ timeout: 12_000 });
  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  await page.getByText('Suspended').waitFor();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await page.getByText('Active').waitFor();
});

test('a login from a command line is allowed with its code', async () => {
  const page = await pageOf(owner);
  await visit(page, `${bed.origin}/device?code=ABCD-EFGH`);
  await page.getByText('It will act as').waitFor();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('heading', { name: 'Login allowed' }).waitFor();
});

test('every page forbids foreign scripts and frames, and no two pages share a nonce', async () => {
  const policies = await Promise.all(['/login', '/login', '/nowhere'].map(async (path) => (await fetch(bed.origin + path)).headers.get('content-security-policy') ?? ''));
  for (const policy of policies) {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  }
  expect(new Set(policies.map((policy) => /nonce-([^']+)/.exec(policy)?.[1])).size).toBe(3);
});

test('a part of the page that does not load is loaded again by itself', async () => {
  const page = await pageOf(owner);
  await visit(page, `${bed.origin}${hello}/deployments`);
  await page.getByRole('heading', { name: 'Deployments' }).waitFor();
  let blocked = true;
  page.on('request', (request) => { if (request.isNavigationRequest()) blocked = false; });
  await page.route('**/_next/static/chunks/*.js', (route) => (blocked ? route.abort() : route.continue()));
  const reloaded = () => page.evaluate(() => sessionStorage.getItem('berth-reloaded-at') !== null).catch(() => false);
  await pressUntil(page, reloaded);
  await page.getByRole('heading', { name: 'Deployments' }).waitFor();
  await pressUntil(page, () => page.getByRole('dialog', { name: 'Keys' }).isVisible());
});

test('when the API is down a page says so and that apps are not affected, and comes back by itself', { timeout: 40_000 }, async () => {
  const page = await pageOf(owner);
  bed.mock.down = true;
  await visit(page, `${bed.origin}/t/acme`);
  await page.getByText('Running apps are not affected').waitFor();
  bed.mock.down = false;
  await page.getByRole('heading', { name: 'Apps' }).waitFor({ timeout: 15_000 });
});

test('the log viewer lays out only what is seen of 20 000 lines that come at once, ends at the last, and keeps its place when scrolled up', async () => {
  const page = await pageOf(owner);
  await visit(page, `${bed.origin}/t/acme/apps/shop/production/logs`);
  const log = page.getByRole('log');
  await log.getByText('click me').waitFor();
  const shop = bed.db.tenants[0]!.apps.find(({ name }) => name === 'shop')!;
  for (let index = 0; index < 20_000; index++) {
    bed.db.log(shop, { pod: 'p', process: 'web', release: 11, line: `flood ${index}` });
    if (index % 1000 === 0) await pause(20);
  }
  await log.getByText('flood 19999', { exact: true }).waitFor();
  expect(await log.locator('.logrow').count()).toBeLessThan(120);
  await log.evaluate((element) => { element.scrollTop = 100 * 22; });
  await page.getByRole('button', { name: 'Paused: go to the end' }).waitFor();
  const first = await log.locator('.logrow').first().textContent();
  bed.db.log(shop, { pod: 'p', process: 'web', release: 11, line: 'after the flood' });
  await page.getByRole('button', { name: '1 new line' }).waitFor();
  expect(await log.locator('.logrow').first().textContent()).toBe(first);
  await page.getByRole('button', { name: '1 new line' }).click();
  await log.getByText('after the flood').waitFor();
});
