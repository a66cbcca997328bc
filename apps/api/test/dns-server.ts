import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

const typeTxt = 16;
const headerBytes = 12;
const questionTail = 4; // type and class
const nameError = 3;

/** A name server (RFC 1035, over UDP) that knows TXT records alone: what is not in `txt` does not exist. */
export class DnsServer {
  readonly txt = new Map<string, string[]>();
  /** Names that were asked for, in order. */
  readonly asked: string[] = [];
  /** Says nothing at all. */
  silent = false;
  private readonly socket: Socket = createSocket('udp4');

  async start(): Promise<void> {
    this.socket.on('message', (query, from) => {
      const answer = this.answer(query);
      if (!this.silent) this.socket.send(answer, from.port, from.address);
    });
    await new Promise<void>((ready) => this.socket.bind(0, '127.0.0.1', ready));
  }

  /** host:port. */
  get address(): string {
    return `127.0.0.1:${(this.socket.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.socket.close();
  }

  private answer(query: Buffer): Buffer {
    const { name, end } = nameAt(query);
    this.asked.push(name);
    const values = query.readUInt16BE(end) === typeTxt ? this.txt.get(name) : undefined;
    const header = Buffer.from(query.subarray(0, headerBytes));
    header.writeUInt16BE(0x8180 + (values ? 0 : nameError), 2); // a recursive answer
    header.writeUInt16BE(values?.length ?? 0, 6);
    header.fill(0, 8);
    return Buffer.concat([header, query.subarray(headerBytes, end + questionTail), ...(values ?? []).map(txtRecord)]);
  }
}

function nameAt(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

function txtRecord(value: string): Buffer {
  const data = Buffer.concat([Buffer.from([value.length]), Buffer.from(value, 'latin1')]);
  const fixed = Buffer.from([0xc0, headerBytes, 0, typeTxt, 0, 1, 0, 0, 0, 0, 0, data.length]); // the question's name, TXT, IN, TTL 0
  return Buffer.concat([fixed, data]);
}
