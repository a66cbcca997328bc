import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../apps/web/test/launch-browser.ts';
import { api, deleteApp, installation, until } from '../real-services/installation.js';

const app = 'strolled';
const environment = `/v1/tenants/acme/apps/${app}/environments/production`;
const { origin, port } = new URL(installation.BERTH_URL);
const place = `${origin}/t/acme/apps/${app}`;
const email = `walker${Date.now()}@acme.example`;
const password = 'a long enough password';
const size = { cpuRequestMillicores: 10, memoryRequestBytes: 64 * 2 ** 20, memoryLimitBytes: 128 * 2 ** 20 };
const program = (text: string) => `const s=require('http').createServer((q,r)=>r.end('${text}'));s.listen(process.env.PORT);process.on('SIGTERM',()=>{s.close(()=>process.exit(0));s.closeIdleConnections()})`;

async function deploy(text: string, rollout?: object): Promise<string> {
  const processes = [{ name: 'web', command: ['node', '-e', program(text)], minReadySeconds: 1, size, scale: { min: 1, max: 1 } }];
  const { status, body } = await api('POST', `${environment}/deployments`, { image: 'registry.registry.svc:5000/mirror/library/node:24-slim', processes, ...(rollout && { rollout }) });
  expect(status, JSON.stringify(body)).toBe(202);
  return body.id;
}

let browser: Browser;
let page: Page;
let member: string;
const complaints: string[] = [];

beforeAll(async () => {
  const added = await api('POST', '/v1/tenants/acme/members', { email, role: 'admin', password });
  expect(added.status, JSON.stringify(added.body)).toBe(201);
  member = added.body.userId;
  await api('POST', '/v1/tenants/acme/apps', { name: app });
  const id = await deploy('first');
  await until('the first deployment is live', 120, async () => ((await api('GET', `${environment}/deployments/${id}`)).body.state === 'live' ? true : undefined));
  browser = await launchBrowser(port === '' ? 443 : Number(port));
  page = await (await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 } })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterAll(async () => {
  await browser?.close();
  await deleteApp(app);
  await api('DELETE', `/v1/tenants/acme/members/${member}`);
});

test('a walk through the portal: log in, hold and finish a rollout, run a command, set how releases take over, make an environment and promote to it', { timeout: 240_000 }, async () => {
  page.setDefaultTimeout(60_000);
  await page.goto(`${place}/production`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL(`${place}/production`);
  await page.getByText('v1 answers 100 %').waitFor();

  await deploy('second', { strategy: 'staged', watchSeconds: 600 });
  const panel = page.getByRole('region', { name: 'Staged: stage 1 of 1' });
  await panel.getByText(/min.* left/).waitFor();
  await page.getByText(/v2 answers \d+ %/).waitFor();
  await panel.getByRole('button', { name: 'Pause' }).click();
  await panel.getByText('Paused: it stays in this stage').waitFor();
  await panel.getByRole('button', { name: 'Resume' }).click();
  await panel.getByRole('button', { name: 'Finish now' }).click();
  await page.getByRole('heading', { name: 'v2 went live' }).waitFor();
  await page.getByText('v2 answers 100 %').waitFor();

  await page.getByRole('link', { name: 'Run a command…' }).click();
  const run = page.getByRole('dialog', { name: 'Run a command' });
  await run.getByLabel('Command', { exact: true }).fill(`node -e "console.log('walked with', process.argv.slice(1)); setInterval(() => {}, 1000)" 'two words' '$HOME'`);
  await run.getByLabel('Size', { exact: true }).selectOption('tiny');
  await run.getByRole('button', { name: 'Run it' }).click();
  await page.getByRole('log', { name: /^Output of run-/ }).getByText("walked with [ 'two words', '$HOME' ]").waitFor();
  await page.getByRole('button', { name: /^Stop run-/ }).click();
  await page.getByText(`Stopped by ${email}.`).waitFor();
  await page.getByRole('log', { name: /^Output of run-/ }).getByText("walked with [ 'two words', '$HOME' ]").waitFor();

  await page.goto(`${place}/production/settings`);
  await page.getByRole('button', { name: 'Change how a new release takes over' }).click();
  const settings = page.getByRole('dialog', { name: 'How a new release takes over' });
  await settings.getByLabel('Strategy', { exact: true }).selectOption('canary');
  await settings.getByLabel('Percent of the requests in step 2').fill('5');
  await settings.getByRole('button', { name: 'Save' }).click();
  await settings.getByRole('alert').getByText('must not go down').waitFor();
  await settings.getByLabel('Percent of the requests in step 2').fill('50');
  await settings.getByRole('button', { name: 'Save' }).click();
  await page.getByText('this environment is set so').waitFor();

  await page.goto(`${place}/production/environments`);
  await page.getByRole('button', { name: 'New environment…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('staging');
  await page.getByRole('button', { name: 'Make the environment' }).click();
  await page.waitForURL(`${place}/staging`);
  await page.goto(`${place}/production/environments`);
  await page.getByRole('button', { name: 'Promote from production' }).click();
  const dialog = page.getByRole('dialog', { name: 'Promote from production' });
  await dialog.getByText('Nothing is live in staging yet').waitFor();
  await dialog.getByRole('button', { name: 'Promote to staging' }).click();
  await page.waitForURL(/staging\/deployments\//);
  await page.getByRole('heading', { name: /^v1 went live/ }).waitFor();
  expect(complaints).toEqual([]);
});
