/** A port that a process listens on. */
export interface ListeningSocket {
  port: number;
  /** As text, `0.0.0.0`, `127.0.0.1`, `::`. */
  address: string;
  /** True when nothing outside the pod can reach it. */
  loopbackOnly: boolean;
}

const listenState = '0A';
const establishedState = '01';
const socket = /^\s*\d+:\s+([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})\s+\S+\s+([0-9A-F]{2})\s/;

/** How many connections to `port` are open in the text of `/proc/net/tcp` and `/proc/net/tcp6`. */
export const openConnectionsTo = (table: string, port: number): number =>
  table.split('\n').filter((line) => {
    const match = socket.exec(line);
    return match?.[3] === establishedState && Number.parseInt(match[2]!, 16) === port;
  }).length;

/** The listening sockets in the text of `/proc/net/tcp` and `/proc/net/tcp6`, as the kernel prints them on a little-endian machine. */
export function listeningSockets(table: string): ListeningSocket[] {
  const found = new Map<string, ListeningSocket>();
  for (const line of table.split('\n')) {
    const match = socket.exec(line);
    if (!match || match[3] !== listenState) continue;
    const address = match[1]!.length === 8 ? ipv4(match[1]!) : ipv6(match[1]!);
    const port = Number.parseInt(match[2]!, 16);
    found.set(`${address} ${port}`, { port, address, loopbackOnly: isLoopback(address) });
  }
  return [...found.values()].sort((a, b) => a.port - b.port);
}

const bytesOf = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

function ipv4(hex: string): string {
  return bytesOf(hex).toReversed().join('.');
}

function ipv6(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => bytesOf(word).toReversed());
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (isMapped) return `::ffff:${bytes.slice(12).join('.')}`;
  const words = Array.from({ length: 8 }, (_, index) => (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16));
  const text = words.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
  return text;
}

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
