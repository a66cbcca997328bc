import { execFile } from 'node:child_process';
import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch, type RequestInit } from 'undici';
import { z } from 'zod';

const envSchema = z.object({
  BERTH_URL: z.url(),
  BERTH_TOKEN: z.string(),
  BERTH_OPERATOR_TOKEN: z.string(),
  BERTH_CA: z.string(),
  BERTH_CLI: z.string(),
  BERTH_LOCAL: z.string(),
  BERTH_NAMESPACE_PREFIX: z.string(),
  BASE_DOMAIN: z.string(),
  KUBECONFIG: z.string(),
});

/** The running installation that the tests use; `npm test` makes it and sets these variables. */
export const installation = envSchema.parse(process.env);

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** Node does not resolve `*.localhost` (RFC 6761) by itself. */
export function lookup(host: string, options: LookupOptions, callback: LookupCallback): void {
  if (host !== 'localhost' && !host.endsWith('.localhost')) return systemLookup(host, options, callback as never);
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
}

const ca = readFileSync(installation.BERTH_CA, 'utf8');

/** An HTTPS client that trusts the installation's CA and nothing less. */
export const newAgent = (options: Agent.Options = {}) => new Agent({ connect: { ca, lookup: lookup as never, timeout: 5_000 }, ...options });
const agent = newAgent();

/** One request with the certificate verified. */
export async function get(url: string, init: RequestInit = {}) {
  const response = await fetch(url, { dispatcher: agent, redirect: 'manual', signal: AbortSignal.timeout(10_000), ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** An API call; `token` is acme's owner unless said otherwise. */
export async function api(method: string, path: string, body?: unknown, token = installation.BERTH_TOKEN) {
  const response = await get(`${installation.BERTH_URL}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: response.text === '' ? undefined : (JSON.parse(response.text) as any) };
}

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `berth` as a user would: own configuration folder, no terminal. */
export function berth(args: string[], options: { cwd?: string; env?: Record<string, string>; input?: string; timeoutMs?: number } = {}): Promise<CliResult> {
  return new Promise((resolve) => {
    const child = execFile(
      installation.BERTH_CLI,
      args,
      {
        cwd: options.cwd ?? tmpdir(),
        env: { ...process.env, XDG_CONFIG_HOME: join(tmpdir(), `berth-test-config-${process.pid}`), BERTH_TENANT: 'acme', NO_COLOR: '1', ...options.env },
        timeout: options.timeoutMs ?? 240_000,
        maxBuffer: 64 * 2 ** 20,
      },
      (error, stdout, stderr) => resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, stdout, stderr }),
    );
    child.stdin?.end(options.input ?? '');
  });
}

/** `berth … --json`, which must succeed. */
export async function berthJson<T = any>(args: string[], options: Parameters<typeof berth>[1] = {}): Promise<T> {
  const result = await berth([...args, '--json'], options);
  if (result.code !== 0) throw new Error(`berth ${args.join(' ')} ended with ${result.code}\n${result.stdout}\n${result.stderr}`);
  return JSON.parse(result.stdout) as T;
}

/** The public URL of one of acme's apps. */
export const urlOf = (app: string, tenant = 'acme') => {
  const port = new URL(installation.BERTH_URL).port;
  return `https://${app}-${tenant}.${installation.BASE_DOMAIN}${port ? `:${port}` : ''}/`;
};

/** A copy of a sample app, so that a test may change it. Remove it with `remove`. */
export function sampleApp(name: string, changes: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), `berth-${name}-`));
  cpSync(join(import.meta.dirname, '../apps', name), folder, { recursive: true });
  for (const [file, content] of Object.entries(changes)) writeFileSync(join(folder, file), content);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Waits until `check` gives a value other than undefined; the last error is kept for the message. */
export async function until<T>(what: string, seconds: number, check: () => Promise<T | undefined>, everyMs = 200): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const value = await check();
      if (value !== undefined) return value;
    } catch (error) {
      last = error;
    }
    await new Promise((done) => setTimeout(done, everyMs));
  }
  throw new Error(`not within ${seconds} s: ${what}`, { cause: last });
}

/** Deletes an app, and waits until the API has forgotten it. */
export async function deleteApp(app: string, tenant = 'acme'): Promise<void> {
  await api('DELETE', `/v1/tenants/${tenant}/apps/${app}?confirm=${app}`);
  await until(`${app} deleted`, 90, async () => ((await api('GET', `/v1/tenants/${tenant}/apps/${app}`)).status === 404 ? true : undefined), 500);
}
