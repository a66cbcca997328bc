import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { get, installation } from './installation.js';

/** A folder as tar.gz. */
export async function packFolder(folder: string): Promise<Buffer> {
  const { stdout } = await promisify(execFile)('tar', ['-cz', '-C', folder, '-f', '-', ...readdirSync(folder)], { encoding: 'buffer', maxBuffer: 64 * 2 ** 20 });
  return stdout;
}

/** Uploads a source of an app; acme's unless said otherwise. */
export async function uploadSource(app: string, archive: Buffer, tenant = 'acme', token = installation.BERTH_TOKEN): Promise<{ id: string; detected: { dockerfile: string | null } }> {
  const answer = await get(`${installation.BERTH_URL}/v1/tenants/${tenant}/apps/${app}/sources`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/gzip' },
    body: archive,
    signal: AbortSignal.timeout(30_000),
  });
  if (answer.status !== 201) throw new Error(`${app}: an upload was answered ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as { id: string; detected: { dockerfile: string | null } };
}
