import { ClusterError, refusal, type StatusAnswer } from '../apply/cluster-error.js';
import type { Connection } from '../apply/connection.js';
import { listWithVersion, type ListQuery } from '../apply/list-objects.js';
import { apiPath, kindFacts, type Kind, type LiveObject } from '../manifest.js';
import { splitLines } from './split-json-lines.js';

export type ChangeType = 'added' | 'modified' | 'deleted';

export interface KindWatchOptions {
  kind: Kind;
  query: ListQuery;
  signal: AbortSignal;
  onChange: (type: ChangeType, object: LiveObject) => void;
  /** A cut or refusal; the watch goes on by itself after a pause. */
  onError: (error: ClusterError) => void;
  /** How often the collection is read again for certainty. */
  relistMs: number;
  /** A re-read found what the watch had missed. */
  onCorrection: () => void;
}

const firstPauseMs = 250;
const longestPauseMs = 15_000;
/** The server ends each watch after this; then the next one goes on where it ended. */
const watchSeconds = 240;

/** Keeps a copy of one collection: reads it, watches it, reads it again after a 410, a cut or `relistMs`. */
export class KindWatch {
  readonly objects = new Map<string, LiveObject>();
  /** Resolves when the collection has been read once. */
  readonly ready: Promise<void>;
  private readonly finished: Promise<void>;
  private markReady: () => void = () => {};
  private resourceVersion: string | undefined;
  private lastList = 0;

  constructor(
    private readonly connection: Connection,
    private readonly options: KindWatchOptions,
  ) {
    this.ready = new Promise((resolve) => (this.markReady = resolve));
    this.finished = this.run();
  }

  /** Resolves when the watch has ended, after its signal was aborted. */
  get done(): Promise<void> {
    return this.finished;
  }

  private async run(): Promise<void> {
    const { signal } = this.options;
    let pause = firstPauseMs;
    while (!signal.aborted) {
      try {
        if (this.resourceVersion === undefined || Date.now() - this.lastList >= this.options.relistMs) await this.relist();
        await this.follow();
        pause = firstPauseMs;
      } catch (error) {
        if (signal.aborted) break;
        if (error instanceof ClusterError && error.code === 'expired') {
          this.resourceVersion = undefined;
        } else {
          this.options.onError(asClusterError(error, this.options.kind));
        }
        await sleep(pause * (0.75 + Math.random() / 2), signal);
        pause = Math.min(pause * 2, longestPauseMs);
      }
    }
  }

  private async relist(): Promise<void> {
    const first = this.lastList === 0;
    const { items, resourceVersion } = await listWithVersion(this.connection, this.options.kind, this.options.query, this.options.signal);
    const present = new Set<string>();
    for (const item of items) {
      present.add(item.metadata.uid);
      const known = this.objects.get(item.metadata.uid);
      if (known?.metadata.resourceVersion === item.metadata.resourceVersion) continue;
      if (!first) this.options.onCorrection();
      this.keep(known ? 'modified' : 'added', item);
    }
    for (const [uid, object] of this.objects) {
      if (present.has(uid)) continue;
      if (!first) this.options.onCorrection();
      this.keep('deleted', object);
    }
    this.resourceVersion = resourceVersion;
    this.lastList = Date.now();
    this.markReady();
  }

  private async follow(): Promise<void> {
    const { kind, query, signal, relistMs } = this.options;
    const silence = new AbortController();
    const seconds = Math.max(1, Math.min(watchSeconds, Math.ceil(relistMs / 1000)));
    const timer = setTimeout(() => silence.abort(new DOMException('the watch did not end in time', 'TimeoutError')), (seconds + 15) * 1000);
    try {
      const body = await this.connection.stream(apiPath(kind, query.namespace), {
        signal: AbortSignal.any([signal, silence.signal]),
        query: {
          watch: true,
          resourceVersion: this.resourceVersion,
          allowWatchBookmarks: true,
          timeoutSeconds: seconds,
          labelSelector: query.labelSelector,
          fieldSelector: query.fieldSelector,
        },
      });
      for await (const line of splitLines(body)) this.take(JSON.parse(line) as { type: string; object: LiveObject });
    } finally {
      clearTimeout(timer);
    }
  }

  private take(message: { type: string; object: LiveObject }): void {
    if (message.type === 'ERROR') {
      const status = message.object as unknown as StatusAnswer;
      throw refusal(status.code ?? 500, status, `watch ${this.options.kind}`);
    }
    this.resourceVersion = message.object.metadata.resourceVersion;
    if (message.type === 'BOOKMARK') return;
    const object: LiveObject = { ...message.object, kind: this.options.kind, apiVersion: kindFacts(this.options.kind).apiVersion };
    if (message.type === 'DELETED') this.keep('deleted', object);
    else this.keep(this.objects.has(object.metadata.uid) ? 'modified' : 'added', object);
  }

  private keep(type: ChangeType, object: LiveObject): void {
    if (type === 'deleted') this.objects.delete(object.metadata.uid);
    else this.objects.set(object.metadata.uid, object);
    this.options.onChange(type, object);
  }
}

function asClusterError(error: unknown, kind: Kind): ClusterError {
  if (error instanceof ClusterError) return error;
  return new ClusterError('unreachable', `the watch of ${kind} was cut: ${error instanceof Error ? error.message : String(error)}`, {
    remedy: 'It goes on by itself.',
    retryable: true,
    cause: error,
  });
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
