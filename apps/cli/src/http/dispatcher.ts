import { getCACertificates } from 'node:tls';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { isLocalhost, lookUp } from './look-up.js';

export interface Trust {
  /** Certificates in PEM that are trusted besides the system's; null for none. */
  ca: string | null;
}

/** The way every request takes: certificates are always verified, whatever the environment says. */
export function openDispatcher(url: string, trust: Trust, options: { proxied: boolean }): Dispatcher {
  const connect = {
    rejectUnauthorized: true,
    lookup: lookUp as never,
    timeout: 10_000,
    ...(trust.ca !== null && { ca: [...getCACertificates('default'), trust.ca] }),
  };
  const common = { connect, allowH2: false, headersTimeout: 120_000, bodyTimeout: 120_000, keepAliveTimeout: 4_000 };
  const { hostname } = new URL(url);
  const direct = isLocalhost(hostname) || hostname.startsWith('127.') || hostname === '[::1]';
  return options.proxied && !direct ? new EnvHttpProxyAgent({ ...common, requestTls: connect }) : new Agent(common);
}
