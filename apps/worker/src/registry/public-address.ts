import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const inner4 = new BlockList();
const inner6 = new BlockList(); // apart: one list would find every IPv4 address in the mapped range
for (const [address, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) {
  inner4.addSubnet(address, prefix, 'ipv4');
}
for (const [address, prefix] of [['::', 96], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inner6.addSubnet(address, prefix, 'ipv6');

/** True for an address of the public internet: not private, shared, loopback, link-local, metadata or multicast (RFC 6890). */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return family === 4 ? !inner4.check(address, 'ipv4') : !inner6.check(address, 'ipv6');
}

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
