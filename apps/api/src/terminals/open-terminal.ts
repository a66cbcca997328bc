import { isRunOver, Problem, roleAtLeast, terminalProtocol, longestFrame, type RunState } from '@berth/domain';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { WebSocketServer, type WebSocket } from 'ws';
import { Authenticate } from '../account/authenticate.js';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import { Database } from '../database.js';
import type { Call } from '../http/operation.js';
import { notFound } from '../http/not-found.js';
import { asksForWebSocket, upgradeOf } from '../http/upgrades.js';
import { AskWorker } from '../live/ask-worker.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { TerminalChannels } from './terminal-channels.js';
import { TerminalSession } from './terminal-session.js';

const askMs = 8_000;
const recheckMs = 15_000;
/** Terminals of one process of the API. */
const most = 500;

interface Opened {
  id: string;
  state: RunState;
  attached: boolean;
  userId: string;
  openedAt: string | null;
}
const find = { name: 'find-terminal', text: 'SELECT id, state, attached, "userId", "openedAt" FROM run WHERE "tenantId" = $1 AND "environmentId" = $2 AND name = $3' };
/** One terminal for one run: the second one that asks gets none. */
const claim = { name: 'claim-terminal', text: `UPDATE run SET "openedAt" = now() AT TIME ZONE 'UTC', "seenAt" = now() AT TIME ZONE 'UTC' WHERE id = $1 AND "openedAt" IS NULL RETURNING id` };

/** Opens a run's terminal: bytes between the caller's WebSocket and the worker that holds the run's streams. */
@Injectable()
export class OpenTerminal implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: 2 * longestFrame, perMessageDeflate: false, handleProtocols: (offered) => (offered.has(terminalProtocol) ? terminalProtocol : false) });
  private readonly sessions = new Set<TerminalSession>();

  constructor(
    private readonly database: Database,
    private readonly findEnvironmentId: FindEnvironmentId,
    private readonly askWorker: AskWorker,
    private readonly authenticate: Authenticate,
    private readonly channels: TerminalChannels,
  ) {}

  async run({ actor, params, request, reply }: Call<'openTerminal'>): Promise<void> {
    const tenantId = actor.tenant.id;
    const environmentId = await this.findEnvironmentId.run(tenantId, params);
    const [run] = await this.database.rows<Opened>(find, [tenantId, environmentId, params.run]);
    if (!run) throw notFound();
    requireActive(actor.tenant.state);
    if (!run.attached) throw new Problem('wrong-state', 'The run has no terminal: it was started detached.', { remedy: 'See its lines with `berth logs --run`.' });
    if (run.userId !== actor.userId) throw new Problem('wrong-state', 'Who made the run opens its terminal.', { remedy: 'Make one of your own.' });
    if (isRunOver(run.state)) throw new Problem('wrong-state', 'The run has ended.');
    if (!asksForWebSocket(request.raw)) {
      void reply.header('upgrade', 'websocket');
      throw new Problem('upgrade-required');
    }
    if (this.sessions.size >= most) throw new Problem('unavailable', 'Too many terminals are open.', { retryAfterSeconds: 30 });
    if ((await this.database.rows(claim, [run.id])).length === 0) throw new Problem('wrong-state', 'The run’s terminal was opened before, and that can be done once.', { remedy: 'Make another run.' });
    const { transport, open } = await this.channels.join(run.id);
    try {
      await this.askWorker.run({ kind: 'terminal', tenantId, environmentId, runId: run.id }, askMs);
      const upgrade = upgradeOf(request);
      if (!upgrade) throw new Problem('upgrade-required');
      reply.hijack();
      upgrade.socket.once('close', () => transport.leave());
      if (upgrade.socket.destroyed) return transport.leave();
      this.sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) => this.serve(socket, open, transport, request));
    } catch (error) {
      transport.leave();
      throw error;
    }
  }

  private serve(socket: WebSocket, open: (hear: (message: Buffer) => void) => void, transport: { send(message: Uint8Array): Promise<number>; leave(): void }, request: Call<'openTerminal'>['request']): void {
    const session = new TerminalSession(socket, (message) => transport.send(message));
    this.sessions.add(session);
    open((message) => session.hear(message));
    const recheck = setInterval(() => {
      this.mayStay(request).then(
        (reason) => reason === null || session.cut(reason),
        () => session.cut('Whether you may still be here could not be asked.'),
      );
    }, recheckMs);
    session.closed.addEventListener('abort', () => {
      clearInterval(recheck);
      transport.leave();
      this.sessions.delete(session);
    });
  }

  /** Why the caller may not go on; null while they may. */
  private async mayStay(request: Call<'openTerminal'>['request']): Promise<string | null> {
    const actor = await this.authenticate.run(request, (request.params as { tenant?: string }).tenant);
    if (!('tenant' in actor) || !roleAtLeast(actor.role, 'developer')) return 'You may not be here any more: your role or token has changed.';
    return actor.tenant.state === 'active' ? null : `The tenant is ${actor.tenant.state}.`;
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const session of this.sessions) session.cut('The API is restarting.');
  }

  onApplicationShutdown(): void {
    this.sockets.close();
  }
}
