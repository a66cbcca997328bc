import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

interface Upgrade {
  socket: Duplex;
  head: Buffer;
}

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/** Any other upgrade that is offered is not taken: the request is an ordinary one. */
export const asksForWebSocket = ({ method, headers }: IncomingMessage): boolean => method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';

/**
 * Sends a request that asks for an upgrade through the same hooks, guard and checks as every other one. A handler that
 * takes the upgrade gets the connection by {@link upgradeOf}; any other answer is an ordinary one, after which the connection ends.
 */
export function routeUpgrades(fastify: FastifyInstance): void {
  fastify.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrades.set(request, { socket, head });
    socket.on('error', () => {}); // the client has gone: its close follows
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as never);
    response.once('finish', () => {
      if (upgrades.has(request)) socket.end();
    });
    fastify.routing(request, response);
  });
}

/** The connection of a request that asks for a WebSocket, handed over once; undefined for any other request. */
export function upgradeOf({ raw }: FastifyRequest): Upgrade | undefined {
  const upgrade = upgrades.get(raw);
  if (upgrade) upgrades.delete(raw);
  return upgrade;
}
