import { sourceDetectionSchema } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Answer } from '../http/operation.js';
import { sourceView } from '../sources/source-view.js';

type Build = NonNullable<Answer<'getBuild'>['build']>;

interface Row extends Omit<Build, 'id'> {
  buildId: string | null;
  sourceId: string | null;
  digest: string;
  sizeBytes: string;
  files: number;
  detection: unknown;
  sourceAt: string;
}
const find = {
  name: 'get-build',
  text: `SELECT b.id AS "buildId", b.state, b.image, b."imageDigest", b.layers, b."cachedLayers", b."startedAt", b."finishedAt",
      s.id AS "sourceId", s.digest, s."sizeBytes", s.files, s.detection, s."createdAt" AS "sourceAt"
    FROM deployment d JOIN environment e ON e.id = d."environmentId" JOIN app a ON a.id = e."appId" LEFT JOIN build b ON b.id = d."buildId"
      LEFT JOIN source s ON s.id = coalesce(b."sourceId", d.input ->> 'sourceId') AND s."tenantId" = d."tenantId"
    WHERE d.id = $1 AND a."tenantId" = $2 AND a.slug = $3 AND e.slug = $4`,
};

/** A deployment's source with the Dockerfile that this version of Berth generates for it, and its build. */
@Injectable()
export class GetBuild {
  constructor(private readonly database: Database) {}

  /** Throws not-found. */
  async run(tenantId: string, { app, environment }: EnvironmentKey, deploymentId: string): Promise<Answer<'getBuild'>> {
    const [row] = await this.database.rows<Row>(find, [deploymentId, tenantId, app, environment]);
    if (!row) throw notFound();
    const { buildId, sourceId, digest, sizeBytes, files, detection, sourceAt, ...facts } = row;
    const build = buildId === null ? null : { id: buildId, ...facts };
    if (sourceId === null) return { source: null, build };
    return { source: sourceView({ id: sourceId, digest, sizeBytes: BigInt(sizeBytes), files, createdAt: new Date(sourceAt) }, sourceDetectionSchema.parse(detection)), build };
  }
}
