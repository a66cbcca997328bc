import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import type { LogLine } from './log-line.js';

/** The kept lines of one pod. */
export interface KeptLinesRow {
  pod: string;
  process: string;
  release: number | null;
  lines: string;
  at: string;
}
const newestPods = 50;
const find = {
  name: 'pod-logs',
  text: `SELECT pod, process, release, lines, "createdAt" AS at FROM pod_log WHERE "tenantId" = $1 AND "environmentId" = $2 AND CASE WHEN $3::text IS NULL THEN process NOT IN (SELECT DISTINCT cron FROM cron_run WHERE "environmentId" = $2) ELSE process = $3 END ORDER BY "createdAt" DESC, id DESC LIMIT ${newestPods}`,
};
/** Kubernetes writes the time before a line when it is asked to. */
const timed = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) (.*)$/;

/** The kept lines of pods that failed or were removed; those of cron runs only when they are asked for. */
@Injectable()
export class PreviousLines {
  constructor(private readonly database: Database) {}

  /** The last `tail` lines, oldest first. */
  async run(tenantId: string, environmentId: string, process: string | undefined, tail: number): Promise<LogLine[]> {
    const rows = await this.database.rows<KeptLinesRow>(find, [tenantId, environmentId, process ?? null]);
    const lines: LogLine[] = [];
    for (const row of rows) {
      const room = tail - lines.length;
      if (room <= 0) break;
      lines.unshift(...keptLines(row).slice(-room));
    }
    return lines;
  }
}

/** A pod's kept lines, oldest first. */
export const keptLines = (row: KeptLinesRow): LogLine[] => row.lines.split('\n').filter((line) => line !== '').map((line) => lineOf(row, line));

function lineOf({ pod, process, release, at }: KeptLinesRow, text: string): LogLine {
  const [, time, rest] = timed.exec(text) ?? [];
  return { at: time === undefined ? at : new Date(time).toISOString(), pod, process, release, line: rest ?? text };
}
