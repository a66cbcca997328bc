import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestbed, visit, type Testbed } from './browser.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await startTestbed(300);
}, 120_000);
afterEach(() => bed.closePages());
afterAll(() => bed?.stop());

const processes = '/t/acme/apps/hello/production/processes';

test('a cron process shows its schedule, why its last run failed and what it wrote, runs now, and is paused', async () => {
  const { page, complaints } = await bed.open('owner@acme.test');
  await visit(page, bed.origin + processes);
  const report = page.getByRole('region', { name: 'report' });
  await report.getByText('30 3 * * mon-fri').waitFor();
  await report.getByText('Failed, exit code 3').waitFor();
  await report.getByText('in 8 h').waitFor();
  await report.getByRole('button', { name: 'Runs of report' }).click();
  await report.getByRole('button', { name: 'Log', exact: true }).first().press('Enter');
  await report.getByText('report ended with exit code 3').waitFor();
  await report.getByText('What to do:').waitFor();
  await report.getByLabel('Log of a run of report').getByText('‹U+202E›reversed').waitFor();
  await report.getByRole('button', { name: 'Run now: report' }).click();
  await report.getByRole('row', { name: /Running.*owner@acme\.test/ }).waitFor();
  await report.getByRole('row', { name: /Succeeded.*owner@acme\.test/ }).waitFor({ timeout: 15_000 });
  await report.getByRole('button', { name: 'Pause report' }).click();
  await report.getByText('Paused', { exact: true }).waitFor();
  await report.getByRole('button', { name: 'Resume report' }).click();
  await report.getByText('Paused', { exact: true }).waitFor({ state: 'detached' });
  const cleanup = page.getByRole('region', { name: 'cleanup' });
  await cleanup.getByText('It has not run yet.').waitFor();
  expect(complaints).toEqual([]);
});

test('a run that is under way is refused a second one in the API’s words', async () => {
  const { page } = await bed.open('owner@acme.test');
  bed.speed.step = 5_000;
  await visit(page, bed.origin + processes);
  const cleanup = page.getByRole('region', { name: 'cleanup' });
  await cleanup.getByRole('button', { name: 'Run now: cleanup' }).click();
  await cleanup.getByRole('row', { name: /Running/ }).waitFor();
  await cleanup.getByRole('button', { name: 'Run now: cleanup' }).click();
  await cleanup.getByRole('alert').getByText('A run of cleanup is under way.').waitFor();
  bed.speed.step = 300;
});

test('runs say how they ended and where their lines are; one that goes on is stopped, by who may', async () => {
  const viewer = (await bed.open('viewer@acme.test')).page;
  await visit(viewer, bed.origin + processes);
  for (const name of ['Stop run-k3x9tq', 'Run now: report', 'Pause report']) expect(await viewer.getByRole('button', { name }).getAttribute('aria-disabled'), name).toBe('true');
  expect(await viewer.getByText('npm run seed').count(), 'a command line may hold secrets').toBe(0);
  const { page } = await bed.open('owner@acme.test');
  await visit(page, bed.origin + processes);
  await page.getByRole('row', { name: /load\.py/ }).getByText('There is no program python in the image.').waitFor();
  await page.getByRole('row', { name: /exec-z9y8x7/ }).getByText('its output went to its caller').waitFor();
  const going = page.getByRole('row', { name: /run-k3x9tq/ });
  const run = bed.db.tenants[0]!.apps[0]!.runs[0]!;
  run.state = 'starting';
  await going.getByText('Starting').waitFor();
  run.state = 'running';
  await going.getByText('Running').waitFor();
  expect(await going.getByRole('link', { name: 'Log of run-k3x9tq' }).getAttribute('href')).toContain('process=run-k3x9tq');
  await going.getByRole('button', { name: 'Stop run-k3x9tq' }).press('Enter');
  await going.getByText('Stopped by owner@acme.test.').waitFor();
  await visit(page, `${bed.origin}/t/acme/apps/docs/production/processes`);
  await page.getByText('Nothing runs by the clock.').waitFor();
  await page.getByText('Nobody has run a command here.').waitFor();
});
