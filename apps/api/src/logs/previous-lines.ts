import { readKeptLine } from '@berth/domain';
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

/** The kept lines of pods that failed or were removed; those of cron runs only when they are asked for. */
@Injectable()
export class PreviousLines {
  constructor(private readonly database: Database) {}

  /** `tail` lines of the pods that were kept last, oldest first. */
  async run(tenantId: string, environmentId: string, process: string | undefined, tail: number): Promise<LogLine[]> {
    const rows = await this.database.rows<KeptLinesRow>(find, [tenantId, environmentId, process ?? null]);
    const lines: LogLine[] = [];
    for (const row of rows) {
      const room = tail - lines.length;
      if (room <= 0) break;
      lines.unshift(...keptLines(row).slice(-room));
    }
    return lines.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }
}

/** A pod's kept lines, oldest first. */
export const keptLines = (row: KeptLinesRow): LogLine[] => row.lines.split('\n').filter((line) => line !== '').map((line) => lineOf(row, line));

function lineOf({ pod, process, release, at }: KeptLinesRow, line: string): LogLine {
  const { time, text } = readKeptLine(line);
  return { at: time === null ? at : new Date(time).toISOString(), pod, process, release, line: text };
}
