import { z } from 'zod';

export const domainStates = ['pending', 'verified'] as const;
/** Own domains that an environment may have. */
export const mostDomains = 20;
/** How long before the end of a certificate its owner is told, in days. */
export const certificateWarningDays = 14;

/** Where the proof of a domain is looked for. */
export const proofName = (host: string): string => `_berth.${host}`;
/** RFC 1035 §2.3.4: the longest host name; that of the proof has to fit too. */
const longestHost = 253 - proofName('').length;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Never anybody's on the public internet (RFC 6761, RFC 7686, RFC 3172). */
const nobodys: ReadonlySet<string> = new Set(['localhost', 'invalid', 'onion', 'arpa']);

/** A host name of somebody's own, as DNS has it: lower case, punycode, no dot at its end. */
export const domainHost = z.string().max(1000).transform((text, context) => {
  const refuse = (message: string): never => {
    context.addIssue(message);
    return z.NEVER;
  };
  const given = text.trim().replace(/\.$/, '');
  if (given.includes('*')) return refuse('must be one host name: a wildcard is not taken');
  if (!/^[^\s/?#@:\\%[\]]+$/.test(given)) return refuse('must be a host name alone, such as shop.example.org');
  const host = URL.parse(`http://${given}/`)?.hostname;
  if (host === undefined) return refuse('must be a host name such as shop.example.org');
  if (/^\d+(\.\d+){3}$/.test(host)) return refuse('must be a host name, not an address');
  if (host.length > longestHost) return refuse(`must have at most ${longestHost} characters`);
  const labels = host.split('.');
  if (!labels.every((one) => label.test(one))) return refuse('must consist of letters, digits and hyphens between dots');
  if (nobodys.has(labels.at(-1)!)) return refuse(`must not end in .${labels.at(-1)}: such names are nobody’s`);
  if (labels.length < 2) return refuse('must be a host name with a dot, such as shop.example.org');
  return host;
});

/** True when `host` is `domain` or below it. */
export const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** True when a certificate with this name is shown for `host`; a wildcard stands for one label (RFC 6125 §6.4.3). */
export const certificateCovers = (name: string, host: string): boolean => (name.startsWith('*.') ? host.slice(host.indexOf('.')) === name.slice(1) : host === name);
