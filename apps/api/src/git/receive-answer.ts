const sideBandBytes = 65_515;

/**
 * What `git receive-pack` answers, read as it passes by (gitprotocol-pack): packets of four hexadecimal digits and
 * their content, whose first byte names a band where the client takes bands: 1 is the report, 2 is for people. The
 * flush that ends the answer is held back, so that more can be said before it.
 */
export class ReceiveAnswer {
  private rest: Buffer = Buffer.alloc(0);
  private readonly report: Buffer[] = [];
  private bands: boolean | undefined;

  /** True when the client shows what is said in band 2. */
  get canSpeak(): boolean {
    return this.bands === true;
  }

  /** Takes a piece of the answer and returns what may be passed on by now. */
  take(chunk: Buffer): Buffer {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const whole: Buffer[] = [];
    for (;;) {
      const length = lengthOf(this.rest);
      if (length === undefined || this.rest.length < Math.max(length, 4)) break;
      if (length < 4 && this.bands === true) break; // the flush at the end
      const packet = this.rest.subarray(0, Math.max(length, 4));
      this.rest = this.rest.subarray(packet.length);
      whole.push(packet);
      this.read(packet.subarray(4));
    }
    return Buffer.concat(whole);
  }

  /** What was held back. */
  end(): Buffer {
    return this.rest;
  }

  /** Names that were changed, as the report says. */
  changed(): string[] {
    let report: Buffer = Buffer.concat(this.report);
    const names: string[] = [];
    for (let length = lengthOf(report); length !== undefined && length >= 4; length = lengthOf(report)) {
      const name = /^ok (\S+)/.exec(report.subarray(4, length).toString())?.[1];
      if (name !== undefined) names.push(name);
      report = report.subarray(length);
    }
    return names;
  }

  private read(content: Buffer): void {
    if (content.length === 0) return;
    this.bands ??= content[0]! <= 3;
    if (!this.bands) this.report.push(packet(content));
    else if (content[0] === 1) this.report.push(content.subarray(1));
  }
}

/** Undefined while fewer than four bytes are there. Throws for what is no packet. */
function lengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < 4) return undefined;
  const digits = bytes.toString('latin1', 0, 4);
  if (!/^[0-9a-f]{4}$/i.test(digits)) throw new Error('git answered with something that is no packet');
  return Number.parseInt(digits, 16);
}

const packet = (content: Buffer): Buffer => Buffer.concat([Buffer.from((content.length + 4).toString(16).padStart(4, '0')), content]);

/** Text for the people who push; git puts `remote: ` before each line. */
export function spoken(text: string): Buffer {
  const bytes = Buffer.from(text);
  const packets: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += sideBandBytes) packets.push(packet(Buffer.concat([Buffer.of(2), bytes.subarray(at, at + sideBandBytes)])));
  return Buffer.concat(packets);
}

/** Says nothing, and keeps proxies from taking the connection for dead. */
export const silence = packet(Buffer.of(2));
