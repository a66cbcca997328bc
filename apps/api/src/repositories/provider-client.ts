import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { request } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { ReachHost } from './reach-host.js';

const answerMs = 15_000;
const longestAnswer = 64 * 1024;

/** Asks a provider's API over HTTPS, at the address found once. Redirects are not followed. */
@Injectable()
export class ProviderClient {
  constructor(private readonly hosts: ReachHost) {}

  /** Posts JSON and gives the status with the beginning of the answer. Throws unavailable when there is none. */
  async post(url: URL, headers: Record<string, string>, body: unknown): Promise<{ status: number; text: string }> {
    const addresses = (await this.hosts.addresses(url.hostname, Number(url.port || 443))).map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    const pinned: LookupFunction = (_host, options, callback) => (options.all ? callback(null, addresses) : callback(null, addresses[0]!.address, addresses[0]!.family));
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const fail = (cause: Error): void => reject(new Problem('unavailable', `${url.host} does not answer.`, { cause }));
      const sent = request(url, { method: 'POST', lookup: pinned, signal: AbortSignal.timeout(answerMs), headers: { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)), 'user-agent': 'berth' } }, (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          answer += chunk;
          if (answer.length > longestAnswer) response.destroy();
        });
        response.once('close', () => resolve({ status: response.statusCode ?? 0, text: answer })).once('error', fail);
      });
      sent.once('error', fail).end(text);
    });
  }
}
