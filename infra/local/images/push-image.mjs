import { createHmac } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { ClusterError } from '../cluster-error.mjs';
import { registry, registryKeysDir } from '../paths.mjs';
import { blobFile, readLayout } from './image-layout.mjs';

const user = '-.-.mirror';

/** The password of the mirror's own user (infra/images/registry-token/README.md). */
function mirrorPassword() {
  const master = Buffer.from(readFileSync(join(registryKeysDir, 'master-key'), 'utf8'), 'base64');
  const roleKey = createHmac('sha256', master).update('berth-registry-role:mirror').digest();
  return createHmac('sha256', roleKey).update(user).digest('base64url');
}

/** @param {string[]} repositories @returns {Promise<string>} a token to pull and push them; good for minutes */
async function tokenFor(repositories) {
  const url = new URL(registry.tokenUrl);
  url.searchParams.set('service', 'berth-registry');
  for (const repository of repositories) url.searchParams.append('scope', `repository:${repository}:pull,push`);
  const answer = await fetch(url, { headers: { authorization: `Basic ${Buffer.from(`${user}:${mirrorPassword()}`).toString('base64')}` } });
  if (!answer.ok) throw new ClusterError('registry_refused', `The registry's token service answered ${answer.status}.`);
  return /** @type {{ token: string }} */ (await answer.json()).token;
}

/**
 * @param {string} method @param {string | URL} path @param {string} token
 * @param {{ type?: string, text?: string, file?: string, size?: number }} [body]
 * @returns {Promise<{ status: number, location?: string, text: string }>}
 */
function send(method, path, token, { type, text, file, size } = {}) {
  return new Promise((resolve, reject) => {
    const length = file ? size : Buffer.byteLength(text ?? '');
    const headers = { authorization: `Bearer ${token}`, 'content-length': String(length), ...(type ? { 'content-type': type } : {}) };
    const message = request(new URL(path, registry.url), { method, headers, timeout: 120_000 }, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (part) => { answer += part; }).on('end', () => resolve({ status: response.statusCode ?? 0, location: response.headers.location, text: answer })).on('error', reject);
    });
    message.on('timeout', () => message.destroy(new Error(`${method} ${path} took more than two minutes`))).on('error', reject);
    if (file) createReadStream(file, { highWaterMark: 1 << 20 }).on('error', reject).pipe(message);
    else message.end(text);
  });
}

/**
 * Pushes an image layout under several tags; what the registry has is not sent again.
 * @param {string} layout
 * @param {string} repository
 * @param {string[]} tags
 * @param {string} [mountFrom] repository that may have layers of it already
 */
export async function pushImage(layout, repository, tags, mountFrom) {
  const token = await tokenFor([repository, ...(mountFrom ? [mountFrom] : [])]);
  const { manifest, blobs, text } = readLayout(layout);
  for (const blob of blobs) await pushBlob(layout, repository, blob, token, mountFrom);
  for (const tag of tags) expect(await send('PUT', `/v2/${repository}/manifests/${tag}`, token, { type: manifest.mediaType, text }), [201], `${repository}:${tag}`);
}

/** @param {string} layout @param {string} repository @param {import('./image-layout.mjs').Descriptor} blob @param {string} token @param {string} [mountFrom] */
async function pushBlob(layout, repository, { digest, size }, token, mountFrom) {
  if ((await send('HEAD', `/v2/${repository}/blobs/${digest}`, token)).status === 200) return;
  const mount = mountFrom ? `?mount=${digest}&from=${mountFrom}` : '';
  const upload = expect(await send('POST', `/v2/${repository}/blobs/uploads/${mount}`, token), [201, 202], repository);
  if (upload.status === 201) return;
  const target = new URL(upload.location ?? '', registry.url);
  target.searchParams.set('digest', digest);
  expect(await send('PUT', target, token, { type: 'application/octet-stream', file: blobFile(layout, digest), size }), [201], repository);
}

/** @template {{ status: number, text: string }} A @param {A} answer @param {number[]} accepted @param {string} what @returns {A} */
function expect(answer, accepted, what) {
  if (!accepted.includes(answer.status)) throw new ClusterError('registry_refused', `The registry answered ${answer.status} to a push of ${what}: ${answer.text.slice(0, 300)}`);
  return answer;
}

/** Whether the mirror has this very image under a tag. @param {string} layout @param {string} repository @param {string[]} tags */
export async function isPushed(layout, repository, tags) {
  const token = await tokenFor([repository]);
  const { manifest } = readLayout(layout);
  const found = await Promise.all(tags.map((tag) => fetch(`${registry.url}/v2/${repository}/manifests/${tag}`, { method: 'HEAD', headers: { authorization: `Bearer ${token}`, accept: manifest.mediaType } })));
  return found.every((answer) => answer.headers.get('docker-content-digest') === manifest.digest);
}
