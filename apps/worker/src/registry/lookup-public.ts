import { isPublicAddress } from '@berth/domain/public-address';
import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** A name look-up for sockets that gives public addresses only, so that no name (or rebinding of one) leads inside. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    const allowed = addresses.filter((one) => isPublicAddress(one.address));
    if (allowed.length === 0) return callback(new Error(`${hostname} is not a public address`), '', 0);
    if (options.all) return callback(null, allowed);
    return callback(null, allowed[0]!.address, allowed[0]!.family);
  });
};
