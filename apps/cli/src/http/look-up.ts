import { lookup as systemLookUp, type LookupAddress, type LookupOptions } from 'node:dns';

type Callback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** True for `localhost` and every name below it: loopback by RFC 6761. */
export const isLocalhost = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

/** Resolves names as the system does, and `*.localhost` to 127.0.0.1, which Node does not do by itself. */
export function lookUp(host: string, options: LookupOptions, callback: Callback): void {
  if (!isLocalhost(host)) systemLookUp(host, options, callback as never);
  else if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
}
