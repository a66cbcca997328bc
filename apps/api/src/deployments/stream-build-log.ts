import { isFinal, type DeploymentState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import type { Call } from '../http/operation.js';
import { chunksAtOnce, StreamChunks } from './stream-chunks.js';

const endedBuilds: readonly (string | null)[] = ['done', 'failed', 'cancelled'];

interface State {
  buildId: string | null;
  build: string | null;
  deployment: DeploymentState;
}
const stateOf = {
  name: 'build-state',
  text: `SELECT d."buildId", b.state AS build, d.state AS deployment FROM deployment d JOIN environment e ON e.id = d."environmentId" JOIN app a ON a.id = e."appId" LEFT JOIN build b ON b.id = d."buildId"
    WHERE d.id = $1 AND a."tenantId" = $2 AND a.slug = $3 AND e.slug = $4`,
};
/** Pieces of a build log after one that is known. */
export const chunks = { name: 'build-log-chunks', text: `SELECT seq, text FROM build_log_chunk WHERE "buildId" = $1 AND "tenantId" = $2 AND seq > $3 ORDER BY seq LIMIT ${chunksAtOnce}` };

/** A deployment's build log from its beginning, live until the build ends. */
@Injectable()
export class StreamBuildLog {
  constructor(
    private readonly database: Database,
    private readonly stream: StreamChunks,
  ) {}

  run(call: Call<'streamBuildLog'>): Promise<void> {
    const tenantId = call.actor.tenant.id;
    const { app, environment, deployment } = call.params;
    return this.stream.run(call, async () => {
      const [state] = await this.database.rows<State>(stateOf, [deployment, tenantId, app, environment]);
      if (!state) return null;
      const { buildId, build } = state;
      return { id: buildId, over: endedBuilds.includes(build) || isFinal(state.deployment), chunks: async (after) => (buildId === null ? [] : this.database.rows(chunks, [buildId, tenantId, after])) };
    });
  }
}
