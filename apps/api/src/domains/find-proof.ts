import { proofName } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Resolver } from 'node:dns/promises';
import { Env } from '../env.js';

const answerMs = 2_000;
const tries = 2;
const longestShown = 100;

/** Asks DNS whose host it is. */
@Injectable()
export class FindProof {
  constructor(private readonly env: Env) {}

  /** Null when the record has this value; otherwise what was found instead, in words. */
  async missing(host: string, value: string): Promise<string | null> {
    const resolver = new Resolver({ timeout: answerMs, tries });
    if (this.env.dnsResolver.length > 0) resolver.setServers(this.env.dnsResolver);
    const name = proofName(host);
    try {
      const values = (await resolver.resolveTxt(name)).map((parts) => parts.join('').trim());
      if (values.includes(value)) return null;
      return `The TXT record ${name} has another value: ${values.join(', ').replace(/\p{Cc}/gu, '?').slice(0, longestShown)}`;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTFOUND' || code === 'ENODATA') return `There is no TXT record ${name}.`;
      return `The name servers of ${host} gave no answer (${code ?? String(error)}).`;
    }
  }
}
