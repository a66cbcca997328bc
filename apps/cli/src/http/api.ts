import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createApiClient, type ApiClient } from '@berth/contract/client';
import { fetch, Request, request, WebSocket, type Dispatcher } from 'undici';
import { CliFailure } from '../cli-failure.js';
import { apiFailure, type TokenOrigin } from './api-failure.js';
import { networkFailure } from './network-failure.js';

export interface ApiOptions {
  /** `BERTH_URL`: where `/v1/…` lies. */
  url: string;
  token: string | null;
  tokenOrigin: TokenOrigin;
  dispatcher: Dispatcher;
  userAgent: string;
}

type Answer<T> = { data?: T; error?: unknown; response: { status: number; url: string } };

/** The API as commands use it: every failure is a {@link CliFailure}. */
export class Api {
  private readonly client: ApiClient;
  readonly url: string;

  constructor(private readonly options: ApiOptions) {
    this.url = options.url.replace(/\/+$/, '');
    this.client = createApiClient({
      baseUrl: this.url,
      Request: Request as never,
      fetch: ((input: Request) => fetch(input, { dispatcher: options.dispatcher })) as never,
      headers: this.headers(),
    });
  }

  /** The body of a successful answer. Throws what the API or the network said otherwise. */
  async ask<T>(call: (client: ApiClient) => Promise<Answer<T>>): Promise<T> {
    let answer: Answer<T>;
    try {
      answer = await call(this.client);
    } catch (error) {
      throw this.failureOf(error);
    }
    const { status } = answer.response;
    if (status >= 200 && status < 300 && answer.error === undefined) return answer.data as T;
    throw apiFailure(status, answer.error, { ...this.options, path: new URL(answer.response.url).pathname });
  }

  /**
   * A write that may be sent again when its connection is lost: the idempotency key makes it count once.
   * `call` gets the key as the header that the API knows.
   */
  async askOnce<T>(call: (client: ApiClient, header: { 'Idempotency-Key': string }) => Promise<Answer<T>>): Promise<T> {
    const header = { 'Idempotency-Key': randomUUID() };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.ask((client) => call(client, header));
      } catch (error) {
        const passing = error instanceof CliFailure && (error.code === 'connection-lost' || error.status === 502 || error.status === 504);
        if (!passing || attempt === 3) throw error;
        await setTimeout(300 * attempt);
      }
    }
  }

  /** A request whose body or answer is a stream. Throws unless the answer is a success. */
  async stream(method: 'GET' | 'POST', path: string, options: { body?: NodeJS.ReadableStream; headers?: Record<string, string>; signal?: AbortSignal; bodyTimeoutMs?: number } = {}) {
    let answer: Dispatcher.ResponseData;
    try {
      answer = await request(`${this.url}${path}`, {
        method,
        dispatcher: this.options.dispatcher,
        headers: { ...this.headers(), ...options.headers },
        ...(options.body && { body: options.body as never }),
        ...(options.signal && { signal: options.signal }),
        ...(options.bodyTimeoutMs !== undefined && { bodyTimeout: options.bodyTimeoutMs }),
        headersTimeout: 600_000,
      });
    } catch (error) {
      throw this.failureOf(error);
    }
    if (answer.statusCode >= 200 && answer.statusCode < 300) return answer;
    const text = await answer.body.text().catch(() => '');
    throw apiFailure(answer.statusCode, parseJson(text), { ...this.options, path });
  }

  /** An open WebSocket, binary. Throws what the API refuses. */
  async webSocket(path: string, protocol: string): Promise<WebSocket> {
    const url = `${this.url.replace(/^http/, 'ws')}${path}`;
    const socket = new WebSocket(url, { protocols: [protocol], dispatcher: this.options.dispatcher, headers: this.headers() });
    socket.binaryType = 'arraybuffer';
    const opened = await new Promise<{ error?: unknown } | true>((resolve) => {
      socket.addEventListener('open', () => resolve(true), { once: true });
      socket.addEventListener('error', ({ error }) => resolve({ error }), { once: true });
      socket.addEventListener('close', () => resolve({}), { once: true });
    });
    if (opened === true) return socket;
    const answer = await this.stream('GET', path); // a WebSocket that is refused does not say why; an ordinary request does
    await answer.body.dump();
    throw new CliFailure('The terminal could not be opened.', { code: 'connection-lost', remedy: 'Try again; if a proxy lies between, it must let WebSockets through.', cause: opened.error });
  }

  /** What `error` means when it came from a request; itself when it means nothing to us. */
  failureOf(error: unknown): unknown {
    if (error instanceof CliFailure) return error;
    if (error instanceof SyntaxError) return apiFailure(200, undefined, this.options); // a success that is no JSON
    return networkFailure(error, this.url) ?? error;
  }

  private headers(): Record<string, string> {
    const { token, userAgent } = this.options;
    return { 'user-agent': userAgent, accept: 'application/json, application/problem+json, text/event-stream', ...(token !== null && { authorization: `Bearer ${token}` }) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
