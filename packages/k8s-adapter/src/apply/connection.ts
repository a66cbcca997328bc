import type { RequestOptions as HttpsOptions } from 'node:https';
import { HttpMethod, KubeConfig, RequestContext } from '@kubernetes/client-node';
import { Agent, ProxyAgent, fetch, type Dispatcher, type Response } from 'undici';
import { ClusterError, noAnswer, refusal, type StatusAnswer } from './cluster-error.js';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  signal?: AbortSignal;
  /** Milliseconds until the whole answer must be there; for a stream, until it begins. */
  timeoutMs?: number;
}

interface Credentials {
  headers: Record<string, string>;
  dispatcher: Dispatcher;
  /** The same connections without a limit on silence: a quiet log is not a broken one. */
  streams: Dispatcher;
  until: number;
}

/** How long credentials are used before the kubeconfig is asked again (exec and token-file logins renew theirs). */
const credentialsMs = 60_000;

/** How long an unused connection is kept, so that the next request needs no handshake. */
const idleMs = 30_000;

/**
 * One kubeconfig, one set of connections. The generated client opens a new connection for every request and drops
 * fields that its own version does not know; this speaks plain JSON over kept-alive connections, and leaves kubeconfig
 * parsing and every way to log in to the client library.
 */
export class Connection {
  readonly kubeConfig: KubeConfig;
  readonly server: string;
  private credentials: Credentials | undefined;

  /**
   * @param kubeconfig text of a kubeconfig whose current context is the cluster; nobody switches it afterwards.
   * @throws ClusterError `kubeconfig` when it is not one or names no cluster.
   */
  constructor(
    kubeconfig: string,
    private readonly requestTimeoutMs = 15_000,
  ) {
    this.kubeConfig = new KubeConfig();
    try {
      this.kubeConfig.loadFromString(kubeconfig);
    } catch (cause) {
      throw new ClusterError('kubeconfig', 'the kubeconfig cannot be read', { remedy: 'Give a kubeconfig in YAML.', retryable: false, cause });
    }
    const cluster = this.kubeConfig.getCurrentCluster();
    if (!cluster || !this.kubeConfig.getCurrentUser()) {
      throw new ClusterError('kubeconfig', 'the kubeconfig has no current context with a cluster and a user', {
        remedy: 'Set current-context to a context that names both.',
        retryable: false,
      });
    }
    this.server = cluster.server.replace(/\/$/, '');
  }

  /** The parsed answer. Throws ClusterError for any answer from 400 on and for none. */
  async json<T>(path: string, options: RequestOptions = {}): Promise<T> {
    const timeout = AbortSignal.timeout(options.timeoutMs ?? this.requestTimeoutMs);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    const response = await this.send(path, { ...options, signal });
    try {
      return (await response.json()) as T;
    } catch (cause) {
      throw noAnswer(`${options.method ?? 'GET'} ${path}`, timeout.aborted ? timeout.reason : cause);
    }
  }

  /** The answer's body as it comes; the caller ends it by `signal`. Throws ClusterError like {@link json}. */
  async stream(path: string, options: RequestOptions & { signal: AbortSignal }): Promise<ReadableStream<Uint8Array>> {
    const opening = new AbortController();
    const timer = setTimeout(() => opening.abort(new DOMException('no answer in time', 'TimeoutError')), options.timeoutMs ?? this.requestTimeoutMs);
    try {
      const response = await this.send(path, { ...options, endless: true, signal: AbortSignal.any([options.signal, opening.signal]) });
      if (!response.body) throw noAnswer(`GET ${path}`, new Error('an empty answer'));
      return response.body as unknown as ReadableStream<Uint8Array>;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the connections; requests that run are ended with them. */
  async close(): Promise<void> {
    const credentials = this.credentials;
    this.credentials = undefined;
    await credentials?.dispatcher.destroy();
  }

  private async send(path: string, options: RequestOptions & { signal: AbortSignal; endless?: boolean }): Promise<Response> {
    const url = new URL(this.server + path);
    for (const [key, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const method = options.method ?? 'GET';
    const what = `${method} ${path}`;
    for (let attempt = 1; ; attempt += 1) {
      const { headers, dispatcher, streams } = await this.login(what);
      let response: Response;
      try {
        response = await fetch(url, {
          method,
          dispatcher: options.endless ? streams : dispatcher,
          signal: options.signal,
          headers: { accept: 'application/json', ...headers, ...(options.body === undefined ? {} : { 'content-type': options.contentType ?? 'application/json' }) },
          body: options.body === undefined ? null : JSON.stringify(options.body),
        });
      } catch (cause) {
        throw noAnswer(what, options.signal.aborted ? options.signal.reason : cause);
      }
      if (response.status === 401 && attempt === 1) {
        await response.body?.cancel();
        this.credentials = undefined;
        continue;
      }
      if (response.status >= 400) throw refusal(response.status, await readStatus(response), what);
      return response;
    }
  }

  private async login(what: string): Promise<Credentials> {
    const now = Date.now();
    if (this.credentials && this.credentials.until > now) return this.credentials;
    const context = new RequestContext(this.server, HttpMethod.GET);
    try {
      await this.kubeConfig.applySecurityAuthentication(context);
    } catch (cause) {
      throw new ClusterError('unauthorized', `${what}: the kubeconfig's login failed`, { remedy: 'Give the cluster a valid kubeconfig.', retryable: false, cause });
    }
    const dispatcher = this.credentials?.dispatcher ?? (await this.connect(context));
    const streams = this.credentials?.streams ?? dispatcher.compose((dispatch) => (request, handler) => dispatch({ ...request, bodyTimeout: 0 }, handler));
    this.credentials = { headers: context.getHeaders(), dispatcher, streams, until: now + credentialsMs };
    return this.credentials;
  }

  /**
   * Connections of our own over HTTP/1.1: the library's negotiate HTTP/2, where an idle session ends in an exception
   * that nobody can catch.
   */
  private async connect(context: RequestContext): Promise<Dispatcher> {
    const tls: HttpsOptions = {};
    await this.kubeConfig.applyToHTTPSOptions(tls);
    const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } = tls;
    const given = Object.entries({ ca, cert, key, pfx, passphrase, servername, rejectUnauthorized }).filter(([, value]) => value !== undefined);
    const options = this.kubeConfig.createDispatcherOptions(this.kubeConfig.getCurrentCluster(), Object.fromEntries(given));
    switch (options.type) {
      case 'agent':
        return new Agent({ connect: { ...options.connect }, allowH2: false, keepAliveTimeout: idleMs });
      case 'proxy':
        return new ProxyAgent({ uri: options.uri, requestTls: options.requestTls, connect: options.connect, allowH2: false, keepAliveTimeout: idleMs });
      case 'none':
        return new Agent({ allowH2: false, keepAliveTimeout: idleMs });
      case 'socks':
        return (context.getDispatcher() as unknown as Dispatcher | undefined) ?? new Agent();
    }
  }
}

async function readStatus(response: Response): Promise<StatusAnswer> {
  const text = await response.text().catch((error: unknown) => `the answer's body could not be read: ${String(error)}`);
  try {
    const answer = JSON.parse(text) as StatusAnswer;
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch {
    // Proxies and the log endpoint answer in plain text: that text is the message.
  }
  return { message: text.trim().slice(0, 1000) };
}
