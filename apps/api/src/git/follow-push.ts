import { isFinal } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { GetEnvironment } from '../apps/get-environment.js';
import { Database } from '../database.js';
import type { DeploymentView } from '../deployments/deployment-view.js';
import { GetDeployment } from '../deployments/get-deployment.js';
import { chunks } from '../deployments/stream-build-log.js';
import { Doorbell } from '../live/doorbell.js';
import { PostgresNotices } from '../live/postgres-notices.js';
import { describeEnd, describeStep, plainLine } from './describe-progress.js';
import type { Listener } from './serve-git.js';

const lookMs = 3_000;
/** A wait that is shorter needs no words. */
const patienceMs = 2_000;
/** How far a download is; its end is a line of its own. */
const downloading = /^#\d+ sha256:[0-9a-f]+ [\d.]+[kMG]?B \/ [\d.]+[kMG]?B [\d.]+s$/;
const endedSteps: readonly string[] = ['done', 'skipped', 'failed', 'cancelled'];

/** Tells a deployment's steps and its build log to whoever pushed, to its end or until they go. */
@Injectable()
export class FollowPush {
  constructor(
    private readonly database: Database,
    private readonly notices: PostgresNotices,
    private readonly getDeployment: GetDeployment,
    private readonly getEnvironment: GetEnvironment,
  ) {}

  async run(tenantId: string, key: EnvironmentKey, first: DeploymentView, { say, gone }: Listener): Promise<void> {
    const bell = new Doorbell();
    const stops = [this.notices.onEvents(tenantId, bell.ring)];
    const log = new LogLines(say);
    const told = new Set<string>();
    let listening: string | null = null;
    let last = -1;
    let mayWait = true;
    const since = performance.now();
    try {
      for (;;) {
        const known = await this.getDeployment.run(tenantId, key, first.id);
        if (mayWait && known.state === 'queued' && performance.now() - since > patienceMs) {
          await say(`Waiting for its turn: deployment ${known.number}\n`);
          mayWait = false;
        }
        if (known.buildId !== null && listening !== known.buildId) {
          stops.push(this.notices.onBuildLog(known.buildId, bell.ring));
          listening = known.buildId;
        }
        for (let more = listening !== null; more && !gone.aborted; ) {
          const rows = await this.database.rows<{ seq: number; text: string }>(chunks, [listening, tenantId, last]);
          for (const { seq, text } of rows) {
            await log.write(text);
            last = seq;
          }
          more = rows.length > 0;
        }
        for (const step of known.steps) {
          if (told.has(step.name) || !endedSteps.includes(step.state)) continue;
          told.add(step.name);
          await log.end();
          const line = step.state === 'cancelled' && told.has('cancelled') ? null : describeStep(step, known.release);
          if (step.state === 'cancelled') told.add('cancelled');
          if (line !== null) await say(`${line}\n`);
        }
        if (isFinal(known.state)) {
          await say(`${describeEnd(known, await this.serving(tenantId, key, known)).join('\n')}\n`);
          return;
        }
        if (gone.aborted) return;
        await bell.wait(lookMs, gone);
      }
    } finally {
      for (const stop of stops) stop();
    }
  }

  private async serving(tenantId: string, key: EnvironmentKey, { state, release }: DeploymentView): Promise<{ release: number | null } | null> {
    if (state === 'live') return null;
    const { servingRelease, liveRelease } = await this.getEnvironment.run(tenantId, key);
    return { release: servingRelease === release ? liveRelease : servingRelease };
  }
}

/** Whole lines of a log that comes in pieces, without those that only fill the screen. */
class LogLines {
  private rest = '';

  constructor(private readonly say: Listener['say']) {}

  async write(text: string): Promise<void> {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop()!;
    const told = lines.map(plainLine).filter((line) => line.trim() !== '' && !downloading.test(line));
    if (told.length > 0) await this.say(told.map((line) => `  ${line}\n`).join(''));
  }

  async end(): Promise<void> {
    if (this.rest !== '') await this.write('\n');
  }
}
