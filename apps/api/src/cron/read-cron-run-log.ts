import { Injectable } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Answer } from '../http/operation.js';
import { keptLines, type KeptLinesRow } from '../logs/previous-lines.js';

const find = {
  name: 'cron-run-log',
  text: `SELECT l.pod, l.process, l.release, l.lines, l."createdAt" AS at FROM cron_run n LEFT JOIN pod_log l ON l."environmentId" = n."environmentId" AND l.pod = ANY(n.pods)
    WHERE n."environmentId" = $1 AND n.cron = $2 AND n.id = $3 ORDER BY array_position(n.pods, l.pod), l.restart`,
};

/** What the pods of a run wrote, as far as it is kept. */
@Injectable()
export class ReadCronRunLog {
  constructor(
    private readonly database: Database,
    private readonly findEnvironmentId: FindEnvironmentId,
  ) {}

  /** Throws not-found. */
  async run(tenantId: string, key: EnvironmentKey, cron: string, runId: string): Promise<Answer<'getCronRunLog'>> {
    const environmentId = await this.findEnvironmentId.run(tenantId, key);
    const rows = await this.database.rows<KeptLinesRow | (Record<keyof KeptLinesRow, null>)>(find, [environmentId, cron, runId]);
    if (rows.length === 0) throw notFound();
    return { items: rows.flatMap((row) => (row.pod === null ? [] : keptLines(row))) };
  }
}
