import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../local/run-program.mjs';
import { ask } from './http.mjs';
import { node24, root } from './local-folder.mjs';
import { addresses, directApi } from './platform.mjs';
import { saveSecrets } from './secrets.mjs';
import { StartError } from './start-error.mjs';

/** @typedef {import('./platform.mjs').Platform} Platform */

export const operatorEmail = 'operator@berth.localhost';
export const ownerEmail = 'owner@acme.localhost';
const tenant = 'acme';

/**
 * Makes the operator, the tenant acme with its owner, and an API token for each, unless they are there. All but the
 * first operator through the public API.
 * @param {Platform} platform
 */
export async function ensureAccounts(platform) {
  const { local, secrets } = platform;
  if (!(await tokenWorks(platform, secrets.operatorToken))) {
    secrets.operatorToken = await makeOperator(platform);
    saveSecrets(local, secrets);
  }
  await ensureTenant(platform, secrets.operatorToken ?? '');
  if (!(await tokenWorks(platform, secrets.ownerToken))) {
    secrets.ownerToken = await makeOwnerToken(platform);
    saveSecrets(local, secrets);
  }
}

/** @param {Platform} platform @param {string | undefined} token */
async function tokenWorks(platform, token) {
  if (!token) return false;
  const { status, text } = await ask(`${directApi(platform)}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  if (status === 200) return true;
  if (status === 401) return false;
  throw refused('GET /v1/me', status, text);
}

/** @param {Platform} platform @returns {Promise<string>} an API token */
async function makeOperator({ databaseUrl, secrets }) {
  const input = JSON.stringify({ email: operatorEmail, password: secrets.operatorPassword, name: 'Operator', tokenName: 'bootstrap' });
  const output = await run(node24, [join(root, 'apps/api/dist/seed-operator.js')], { cwd: root, input, env: { DATABASE_URL: databaseUrl }, timeout: 60_000 });
  return JSON.parse(output).token;
}

/** @param {Platform} platform @param {string} operatorToken */
async function ensureTenant(platform, operatorToken) {
  const headers = { authorization: `Bearer ${operatorToken}` };
  const one = `${directApi(platform)}/v1/operator/tenants/${tenant}`;
  const found = await ask(one, { headers });
  if (found.status === 404) {
    const owner = { email: ownerEmail, name: 'Acme’s owner', password: platform.secrets.ownerPassword };
    const made = await ask(`${directApi(platform)}/v1/operator/tenants`, { method: 'POST', headers, body: { slug: tenant, name: 'Acme', owner } });
    if (made.status !== 201) throw refused('POST /v1/operator/tenants', made.status, made.text);
  }
  let state = '';
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(150)) {
    const { status, text } = await ask(one, { headers });
    if (status !== 200) throw refused(`GET /v1/operator/tenants/${tenant}`, status, text);
    const now = JSON.parse(text);
    if (now.state === 'active' || now.state === 'suspended') return;
    state = `${now.state}${now.lastError ? `: ${now.lastError}` : ''}`;
  }
  throw new StartError(`The tenant ${tenant} did not become active within 90 s (${state}).`, `See ${join(platform.local.log, 'worker.log')}`);
}

/** Logs in as the owner, as a browser does, and makes a token. @param {Platform} platform @returns {Promise<string>} */
async function makeOwnerToken(platform) {
  const { origin } = addresses(platform);
  const login = await ask(`${directApi(platform)}/v1/login`, { method: 'POST', headers: { origin }, body: { email: ownerEmail, password: platform.secrets.ownerPassword } });
  if (login.status !== 200) throw refused('POST /v1/login', login.status, login.text);
  const cookie = (login.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
  const made = await ask(`${directApi(platform)}/v1/tokens`, { method: 'POST', headers: { cookie, origin }, body: { name: 'local scripts', tenant } });
  if (made.status !== 201) throw refused('POST /v1/tokens', made.status, made.text);
  return JSON.parse(made.text).secret;
}

/** @param {string} what @param {number} status @param {string} text */
function refused(what, status, text) {
  let detail = text;
  try {
    const problem = JSON.parse(text);
    detail = [problem.detail, problem.remedy, ...(problem.errors ?? []).map((/** @type {{ path: string, message: string }} */ { path, message }) => `${path}: ${message}`)].filter(Boolean).join(' ');
  } catch {
    // not JSON: shown as it is
  }
  return new StartError(`The API answered ${status} to ${what}: ${detail.slice(0, 800)}`, 'See the API’s log, .local/log/api.log.');
}
