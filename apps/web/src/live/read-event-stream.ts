import { ApiProblem, problemOf } from '../api/problem.ts';

export interface StreamEvent {
  id: string | null;
  event: string;
  data: string;
}

/** Splits server-sent events out of text that arrives in pieces (HTML standard, 9.2.6). Comments give an event named `comment`. */
export function eventParser(emit: (event: StreamEvent) => void): (chunk: string) => void {
  let buffer = '';
  let id: string | null = null;
  let event = '';
  let data: string[] = [];
  const line = (text: string) => {
    if (text === '') {
      if (data.length > 0) emit({ id, event: event || 'message', data: data.join('\n') });
      event = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    const field = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === '') emit({ id, event: 'comment', data: value });
  };
  return (chunk) => {
    buffer += chunk;
    let start = 0;
    for (let at = 0; at < buffer.length; at++) {
      const c = buffer[at];
      if (c !== '\n' && c !== '\r') continue;
      if (c === '\r' && at === buffer.length - 1) break; // its \n may come with the next piece
      line(buffer.slice(start, at));
      if (c === '\r' && buffer[at + 1] === '\n') at++;
      start = at + 1;
    }
    buffer = buffer.slice(start);
  };
}

export interface FollowOptions {
  signal: AbortSignal;
  onEvent: (event: StreamEvent) => void;
  /** True while the stream is open and was heard of within `silenceMs`. */
  onConnected?: (connected: boolean) => void;
  /** A stream without a byte for this long counts as lost. */
  silenceMs?: number;
}

/**
 * Follows a stream of server-sent events and resumes it by `Last-Event-ID` after a loss, with growing pauses up to 5 s.
 * Ends when `signal` aborts, when the stream says that it is complete (an event `end`, or status 204), and with an
 * ApiProblem when the API refuses. A close without `end` is a cut.
 */
export async function followStream(url: string, options: FollowOptions): Promise<void> {
  const { signal, onEvent, onConnected, silenceMs = 45_000 } = options;
  let lastId: string | null = null;
  let pause = 250;
  while (!signal.aborted) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceMs);
    try {
      const headers = new Headers({ accept: 'text/event-stream' });
      if (lastId !== null) headers.set('last-event-id', lastId);
      const response = await fetch(url, {
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.any([signal, silence.signal]),
      });
      if (response.status === 204) return;
      if (!response.ok || !response.body) {
        if (response.status >= 500 || response.status === 429) throw new Error(`the stream answered ${response.status}`);
        throw new ApiProblem(response.status, (await response.json().catch(() => null)) ?? problemOf(null));
      }
      onConnected?.(true);
      pause = 250;
      let complete = false;
      const parse = eventParser((event) => {
        if (event.id !== null) lastId = event.id;
        if (event.event === 'end') complete = true;
        else if (event.event !== 'comment') onEvent(event);
      });
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
        parse(decoder.decode(value, { stream: true }));
      }
      if (complete) return;
    } catch (error) {
      if (error instanceof ApiProblem) throw error;
      if (signal.aborted) return;
    } finally {
      clearTimeout(timer);
    }
    if (signal.aborted) return;
    onConnected?.(false);
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, 5_000);
  }
}
