import { BlockList, isIP } from 'node:net';

const inner4 = new BlockList();
const inner6 = new BlockList(); // apart: one list would find every IPv4 address in the mapped range
for (const [address, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) {
  inner4.addSubnet(address, prefix, 'ipv4');
}
for (const [address, prefix] of [['::', 96], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['2001::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8]] as const) inner6.addSubnet(address, prefix, 'ipv6');

/** True for an address of the public internet: not private, shared, loopback, link-local, metadata, multicast or a way into IPv4 (RFC 6890). */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return family === 4 ? !inner4.check(address, 'ipv4') : !inner6.check(address, 'ipv6');
}
