import type { ApiUnderTest } from './api-under-test.js';

export interface Message {
  id?: string;
  event?: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into any event
  data: any;
}

/** Reads server-sent events as a browser does, one by one. */
export class EventSourceUnderTest {
  private readonly abort = new AbortController();
  private buffer = '';
  private reader: ReadableStreamDefaultReader<string> | undefined;
  status = 0;
  text = '';

  static async open(api: ApiUnderTest, path: string, { token, lastEventId, timeoutMs = 15_000 }: { token: string; lastEventId?: string; timeoutMs?: number }): Promise<EventSourceUnderTest> {
    const source = new EventSourceUnderTest();
    const response = await fetch(api.url + path, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
      signal: AbortSignal.any([source.abort.signal, AbortSignal.timeout(timeoutMs)]),
    });
    source.status = response.status;
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) source.reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    else source.text = await response.text();
    return source;
  }

  /** The next message; null when the stream was closed. */
  async next(): Promise<Message | null> {
    for (;;) {
      const end = this.buffer.indexOf('\n\n');
      if (end >= 0) {
        const block = this.buffer.slice(0, end);
        this.buffer = this.buffer.slice(end + 2);
        const fields = Object.fromEntries(block.split('\n').filter((line) => !line.startsWith(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
        if (fields['data'] !== undefined) return { ...(fields['id'] !== undefined && { id: fields['id'] }), ...(fields['event'] !== undefined && { event: fields['event'] }), data: JSON.parse(fields['data']) };
        continue;
      }
      const { done, value } = await this.reader!.read().catch(() => ({ done: true as const, value: undefined }));
      if (done) return null;
      this.buffer += value;
    }
  }

  /** Messages until the end or a cut; the last is the one named `end` when the stream was complete. */
  async rest(): Promise<Message[]> {
    const messages: Message[] = [];
    for (let message = await this.next(); message; message = await this.next()) messages.push(message);
    return messages;
  }

  close(): void {
    this.abort.abort();
  }
}
