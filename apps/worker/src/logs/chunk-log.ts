import { buildLogChannel, Prisma, type Db } from '@berth/db';
import { chunkBytes, chunksOf, cleanLine } from './log-text.js';

/** How long a line waits for others before it is written. */
const flushMs = 200;
const lastLinesKept = 50;
const tryAgain = '--- trying again: ';
const conflicts = 5;

interface Stored {
  nextSeq: number;
  /** Of the present try. */
  lines: number;
  attempt: number;
  bytes: number;
}

/** Where the chunks of one log are. */
interface ChunkStore {
  read(): Promise<Stored>;
  /** Adds them in one transaction, and tells those who read. Rejects with P2002 when another has written one of these numbers. */
  insert(chunks: readonly { seq: number; text: string }[]): Promise<void>;
}

/**
 * The log of a build or a Job in Postgres: numbered chunks of whole lines, never rewritten. Its own log in the cluster is
 * the source, so a run that takes over reads that from its start and goes on after the lines that are there already; two
 * that follow the same one at once write each line once.
 */
export class ChunkLog {
  private pending: string[] = [];
  private pendingBytes = 0;
  /** Which line of the log comes next. */
  private position = 0;
  /** How many lines of the log were stored or are about to be. */
  private accepted: number;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private failure: unknown;
  private readonly last: string[] = [];

  private constructor(
    private readonly store: ChunkStore,
    private readonly mostBytes: number,
    private stored: Stored,
  ) {
    this.accepted = stored.lines;
  }

  static async open(store: ChunkStore, mostBytes: number): Promise<ChunkLog> {
    return new ChunkLog(store, mostBytes, await store.read());
  }

  /** Which try the log is in, from 1. */
  get attempt(): number {
    return this.stored.attempt;
  }

  /** Whether lines of the present try were stored. */
  get hasLines(): boolean {
    return this.accepted > 0;
  }

  /** The last lines of the present try. */
  get lastLines(): string[] {
    return [...this.last];
  }

  /** The log is about to be read from its start again. */
  rewind(): void {
    this.position = 0;
    this.last.length = 0;
  }

  /** Takes the next line of the log. Resolves at once while the database keeps up. */
  async add(text: string): Promise<void> {
    if (this.failure) throw this.failure;
    const line = cleanLine(text);
    this.last.push(line);
    if (this.last.length > lastLinesKept) this.last.shift();
    this.position += 1;
    if (this.position <= this.accepted) return;
    this.accepted = this.position;
    this.pending.push(line);
    this.pendingBytes += Buffer.byteLength(line) + 1;
    if (this.pendingBytes >= chunkBytes) this.write();
    else this.timer ??= setTimeout(() => this.write(), flushMs);
    if (this.pendingBytes >= 8 * chunkBytes) await this.flush();
  }

  /** Begins the next try: what follows is another log. */
  async nextAttempt(reason: string): Promise<void> {
    await this.flush();
    this.pending.push(cleanLine(`${tryAgain}${reason} ---`));
    this.accepted += 1;
    await this.flush();
    this.stored = { ...this.stored, lines: 0, attempt: this.stored.attempt + 1 };
    this.position = this.accepted = 0;
    this.last.length = 0;
  }

  /** Resolves when every line so far is stored. Throws what went wrong with the database. */
  async flush(): Promise<void> {
    this.write();
    await this.writing;
    if (this.failure) throw this.failure;
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.pending.length === 0) return;
    const lines = this.pending;
    const start = this.accepted - lines.length;
    this.pending = [];
    this.pendingBytes = 0;
    this.writing = this.storeAfter(this.writing, lines, start);
  }

  private async storeAfter(earlier: Promise<void>, lines: readonly string[], start: number): Promise<void> {
    await earlier;
    if (this.failure) return;
    try {
      await this.keep(lines, start);
    } catch (error) {
      this.failure = error;
    }
  }

  /** `start` is the place of the first line in the log. */
  private async keep(lines: readonly string[], start: number): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const left = lines.slice(Math.max(0, this.stored.lines - start));
      if (left.length === 0) return;
      const over = this.stored.bytes >= this.mostBytes;
      const texts = over ? [] : chunksOf(left);
      try {
        if (texts.length > 0) await this.insert(texts);
      } catch (error) {
        if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') || tries > conflicts) throw error;
        this.stored = await this.store.read();
        continue;
      }
      const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      const filled = !over && this.stored.bytes + bytes >= this.mostBytes;
      this.stored = { ...this.stored, nextSeq: this.stored.nextSeq + texts.length, lines: this.stored.lines + left.length, bytes: this.stored.bytes + bytes };
      if (filled) {
        await this.insert([`The log is longer than ${Math.floor(this.mostBytes / 2 ** 20)} MiB: the rest is left out.\n`]);
        this.stored.nextSeq += 1;
      }
      return;
    }
  }

  private async insert(texts: readonly string[]): Promise<void> {
    await this.store.insert(texts.map((text, at) => ({ seq: this.stored.nextSeq + at, text })));
  }
}

/** The log of a build. */
export const openBuildLog = (db: Db, { id: buildId, tenantId }: { id: string; tenantId: string }, mostBytes: number): Promise<ChunkLog> =>
  ChunkLog.open(
    {
      read: () => readStored(db, Prisma.sql`SELECT seq, text FROM build_log_chunk WHERE "buildId" = ${buildId}`),
      insert: async (chunks) => {
        await db.$transaction([db.buildLogChunk.createMany({ data: chunks.map((chunk) => ({ ...chunk, buildId, tenantId })) }), notify(db, buildId)]);
      },
    },
    mostBytes,
  );

/** The log of a deployment's release command; announced like a build's, under the deployment's id. */
export const openReleaseLog = (db: Db, { id: deploymentId, tenantId }: { id: string; tenantId: string }, mostBytes: number): Promise<ChunkLog> =>
  ChunkLog.open(
    {
      read: () => readStored(db, Prisma.sql`SELECT seq, text FROM release_log_chunk WHERE "deploymentId" = ${deploymentId}`),
      insert: async (chunks) => {
        await db.$transaction([db.releaseLogChunk.createMany({ data: chunks.map((chunk) => ({ ...chunk, deploymentId, tenantId })) }), notify(db, deploymentId)]);
      },
    },
    mostBytes,
  );

const notify = (db: Db, id: string) => db.$executeRaw`SELECT pg_notify(${buildLogChannel}, ${id})`;

async function readStored(db: Db, chunks: Prisma.Sql): Promise<Stored> {
  const [row] = await db.$queryRaw<Stored[]>`
    WITH chunks AS (${chunks}),
         tries AS (SELECT count(*)::int AS count, coalesce(max(seq), -1) AS last FROM chunks WHERE starts_with(text, ${tryAgain}))
    SELECT coalesce(max(seq) + 1, 1)::int AS "nextSeq",
           coalesce(sum(length(text) - length(replace(text, E'\n', ''))) FILTER (WHERE seq > tries.last), 0)::int AS lines,
           tries.count + 1 AS attempt,
           coalesce(sum(octet_length(text)), 0)::int AS bytes
    FROM tries LEFT JOIN chunks ON true GROUP BY tries.count, tries.last`;
  return row!;
}
