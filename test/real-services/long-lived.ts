import { setTimeout as sleep } from 'node:timers/promises';
import { fetch, WebSocket } from 'undici';
import { get, newAgent } from './installation.js';

/** Starts a request of `seconds` four times a second until `stop`, which waits for their answers: how many each release gave, and what failed. */
export function startSlowRequests(url: string, seconds: number) {
  const answers = new Map<string, number>();
  const failed: string[] = [];
  const running: Promise<void>[] = [];
  const began = Date.now();
  const one = async () => {
    const at = Date.now() - began;
    try {
      const { status, text } = await get(`${url}slow?seconds=${seconds}`, { signal: AbortSignal.timeout((seconds + 30) * 1000) });
      if (status !== 200) failed.push(`begun at ${at} ms: ${status} ${text.slice(0, 80)}`);
      else answers.set(text, (answers.get(text) ?? 0) + 1);
    } catch (error) {
      failed.push(`begun at ${at} ms, ended at ${Date.now() - began} ms: ${String(error)} ${String((error as Error).cause ?? '')}`);
    }
  };
  const timer = setInterval(() => {
    while (running.length < (Date.now() - began) / 250) running.push(one());
  }, 50);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(running);
      return { answers, failed, sent: running.length };
    },
  };
}

const agent = newAgent({ bodyTimeout: 0 });

/** A WebSocket; `messages` grows, `closed` says how it ended and how long after the app's word that it is stopping. */
export async function openSocket(url: string) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { dispatcher: agent });
  const messages: string[] = [];
  let stoppingAt: number | null = null;
  const closed = new Promise<{ code: number; reason: string; afterStoppingMs: number | null }>((resolve) => {
    socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason, afterStoppingMs: stoppingAt === null ? null : Date.now() - stoppingAt }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('message', ({ data }) => {
      messages.push(String(data));
      if (data === 'stopping') stoppingAt = Date.now();
      resolve();
    });
    socket.addEventListener('error', () => reject(new Error(`no WebSocket at ${url}`)));
  });
  return { messages, closed };
}

/** Server-sent events; `events` grows, `ended` resolves with the error that cut the stream, or null when the app ended it. */
export async function openEvents(url: string) {
  const response = await fetch(`${url}events`, { dispatcher: agent });
  const events: string[] = [];
  const read = async () => {
    let text = '';
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk as Uint8Array).toString();
      const parts = text.split('\n\n');
      text = parts.pop()!;
      events.push(...parts.map((part) => part.replace('event: ', '').replace('\ndata: ', ' ')));
    }
  };
  const ended = read().then(() => null, (error: unknown) => error);
  while (events.length === 0) await Promise.race([sleep(20), ended.then((error) => Promise.reject(new Error('the stream ended before its first event', { cause: error })))]);
  return { events, ended };
}
