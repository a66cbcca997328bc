import AxeBuilder from '@axe-core/playwright';
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

test('a process shows how its pods ended last, and its settings with those that its files set', async () => {
  const { page } = await bed.open('viewer@acme.test');
  await visit(page, `${bed.origin}/t/acme/apps/hello/production`);
  await page.getByRole('region', { name: 'Processes' }).getByText('out of memory (exit code 137, SIGKILL)').waitFor();
  await page.getByLabel(/^Last word of hello-production-worker/).getByText('‹U+202E›gnp.exe').waitFor();
  await visit(page, bed.origin + processes);
  await page.getByRole('region', { name: 'worker' }).getByText('out of memory (exit code 137, SIGKILL)').waitFor();
  bed.db.tenants[0]!.apps[0]!.environment.processes[0]!.fromSource = ['readiness'];
  await page.reload();
  await page.getByRole('region', { name: 'web', exact: true }).getByText('All settings of v7').click();
  await page.getByRole('listitem').filter({ hasText: 'ready when /healthz answers' }).getByText('from berth.yaml or Procfile').waitFor();
});

test('a command is run by keys alone as a list of arguments; its output comes live, it is stopped, and what it wrote stays', async () => {
  const { page, complaints } = await bed.open('owner@acme.test');
  await visit(page, `${bed.origin}/t/acme/apps/hello/production`);
  await page.getByRole('link', { name: 'Run a command…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Run a command' });
  const command = dialog.getByLabel('Command', { exact: true });
  const run = dialog.getByRole('button', { name: 'Run it' });
  for (const line of [`load "two words`, 'load $HOME', 'a && b', 'NAME=x load']) {
    await command.fill(line);
    await dialog.getByText('That needs a shell, or a quote in it has no end.').first().waitFor();
    expect(await run.getAttribute('aria-disabled')).toBe('true');
    await command.fill('');
  }
  await command.fill(`load "two words" '' '$HOME' \u202E`);
  await dialog.getByText('5 arguments:').waitFor();
  await dialog.getByLabel('Size', { exact: true }).selectOption('tiny');
  await dialog.getByLabel('Time limit').fill('5m');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dialog.getByRole('button', { name: /^Copy as command/ }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`berth run --detach --size tiny --timeout 5m --app hello --tenant acme -- load 'two words' '' '$HOME' '\u202E'`);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('[role=dialog]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await command.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const made = bed.db.tenants[0]!.apps[0]!.runs[0]!;
  expect([made.command, made.timeoutSeconds]).toEqual([['load', 'two words', '', '$HOME', '\u202E'], 300]);
  const output = page.getByRole('log', { name: `Output of ${made.name}` });
  await output.getByText('two words').waitFor();
  bed.db.log(bed.db.tenants[0]!.apps[0]!, { pod: 'p', process: made.name, release: 7, line: 'one more' });
  await output.getByText('one more').waitFor();
  await page.getByRole('button', { name: `Stop ${made.name}` }).press('Enter');
  await page.getByRole('row', { name: new RegExp(made.name) }).getByText('Stopped by owner@acme.test.').waitFor();
  await output.getByText('one more').waitFor();
  await page.getByRole('button', { name: `Hide output of ${made.name}` }).press('Enter');
  await output.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('what the API refuses in a command stands at its field', async () => {
  const { page } = await bed.open('owner@acme.test');
  await visit(page, `${bed.origin}${processes}?run=new`);
  const dialog = page.getByRole('dialog', { name: 'Run a command' });
  await dialog.getByLabel('Command', { exact: true }).fill('sleep 1');
  await dialog.getByLabel('Time limit').fill('48h');
  await dialog.getByRole('button', { name: 'Run it' }).click();
  const limit = dialog.getByLabel('Time limit');
  await dialog.getByRole('alert').waitFor();
  expect(await limit.getAttribute('aria-invalid')).toBe('true');
  expect(await dialog.getByRole('alert').count()).toBe(1);
});

test('runs say how they ended and where their lines are; one that goes on is stopped, by who may', async () => {
  const viewer = (await bed.open('viewer@acme.test')).page;
  await visit(viewer, bed.origin + processes);
  for (const name of ['Stop run-k3x9tq', 'Run now: report', 'Pause report', 'Run a command…']) expect(await viewer.getByRole('button', { name }).getAttribute('aria-disabled'), name).toBe('true');
  expect(await viewer.getByText('npm run seed').count(), 'a command line may hold secrets').toBe(0);
  const { page } = await bed.open('owner@acme.test');
  await visit(page, bed.origin + processes);
  await page.getByRole('row', { name: /load\.py/ }).getByText('There is no program python in the image.').waitFor();
  await page.getByRole('row', { name: /exec-z9y8x7/ }).getByText('its output went to its caller').waitFor();
  const going = page.getByRole('row', { name: /run-k3x9tq/ });
  const run = bed.db.tenants[0]!.apps[0]!.runs.find(({ name }) => name === 'run-k3x9tq')!;
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
