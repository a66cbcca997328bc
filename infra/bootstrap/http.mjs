import { readFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} text
 */

/** Node does not resolve `*.localhost` (RFC 6761) by itself. @type {import('node:net').LookupFunction} */
const loopback = (_host, options, callback) => (options.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4));

/**
 * One request; certificates are always verified.
 * @param {string} url
 * @param {{ method?: string, headers?: Record<string, string>, body?: unknown, ca?: string | null, timeoutMs?: number }} [options]
 *   body: sent as JSON; ca: path of the authority's certificate where it is not a public one
 * @returns {Promise<Answer>}
 */
export function ask(url, { method = 'GET', headers = {}, body, ca, timeoutMs = 10_000 } = {}) {
  const { hostname, protocol } = new URL(url);
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const options = {
    method,
    agent: false,
    headers: { ...headers, ...(sent !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) }) },
    ...(hostname.endsWith('.localhost') && { lookup: loopback }),
    ...(ca && { ca: readFileSync(ca) }),
  };
  return new Promise((resolve, reject) => {
    const message = (protocol === 'https:' ? requestTls : requestPlain)(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; }).on('error', reject);
      response.on('end', () => { clearTimeout(timer); resolve({ status: response.statusCode ?? 0, headers: response.headers, text }); });
    });
    const timer = setTimeout(() => message.destroy(new Error(`no answer from ${url} within ${timeoutMs / 1000} s`)), timeoutMs);
    message.on('error', (error) => { clearTimeout(timer); reject(error); }).end(sent);
  });
}

/** Whether a URL answers 200 now. @param {string} url @param {{ ca?: string | null, headers?: Record<string, string>, timeoutMs?: number }} [options] */
export async function answersOk(url, options) {
  try {
    return (await ask(url, { timeoutMs: 3_000, ...options })).status === 200;
  } catch {
    return false; // nobody listens
  }
}
