import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestbed, visit, type Testbed } from './browser.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await startTestbed(300);
}, 120_000);
afterEach(() => bed.closePages());
afterAll(() => bed?.stop());

const owner = 'owner@acme.test';
const domainsOf = (app: string, environment = 'production') => `/t/acme/apps/${app}/${environment}/domains`;

test('a domain is added, its records copied, looked for until it is proven, given a certificate and removed', { timeout: 90_000 }, async () => {
  const { page, complaints } = await bed.open(owner);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await visit(page, bed.origin + domainsOf('docs'));
  await page.getByText('berth domains add shop.example.org --app docs --tenant acme').waitFor();
  await page.getByText(/^domains:\s+- shop\.example\.org$/).waitFor();
  await page.getByRole('button', { name: 'Add a domain…' }).press('Enter');
  const adding = page.getByRole('dialog', { name: 'Add a domain' });
  const host = adding.getByRole('textbox', { name: 'Host name' });
  await host.fill('shop.localhost');
  await page.keyboard.press('Enter');
  await adding.getByRole('alert').getByText('must not end in .localhost').waitFor();
  expect(await host.getAttribute('aria-invalid')).toBe('true');
  await host.fill('Docs.Example.org.');
  await page.keyboard.press('Enter');
  const added = page.getByRole('dialog', { name: 'What DNS must say of docs.example.org' });
  await added.getByRole('button', { name: /Copy the name of the TXT record/ }).click();
  expect(await copied()).toBe('_berth.docs.example.org');
  await added.getByRole('button', { name: /Copy the value of the TXT record/ }).click();
  expect(await copied()).toBe(`berth=${'A1b2'.repeat(8)}`);
  await added.getByRole('button', { name: /Copy the value of the CNAME record/ }).click();
  expect(await copied()).toBe('docs-acme.apps.localhost');
  await added.getByRole('button', { name: 'Done' }).press('Enter');
  await added.waitFor({ state: 'detached' });

  const domain = page.getByRole('region', { name: 'docs.example.org' });
  await domain.getByText('Not looked for yet.').waitFor();
  expect(await domain.getByRole('button', { name: 'Give a certificate to docs.example.org' }).getAttribute('aria-disabled'), 'it is not verified').toBe('true');
  await domain.getByRole('button', { name: 'Check now: docs.example.org' }).press('Enter');
  await domain.getByRole('status').getByText('There is no TXT record _berth.docs.example.org.').waitFor();
  await domain.getByRole('button', { name: 'Check now: docs.example.org' }).press('Enter');
  await domain.getByText('Verified, without a certificate').waitFor();
  expect(await domain.getByText('_berth.docs.example.org').count(), 'the proof may go').toBe(0);

  await domain.getByRole('button', { name: 'Give a certificate to docs.example.org' }).press('Enter');
  const certificate = page.getByRole('dialog', { name: 'Certificate of docs.example.org' });
  await certificate.getByLabel('Certificate: from a file').setInputFiles({ name: 'fullchain.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from('-----BEGIN CERTIFICATE-----') });
  await expect.poll(() => certificate.getByRole('textbox', { name: 'Certificate' }).inputValue()).toBe('-----BEGIN CERTIFICATE-----');
  await certificate.getByRole('textbox', { name: 'Private key' }).fill('none');
  await certificate.getByRole('button', { name: 'Give it this certificate' }).click();
  await certificate.getByRole('alert').getByText('is not a private key in PEM').waitFor();
  await certificate.getByRole('textbox', { name: 'Private key' }).fill('-----BEGIN PRIVATE KEY-----');
  await certificate.getByRole('button', { name: 'Give it this certificate' }).press('Enter');
  await domain.getByText(/^Certificate by R12 for docs\.example\.org, until/).waitFor();

  await domain.getByRole('button', { name: 'Remove docs.example.org' }).click();
  const removal = page.getByRole('dialog', { name: 'Remove docs.example.org' });
  await removal.getByText('its certificate and key are forgotten').waitFor();
  expect(await removal.getByRole('button', { name: 'Remove docs.example.org' }).isDisabled()).toBe(true);
  await removal.getByLabel('Type docs.example.org to confirm').fill('docs.example.org');
  await page.keyboard.press('Enter');
  await page.getByText('None yet. Add one here').waitFor();
  expect(complaints).toEqual([]);
});

test('each domain says how it stands and what DNS said, as text; what berth.yaml names comes back, and is said to', async () => {
  const { page } = await bed.open(owner);
  await visit(page, bed.origin + domainsOf('hello'));
  const beta = page.getByRole('region', { name: 'beta.example.org' });
  await beta.getByText('another value: v=spf1 -all, ‹U+202E›<b>evil</b>').waitFor();
  await beta.getByText(/Next look in \d+ min/).waitFor();
  await beta.getByText('From berth.yaml:').waitFor();
  await page.getByRole('region', { name: 'forgotten.example.org' }).getByText('It is no longer looked for by itself').waitFor();
  const mixed = page.getByRole('region', { name: 'mixed.example.org' });
  await mixed.getByText('Verified, its certificate is not shown').waitFor();
  await mixed.getByText('Visitors are not shown it: it names taken.example.com').waitFor();
  await page.getByRole('region', { name: 'old.example.org' }).getByText('Verified, its certificate ends soon').waitFor();
  await page.getByRole('region', { name: 'www.example.org' }).getByText(/their browsers warn/).waitFor();
  const shop = page.getByRole('region', { name: 'shop.example.org' });
  await shop.getByText(/^Certificate by R12 for shop\.example\.org, \*\.shop\.example\.org, until/).waitFor();
  await shop.getByRole('button', { name: 'Remove shop.example.org' }).click();
  await page.getByRole('dialog').getByText('berth.yaml still names it').waitFor();
  await page.keyboard.press('Escape');

  const now = new Date().toISOString();
  const [hello] = bed.db.tenants[0]!.apps;
  Object.assign(hello!.domains[0]!, { state: 'verified', verifiedAt: now, nextCheckAt: null });
  bed.db.emit('acme', 'domain.verified', hello!, { host: 'beta.example.org' });
  await beta.getByText('Verified, without a certificate').waitFor({ timeout: 4_000 });
});

test('who may not change domains sees them and reads who may; a preview has none', async () => {
  const { page } = await bed.open('viewer@acme.test');
  await visit(page, bed.origin + domainsOf('hello'));
  for (const name of ['Add a domain…', 'Check now: forgotten.example.org', 'Replace the certificate of shop.example.org', 'Remove shop.example.org']) expect(await page.getByRole('button', { name }).getAttribute('aria-disabled'), name).toBe('true');
  await page.getByRole('button', { name: 'Remove shop.example.org' }).focus();
  await page.getByText(/You are a viewer here; this needs a developer/).filter({ visible: true }).waitFor();
  await visit(page, bed.origin + domainsOf('hello', 'feature-login'));
  await page.getByText('A preview has no domains of its own: it goes by itself. Add one to another environment.').waitFor();
});

test('volumes say who keeps what where; one that is used no more is deleted after its name was typed', async () => {
  const { page, complaints } = await bed.open(owner);
  await visit(page, `${bed.origin}/t/acme/apps/mailer/production/processes`);
  const volumes = page.getByRole('region', { name: 'Volumes' });
  await volumes.getByRole('row', { name: /^mail In use 2\.5 GiB worker \/var\/mail/ }).waitFor();
  await volumes.getByRole('row', { name: /^cache Not made yet .* – worker/ }).getByText('The cluster has not made it.').waitFor();
  expect(await volumes.getByRole('button', { name: 'Delete mail', exact: true }).getAttribute('aria-disabled')).toBe('true');
  await volumes.getByRole('button', { name: 'Delete mail', exact: true }).focus();
  await volumes.getByText('worker uses it. Take it out of berth.yaml').filter({ visible: true }).waitFor();
  const viewer = (await bed.open('viewer@acme.test')).page;
  await visit(viewer, `${bed.origin}/t/acme/apps/mailer/production/processes`);
  await viewer.getByRole('button', { name: 'Delete old-mail' }).focus();
  await viewer.getByText(/You are a viewer here; this needs an admin/).filter({ visible: true }).waitFor();

  await volumes.getByRole('button', { name: 'Delete old-mail' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Delete old-mail' });
  await dialog.getByText('a rollback to a version that uses it starts with an empty one').waitFor();
  await dialog.getByLabel('Type old-mail to confirm').fill('old-mail');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await volumes.getByRole('row', { name: /^old-mail/ }).waitFor({ state: 'detached' });
  expect(bed.db.tenants[0]!.apps.find(({ name }) => name === 'mailer')!.volumes.map(({ name }) => name)).toEqual(['cache', 'mail']);
  await visit(page, `${bed.origin}/t/acme/apps/hello/production/processes`);
  await page.getByRole('region', { name: 'Volumes' }).getByText('what a process writes is gone with its pod').waitFor();
  expect(complaints).toEqual([]);
});
