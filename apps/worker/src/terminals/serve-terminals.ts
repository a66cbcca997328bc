import { Problem, redisNames } from '@berth/domain';
import type { Redis } from 'ioredis';
import { askToStop, endRun, isOver, readRun, type RunRow } from '../runs/run-rows.js';
import { tendRun } from '../runs/tend-run.js';
import type { WorkerDeps } from '../worker-deps.js';
import { attachToRun } from './attach-to-run.js';
import { execInPod } from './exec-in-pod.js';
import { SessionOver, TerminalLink } from './terminal-link.js';

const seenMs = 5_000;
/** A terminal at which nobody types and nothing comes is closed. */
const idleMs = 30 * 60_000;

/** Serves the terminals of runs: the API asks for one, and from then on each side speaks on its channel. */
export class Terminals {
  private readonly links = new Map<string, { link: TerminalLink; done: Promise<void> }>();
  private readonly subscriber: Redis;

  constructor(
    private readonly deps: WorkerDeps,
    connect: () => Redis,
  ) {
    this.subscriber = connect();
    this.subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) => this.links.get(channel.toString())?.link.hear(message));
  }

  /** Begins to serve. Throws Problem not-found or wrong-state. */
  async open(question: { tenantId: string; environmentId: string; runId: string }): Promise<Record<string, never>> {
    const { deps } = this;
    const { installation } = deps.env;
    const run = await readRun(deps.db, question.runId);
    if (!run || run.tenantId !== question.tenantId || run.environmentId !== question.environmentId) throw new Problem('not-found');
    if (!run.attached || isOver(run)) throw new Problem('wrong-state', 'The run has ended.');
    const channel = redisNames.terminalInput(installation, run.id);
    const output = redisNames.terminalOutput(installation, run.id);
    const link = new TerminalLink((message) => deps.redis.publish(output, message));
    this.links.set(channel, { link, done: Promise.resolve() });
    await this.subscriber.subscribe(channel);
    const done = this.serve(run, link).finally(async () => {
      link.close();
      this.links.delete(channel);
      await this.subscriber.unsubscribe(channel).catch(() => {}); // gone with its connection
    });
    this.links.set(channel, { link, done });
    return {};
  }

  async close(): Promise<void> {
    const all = [...this.links.values()];
    for (const { link } of all) link.cut('The worker that carried the terminal is stopping.');
    await Promise.all(all.map(({ done }) => done));
    this.subscriber.disconnect();
  }

  private async serve(run: RunRow, link: TerminalLink): Promise<void> {
    const { deps } = this;
    const beat = setInterval(() => void this.beat(run, link), seenMs);
    try {
      const end = run.kind === 'exec' ? await execInPod(deps, run, link) : await attachToRun(deps, run, link);
      await link.end(end);
    } catch (error) {
      const reason = error instanceof SessionOver ? error.message : error instanceof Problem ? error.message : 'Something went wrong on our side.';
      if (!(error instanceof SessionOver) && !(error instanceof Problem)) deps.log.error({ runId: run.id, error }, 'a terminal could not be served');
      await link.end({ exitCode: null, reason });
      await this.stop(run, reason).catch((failure: unknown) => deps.log.warn({ runId: run.id, error: failure }, 'a run could not be ended with its terminal; it is ended later'));
    } finally {
      clearInterval(beat);
    }
  }

  /** The run ends with its terminal. */
  private async stop(run: RunRow, reason: string): Promise<void> {
    await askToStop(this.deps.db, run.id, reason);
    if (run.kind === 'exec') await endRun(this.deps.db, run, { state: 'stopped', exitCode: null, reason });
    else await tendRun(this.deps, run.id);
  }

  /** Says that the terminal is there, and hears whether it has to end. */
  private async beat(run: RunRow, link: TerminalLink): Promise<void> {
    try {
      const row = await this.deps.db.run.update({ where: { id: run.id }, data: { seenAt: new Date() }, include: { environment: { include: { app: { include: { tenant: true } } } } } });
      const { tenant } = row.environment.app;
      if (tenant.state !== 'active') link.cut(`The tenant is ${tenant.state}.`);
      else if (row.kind === 'exec' && row.stopRequestedAt) link.cut(row.stopReason ?? 'It was stopped.');
      else if (row.kind === 'exec' && row.startedAt && row.startedAt.getTime() + row.timeoutSeconds * 1000 < Date.now()) link.cut(`It was open for ${row.timeoutSeconds / 3600} h, the longest time.`);
      else if (row.tty && performance.now() - link.activeAt > idleMs) link.cut(`Nothing was typed or shown for ${idleMs / 60_000} min.`);
    } catch (error) {
      this.deps.log.debug({ error: (error as Error).message }, 'a terminal’s row was not reached');
    }
  }
}
