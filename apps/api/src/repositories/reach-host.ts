import { Problem } from '@berth/domain';
import { isPublicAddress } from '@berth/domain/public-address';
import { Injectable } from '@nestjs/common';
import { lookup } from 'node:dns/promises';
import { isIPv4, isIPv6 } from 'node:net';
import { Env } from '../env.js';

/**
 * Where a host that a tenant named may be reached. It is asked once per use, and the connection is made to the addresses
 * found then: a name that changes its mind (DNS rebinding) leads nowhere else.
 */
@Injectable()
export class ReachHost {
  constructor(private readonly env: Env) {}

  /**
   * The host's addresses on the public internet, or those of a private host that the operator allows; metadata services
   * never. Throws invalid-input for a host without such an address, unavailable when the name cannot be looked up.
   */
  async addresses(hostname: string, port: number): Promise<[string, ...string[]]> {
    const host = port === 443 ? hostname : `${hostname}:${port}`;
    const found = await lookup(hostname, { all: true }).catch((error: NodeJS.ErrnoException) => {
      throw new Problem('unavailable', error.code === 'ENOTFOUND' ? `There is no host ${hostname}.` : `The host ${hostname} cannot be looked up.`, { remedy: 'Check the address of the repository.', cause: error });
    });
    const mayBePrivate = this.env.gitAllowedHosts.includes(host);
    const [first, ...others] = found.map(({ address }) => address).filter((address) => isPublicAddress(address) || (mayBePrivate && isPrivateHost(address)));
    if (first !== undefined) return [first, ...others];
    throw new Problem('invalid-input', `${host} is not on the public internet.`, { remedy: 'Ask the operator of this installation to allow the host (BERTH_GIT_ALLOWED_HOSTS).' });
  }
}

/** Loopback and private ranges; neither link-local addresses, where clouds keep their metadata services, nor those in disguise. */
const isPrivateHost = (address: string): boolean => (isIPv4(address) && !/^(169\.254|0|22[4-9]|2[3-5]\d)\./.test(address)) || (isIPv6(address) && /^(::1$|f[cd])/i.test(address) && !/^fd00:0*ec2:/i.test(address));
