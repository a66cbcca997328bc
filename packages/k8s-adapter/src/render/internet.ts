import { BlockList, isIPv4 } from 'node:net';

/** What is not the internet: private, carrier-grade NAT, loopback, link-local with the metadata address, and reserved ranges. */
const notInternetV4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
  '192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4',
];
/** The same for IPv6, with the ranges that carry IPv4 addresses inside (NAT64, 6to4); mapped ones leave the pod as IPv4. */
const notInternetV6 = ['::/127', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8'];

interface IpBlock {
  cidr: string;
  except: string[];
}

/** All IPv4 addresses but the private ones and `excluded` (CIDRs of either family). */
export const internetV4 = (excluded: readonly string[]): IpBlock => block('0.0.0.0/0', notInternetV4, excluded.filter(isV4));

/** All IPv6 addresses but the private ones and `excluded`. */
export const internetV6 = (excluded: readonly string[]): IpBlock => block('::/0', notInternetV6, excluded.filter((cidr) => !isV4(cidr)));

const addressOf = (cidr: string): string => cidr.split('/')[0]!;
const prefixOf = (cidr: string): number => Number(cidr.split('/')[1] ?? (isV4(cidr) ? 32 : 128));
const isV4 = (cidr: string): boolean => isIPv4(addressOf(cidr));

function block(cidr: string, always: readonly string[], excluded: readonly string[]): IpBlock {
  const except = [...always];
  for (const extra of [...excluded].sort((a, b) => prefixOf(a) - prefixOf(b))) {
    if (!except.some((range) => contains(range, extra))) except.push(extra.includes('/') ? extra : `${extra}/${prefixOf(extra)}`);
  }
  return { cidr, except };
}

function contains(range: string, inner: string): boolean {
  const family = isV4(range) ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(addressOf(range), prefixOf(range), family);
  return prefixOf(range) <= prefixOf(inner) && list.check(addressOf(inner), family);
}
