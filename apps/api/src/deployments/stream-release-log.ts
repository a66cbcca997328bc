import { isFinal, type DeploymentState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import type { Call } from '../http/operation.js';
import { chunksAtOnce, StreamChunks } from './stream-chunks.js';

const stateOf = {
  name: 'release-step-state',
  text: `SELECT d.state AS deployment, s.state AS step FROM deployment d JOIN environment e ON e.id = d."environmentId" JOIN app a ON a.id = e."appId" LEFT JOIN deployment_step s ON s."deploymentId" = d.id AND s.name = 'release'
    WHERE d.id = $1 AND a."tenantId" = $2 AND a.slug = $3 AND e.slug = $4`,
};
const chunks = { name: 'release-log-chunks', text: `SELECT seq, text FROM release_log_chunk WHERE "deploymentId" = $1 AND "tenantId" = $2 AND seq > $3 ORDER BY seq LIMIT ${chunksAtOnce}` };

/** The log of a deployment's release command from its beginning, live until the command ends. */
@Injectable()
export class StreamReleaseLog {
  constructor(
    private readonly database: Database,
    private readonly stream: StreamChunks,
  ) {}

  run(call: Call<'streamReleaseLog'>): Promise<void> {
    const tenantId = call.actor.tenant.id;
    const { app, environment, deployment } = call.params;
    return this.stream.run(call, async () => {
      const [state] = await this.database.rows<{ deployment: DeploymentState; step: string | null }>(stateOf, [deployment, tenantId, app, environment]);
      if (!state) return null;
      const over = isFinal(state.deployment) || (state.step !== null && state.step !== 'pending' && state.step !== 'running');
      return { id: deployment, over, chunks: (after) => this.database.rows(chunks, [deployment, tenantId, after]) };
    });
  }
}
