import { isPublicAddress } from '@berth/domain/public-address';
import { request as requestHttp, type IncomingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { lookupPublic } from './lookup-public.js';

export interface RegistryAccess {
  /** `https://host[:port]`, or http for the installation's own. */
  url: string;
  login: { username: string; password: string } | null;
  /** True for the installation's own registry; any other may only be at a public address. */
  own: boolean;
}

export interface RegistryAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The registry does not answer, or not in a way that can be understood. */
export class RegistryUnreachable extends Error {
  override readonly name = 'RegistryUnreachable';
}

const answerMs = 15_000;
const longestBody = 8 * 2 ** 20;

/** Talks to one registry by the distribution API, with the token flow that it asks for. Redirects are not followed. */
export class RegistryClient {
  private readonly tokens = new Map<string, string>();

  constructor(private readonly access: RegistryAccess) {}

  /** Sends one request under `scope` (`repository:<name>:<actions>`). */
  async send(method: 'GET' | 'HEAD' | 'DELETE', path: string, scope: string, headers: Record<string, string> = {}): Promise<RegistryAnswer> {
    const url = new URL(path, this.access.url);
    const token = this.tokens.get(scope);
    const first = await this.ask(method, url, { ...headers, ...(token ? { authorization: token } : {}) });
    if (first.status !== 401) return first;
    const authorization = await this.authorize(first.headers['www-authenticate'] ?? '', scope);
    if (authorization === null) return first;
    this.tokens.set(scope, authorization);
    return this.ask(method, url, { ...headers, authorization });
  }

  private basic(): string | null {
    const { login } = this.access;
    return login ? `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}` : null;
  }

  private async authorize(challenge: string, scope: string): Promise<string | null> {
    if (/^basic/i.test(challenge)) return this.basic();
    const fields = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1]!, match[2]!]));
    if (!/^bearer/i.test(challenge) || !fields['realm']) return null;
    const realm = new URL(fields['realm']);
    if (fields['service']) realm.searchParams.set('service', fields['service']);
    realm.searchParams.set('scope', scope);
    const basic = this.basic();
    const answer = await this.ask('GET', realm, basic ? { authorization: basic } : {});
    if (answer.status !== 200) return null;
    const { token, access_token: accessToken } = JSON.parse(answer.body) as { token?: string; access_token?: string };
    return token || accessToken ? `Bearer ${token ?? accessToken}` : null;
  }

  private ask(method: string, url: URL, headers: Record<string, string>): Promise<RegistryAnswer> {
    const { own } = this.access;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!own && (url.protocol !== 'https:' || (isIP(host) && !isPublicAddress(host)))) {
      return Promise.reject(new RegistryUnreachable(`${url.host} is not a registry on the public internet`));
    }
    const open = url.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const fail = (cause: Error): void => reject(new RegistryUnreachable(`the registry at ${url.host} does not answer: ${cause.message}`, { cause }));
      const request = open(url, { method, headers, signal: AbortSignal.timeout(answerMs), ...(own ? {} : { lookup: lookupPublic }) }, (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > longestBody) response.destroy(new Error('the answer is too long'));
          else chunks.push(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }));
        response.on('error', fail);
      });
      request.on('error', fail);
      request.end();
    });
  }
}
