import type { Tx } from '@berth/db';
import { AsyncLocalStorage } from 'node:async_hooks';

/** What the transactions of one request have given, in order, kept by each transaction itself. */
export interface EffectJournal {
  /** The result of the next transaction when it has been committed before; undefined when it is still to be run. */
  replay(): { value: unknown } | undefined;
  /** Keeps a transaction's result inside it. Throws when somebody else has taken the request over; nothing is then done. */
  record(tx: Tx, value: unknown): Promise<void>;
  /** Called once the transaction has been committed. */
  committed(value: unknown): void;
}

/** The journal of the request that runs now; none for one that carries no Idempotency-Key. */
export const effects = new AsyncLocalStorage<EffectJournal>();
