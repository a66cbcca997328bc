import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import type { LogLine } from './log-line.js';

interface Row {
  pod: string;
  process: string;
  release: number | null;
  lines: string;
  at: string;
}
const newestPods = 50;
const find = {
  name: 'pod-logs',
  text: `SELECT pod, process, release, lines, "createdAt" AS at FROM pod_log WHERE "tenantId" = $1 AND "environmentId" = $2 AND ($3::text IS NULL OR process = $3) ORDER BY "createdAt" DESC, id DESC LIMIT ${newestPods}`,
};
/** Kubernetes writes the time before a line when it is asked to. */
const timed = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) (.*)$/;

/** The kept lines of pods that failed or were removed. */
@Injectable()
export class PreviousLines {
  constructor(private readonly database: Database) {}

  /** The last `tail` lines, oldest first. */
  async run(tenantId: string, environmentId: string, process: string | undefined, tail: number): Promise<LogLine[]> {
    const rows = await this.database.rows<Row>(find, [tenantId, environmentId, process ?? null]);
    const lines: LogLine[] = [];
    for (const row of rows) {
      const room = tail - lines.length;
      if (room <= 0) break;
      lines.unshift(...row.lines.split('\n').filter((line) => line !== '').slice(-room).map((line) => lineOf(row, line)));
    }
    return lines;
  }
}

function lineOf({ pod, process, release, at }: Row, text: string): LogLine {
  const [, time, rest] = timed.exec(text) ?? [];
  return { at: time === undefined ? at : new Date(time).toISOString(), pod, process, release, line: rest ?? text };
}
