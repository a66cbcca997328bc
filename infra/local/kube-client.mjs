import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { clusterAuthority, clusterCertificate } from './certificates.mjs';
import { ClusterError } from './cluster-error.mjs';
import { apiServer } from './paths.mjs';

/** @typedef {{ apiVersion: string, kind: string, metadata: { name: string, namespace?: string, [key: string]: unknown }, [key: string]: unknown }} KubeObject */

const fieldManager = 'berth-local';

/** @type {Agent | undefined} */
let agent;

function connection() {
  const { certificate, key } = clusterCertificate('admin');
  agent ??= new Agent({ ca: readFileSync(clusterAuthority.certificate), cert: readFileSync(certificate), key: readFileSync(key), keepAlive: true });
  return agent;
}

/** Forgets the connections and keys, for a cluster made anew. */
export function forgetConnection() {
  agent?.destroy();
  agent = undefined;
}

/**
 * One request to the API server with the administrator's certificate.
 * @param {'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} method
 * @param {string} path
 * @param {{ body?: unknown, type?: string, timeout?: number }} [options] body: an object (sent as JSON) or text; timeout in milliseconds
 * @returns {Promise<{ status: number, text: string }>}
 */
export function ask(method, path, { body, type = 'application/json', timeout = 10_000 } = {}) {
  return new Promise((resolve, reject) => {
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const message = request(`${apiServer}${path}`, { method, agent: connection(), timeout, headers: sent === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(sent) } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => resolve({ status: response.statusCode ?? 0, text })).on('error', reject);
    });
    message.on('timeout', () => message.destroy(new Error(`${method} ${path} took more than ${timeout / 1000} s`))).on('error', reject).end(sent);
  });
}

/**
 * @param {'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} method
 * @param {string} path
 * @param {Parameters<typeof ask>[2]} [options]
 * @returns {Promise<any>} the answer's JSON; undefined for 404
 * @throws {ClusterError} `cluster_refused`
 */
export async function askJson(method, path, options) {
  const { status, text } = await ask(method, path, options);
  if (status === 404) return undefined;
  if (status >= 300) throw new ClusterError('cluster_refused', `The API server answered ${status} to ${method} ${path}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/**
 * Path of an object, or of all of its kind without a name. A namespaced kind always names its namespace here.
 * @param {{ apiVersion: string, kind: string, namespace?: string, name?: string }} what
 */
export function pathOf({ apiVersion, kind, namespace, name }) {
  const lower = kind.toLowerCase();
  const plural = lower.endsWith('s') ? `${lower}es` : /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
  return [apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`, ...(namespace ? ['namespaces', namespace] : []), plural, ...(name ? [name] : [])].join('/');
}

const applied = `fieldManager=${fieldManager}&force=true`;

/** Server-side applies one object. @param {KubeObject} object */
export async function apply(object) {
  const { apiVersion, kind, metadata } = object;
  const answer = await askJson('PATCH', `${pathOf({ apiVersion, kind, namespace: metadata.namespace, name: metadata.name })}?${applied}`, { body: object, type: 'application/apply-patch+yaml' });
  if (answer === undefined) throw new ClusterError('cluster_refused', `The API server does not know ${apiVersion} ${kind}, or the namespace of ${metadata.name}.`);
  return answer;
}

/** Applies objects in order: namespaces and accounts come before what needs them. @param {KubeObject[]} objects */
export async function applyAll(objects) {
  for (const object of objects) await apply(object);
}

/**
 * Server-side applies the documents of a YAML text as they are; the API server reads the YAML.
 * @param {string} text documents in block style, each with apiVersion, kind and metadata.name
 */
export async function applyYaml(text) {
  for (const { text: body, ...identity } of yamlDocuments(text)) await askJson('PATCH', `${pathOf(identity)}?${applied}`, { body, type: 'application/apply-patch+yaml' });
}

/**
 * The documents of a YAML text with what their paths need.
 * @param {string} text
 * @returns {{ apiVersion: string, kind: string, namespace?: string, name: string, text: string }[]}
 */
export function yamlDocuments(text) {
  return text.split(/^---\s*$/m).flatMap((document) => {
    const kind = /^kind:\s*(\S+)/m.exec(document)?.[1];
    const apiVersion = /^apiVersion:\s*(\S+)/m.exec(document)?.[1];
    if (!kind || !apiVersion) return [];
    const metadata = /^metadata:\n((?:[ \t].*\n|\s*\n)*)/m.exec(`${document}\n`)?.[1] ?? '';
    const name = /^ {2}name:\s*["']?([^\s"']+)/m.exec(metadata)?.[1] ?? '';
    const namespace = /^ {2}namespace:\s*["']?([^\s"']+)/m.exec(metadata)?.[1];
    return [{ apiVersion, kind, namespace, name, text: document }];
  });
}
