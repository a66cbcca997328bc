import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestbed, visit, type Testbed } from './browser.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await startTestbed(300);
}, 120_000);
afterEach(() => bed.closePages());
afterAll(() => bed?.stop());

const repositoryOf = (app: string) => `/t/acme/apps/${app}/production/repository`;

test('a repository is connected, its secret shown once, and disconnected again', async () => {
  const { page, complaints } = await bed.open('owner@acme.test');
  await visit(page, bed.origin + repositoryOf('docs'));
  await page.getByText('https://git.localhost/acme/docs.git').waitFor();
  await page.getByLabel('Address of the repository').fill('https://git.example.com/acme/docs');
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('alert').getByText('Nobody knows whether that is GitHub or GitLab.').waitFor();
  await page.getByLabel('Kept by').selectOption('gitlab');
  await page.getByRole('button', { name: 'Connect' }).press('Enter');
  await page.getByText('Copy the secret now: it is shown this once.').waitFor();
  await page.getByText(/^whsec_/).waitFor();
  await page.getByText('Signing token').waitFor();
  await page.getByText('None yet: enter the address').waitFor();
  await visit(page, bed.origin + repositoryOf('docs'));
  await page.getByText('None yet: enter the address').waitFor();
  expect(await page.getByText(/whsec_/).count()).toBe(0);
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText('Not connected. Connect it').waitFor();
  expect(complaints).toEqual([]);
});

test('rules are changed as a table, and messages say what became of them', async () => {
  const { page } = await bed.open('owner@acme.test');
  await visit(page, bed.origin + repositoryOf('hello'));
  const rules = page.getByRole('form', { name: 'Which branch goes where' });
  await rules.getByRole('button', { name: 'Add a rule' }).click();
  await rules.getByLabel('Branch of rule 3').fill('release/*');
  await rules.getByLabel('Environment of rule 3').selectOption('staging');
  await rules.getByRole('button', { name: 'Remove rule 2' }).click();
  await rules.getByRole('button', { name: 'Save the rules' }).click();
  await expect.poll(() => bed.db.tenants[0]!.apps[0]!.repository!.rules).toEqual([{ branch: 'main', environment: 'production' }, { branch: 'release/*', environment: 'staging' }]);
  const failed = page.getByRole('row', { name: /could not be read/ });
  await failed.getByText('fix/‹U+202E›live').waitFor();
  await failed.getByText('GitHub answered 403.').waitFor();
  await failed.getByRole('button', { name: /Work on the message/ }).click();
  await page.getByRole('row', { name: /Worked on/ }).waitFor();
  await page.getByRole('row', { name: /A newer push came/ }).getByRole('button', { name: /Work on the message/ }).click();
  await page.getByRole('alert').getByText('A newer push of the branch was deployed since.').waitFor();
});

test('who may not change the repository sees it, and reads who may', async () => {
  const { page } = await bed.open('viewer@acme.test');
  await visit(page, bed.origin + repositoryOf('hello'));
  for (const name of ['Make a new secret', 'Disconnect…', 'Save the rules', 'Remove the token']) expect(await page.getByRole('button', { name }).getAttribute('aria-disabled'), name).toBe('true');
  expect(await page.getByLabel('Branch of rule 1').isEditable()).toBe(false);
  await page.getByRole('button', { name: 'Make a new secret' }).focus();
  await page.getByText(/You are a viewer here; this needs an admin/).filter({ visible: true }).waitFor();
});
