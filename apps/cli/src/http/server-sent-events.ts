import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { CliFailure } from '../cli-failure.js';
import type { Api } from './api.js';

export interface FollowOptions {
  signal: AbortSignal;
  onEvent: (event: EventSourceMessage) => void;
  /** The connection was lost and is being made again; called once per loss. */
  onLoss?: (failure: CliFailure) => void | Promise<void>;
  /** True when a stream that ended without its last message `end` is complete all the same; otherwise it is opened again. */
  isComplete?: () => boolean;
  /** Gives up after this long without a connection, in milliseconds. */
  patienceMs?: number;
  /** Waits for the first connection too, instead of failing at once. */
  patientAtFirst?: boolean;
}

/**
 * Follows server-sent events to their end, across lost connections: resumes after the last event's id.
 * Resolves when the server ended the stream or `signal` was aborted. Throws what the API refused, and the
 * loss when no connection came back in time.
 */
export async function followEvents(api: Api, path: string, options: FollowOptions): Promise<void> {
  const { signal, isComplete = () => false, patienceMs = 300_000 } = options;
  let ended = false;
  let lastEventId: string | undefined;
  let lostSince: number | undefined;
  let connected = options.patientAtFirst ?? false;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const answer = await api.stream('GET', path, {
        headers: { accept: 'text/event-stream', ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
        signal,
        bodyTimeoutMs: 60_000,
      });
      connected = true;
      const decoder = new TextDecoder();
      const parser = createParser({
        onEvent: (event) => {
          if (event.id !== undefined) lastEventId = event.id;
          if (event.event === 'end') ended = true;
          else options.onEvent(event);
        },
      });
      for await (const chunk of answer.body) {
        lostSince = undefined;
        attempt = 0;
        parser.feed(decoder.decode(chunk as Buffer, { stream: true }));
      }
      if (ended || answer.statusCode === 204 || isComplete()) return;
    } catch (error) {
      if (signal.aborted) return;
      const failure = api.failureOf(error);
      if (!(failure instanceof CliFailure) || !isPassing(failure) || !connected) throw failure;
      if (lostSince === undefined) {
        lostSince = Date.now();
        await options.onLoss?.(failure);
      } else if (Date.now() - lostSince > patienceMs) {
        throw failure;
      }
    }
    await pause(Math.min(5_000, 250 * 2 ** Math.min(attempt, 5)), signal);
  }
}

/** What a later attempt may not meet again: no connection, or a server that is restarting. */
const isPassing = (failure: CliFailure): boolean => failure.status === undefined ? failure.code === 'unreachable' || failure.code === 'connection-lost' : failure.status >= 500 || failure.status === 429;

/** Waits, or returns at once when `signal` is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
    if (signal?.aborted) done();
  });
}
