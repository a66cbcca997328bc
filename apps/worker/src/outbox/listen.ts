import pg from 'pg';
import type { Logger } from 'pino';

export interface Listener {
  close(): Promise<void>;
}

/**
 * Calls `onNotice` for each notification on `channel`, over one connection that is opened again after a loss; it is also
 * called after each (re)connection, since notices may have been missed.
 */
export function listen(databaseUrl: string, channel: string, onNotice: () => void, log: Logger): Listener {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  const again = (): void => {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, Math.min(250 * 2 ** failures, 5_000));
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    client = next;
    next.on('error', (error) => {
      log.debug({ error: error.message, channel }, 'listening broke off');
    });
    next.on('end', again);
    next.on('notification', onNotice);
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      failures = 0;
      onNotice();
    } catch (error) {
      if (failures === 0) log.warn({ error: (error as Error).message, channel }, 'cannot listen to Postgres; trying again');
      failures += 1;
      next.end().catch(() => {});
      again();
    }
  };
  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
