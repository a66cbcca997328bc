import { rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DnsServer } from '../../apps/api/test/dns-server.js';
import { testCertificate } from '../../apps/api/test/test-certificate.js';
import { launchBrowser } from '../../apps/web/test/launch-browser.ts';
import { api, berth, berthJson, deleteApp, get, installation, sampleApp, until, urlOf } from '../real-services/installation.js';
import { startProcess, stopProcess } from '../real-services/processes.js';

const app = 'domained';
const host = `shop.${installation.BERTH_NAMESPACE_PREFIX}.example.org`;
const dns = new DnsServer();
const own = testCertificate([`DNS:${host}`]);
const { folder } = sampleApp('hello-static', { 'index.html': 'the shop', 'berth.yaml': 'processes:\n  web: {replicas: 1, resources: tiny}\n' });

/** The API anew, so that it asks the test's name server, or the system's again. */
async function restartApi(extra: Record<string, string>): Promise<void> {
  await stopProcess('api');
  startProcess('api', extra);
  await until('the API is ready', 30, async () => ((await get(`${installation.BERTH_URL}/ready`)).status === 200 ? true : undefined));
}

/** What a visitor of an own domain gets, who trusts `ca` alone; null: who takes any certificate. */
function visit(ca: string | null, at = host): Promise<{ status: number; text: string }> {
  const { port } = new URL(urlOf(app));
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: port || 443, servername: at, headers: { host: at }, path: '/', agent: false, timeout: 5_000, ...(ca === null ? { rejectUnauthorized: false } : { ca }) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => resolve({ status: response.statusCode!, text }));
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer within 5 s'))).on('error', reject).end();
  });
}
const domains = (...args: string[]) => berth(['domains', ...args, '--app', app]);

beforeAll(async () => {
  await dns.start();
  await restartApi({ BERTH_DNS_RESOLVER: dns.address });
  const result = await berth(['deploy', '--app', app], { cwd: folder });
  expect(result.code, result.stderr).toBe(0);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await deleteApp(app);
  await restartApi({});
  dns.stop();
});

test('a domain serves once its proof is in DNS, without a deployment, first with the ingress’s own certificate', async () => {
  const added = await domains('add', host);
  expect(added.stdout).toContain(`CNAME ${new URL(urlOf(app)).hostname}`);
  const [, value] = /_berth\.\S+ TXT (berth=\S+)/.exec(added.stdout)!;
  expect(await domains('check', host)).toMatchObject({ code: 1, stdout: expect.stringMatching(/pending[^]*There is no TXT record/) });
  expect((await visit(null)).status).toBe(404);
  dns.txt.set(`_berth.${host}`, [value!]);
  expect(await domains('check', host)).toMatchObject({ code: 0, stdout: expect.stringContaining('verified') });
  await until('the domain serves', 30, async () => ((await visit(null)).text.includes('the shop') ? true : undefined));
  expect((await domains('list')).stdout).toMatch(/verified +- +Visitors are shown the ingress’s own certificate/);
});

test('a given certificate is shown to the visitors of its host, and to nobody else', async () => {
  const [certificate, key] = [join(folder, 'own.pem'), join(folder, 'own.key')];
  writeFileSync(certificate, own.certificate);
  writeFileSync(key, own.key);
  await expect(visit(own.ca)).rejects.toThrow(/certificate/);
  const given = await domains('certificate', host, '--certificate', certificate, '--key', key);
  expect(given.code, given.stderr).toBe(0);
  await until('the certificate is shown', 30, async () => ((await visit(own.ca)).text.includes('the shop') ? true : undefined));
  expect((await get(urlOf(app))).text).toContain('the shop');
});

test('in the portal a domain is added, proven, given a certificate from files and removed, and serves in between', { timeout: 120_000 }, async () => {
  const { origin, port } = new URL(installation.BERTH_URL);
  const [email, password, second] = [`domains${Date.now()}@acme.example`, 'a long enough password', `www.${host}`];
  const { body: member } = await api('POST', '/v1/tenants/acme/members', { email, role: 'developer', password });
  const browser = await launchBrowser(port === '' ? 443 : Number(port));
  try {
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${origin}/t/acme/apps/${app}/production/domains`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('region', { name: host, exact: true }).getByText(/^Certificate by .*, until/).waitFor();
    await page.getByRole('button', { name: 'Add a domain…' }).click();
    await page.getByRole('textbox', { name: 'Host name' }).fill(second);
    await page.keyboard.press('Enter');
    const added = page.getByRole('dialog', { name: `What DNS must say of ${second}` });
    await added.getByText(new URL(urlOf(app)).hostname).waitFor();
    dns.txt.set(`_berth.${second}`, [(await added.getByText(/^berth=/).textContent())!]);
    await page.keyboard.press('Enter');
    const domain = page.getByRole('region', { name: second });
    await domain.getByRole('button', { name: `Check now: ${second}` }).click();
    await domain.getByText('Verified, without a certificate').waitFor();

    const { ca, certificate, key } = testCertificate([`DNS:${second}`]);
    const file = (name: string, text: string) => ({ name, mimeType: 'application/x-pem-file', buffer: Buffer.from(text) });
    await domain.getByRole('button', { name: `Give a certificate to ${second}` }).click();
    const dialog = page.getByRole('dialog', { name: `Certificate of ${second}` });
    await dialog.getByLabel('Certificate: from a file').setInputFiles(file('fullchain.pem', certificate));
    await dialog.getByLabel('Private key: from a file').setInputFiles(file('privkey.pem', own.key));
    await dialog.getByRole('button', { name: 'Give it this certificate' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Private key: from a file').setInputFiles(file('privkey.pem', key));
    await dialog.getByRole('button', { name: 'Give it this certificate' }).click();
    await domain.getByText(/^Certificate by .*, until/).waitFor();
    await until('its certificate is shown', 30, async () => ((await visit(ca, second)).text.includes('the shop') ? true : undefined));

    await domain.getByRole('button', { name: `Remove ${second}` }).click();
    await page.getByLabel(`Type ${second} to confirm`).fill(second);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await domain.waitFor({ state: 'detached' });
    await until('it leads here no more', 30, async () => ((await visit(null, second)).status === 404 ? true : undefined));
  } finally {
    await browser.close();
    await api('DELETE', `/v1/tenants/acme/members/${member.userId}`);
  }
});

test('a removed domain leads nowhere; the app’s own URL stays', async () => {
  expect((await domains('remove', host)).code).toBe(0);
  await until('the domain is gone', 30, async () => ((await visit(null)).status === 404 ? true : undefined));
  expect((await get(urlOf(app))).status).toBe(200);
  expect((await berthJson(['domains', 'list', '--app', app])).items).toEqual([]);
});
