/** Codes of node, PostgreSQL (appendix A) and Prisma for a database that is away, restarting, or had to give up a transaction. */
const codes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', '57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08006', '40001', '40P01', '55P03', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034']);
const messages = /Connection terminated|timeout exceeded when trying to connect|Can't reach database|the database system is (starting up|shutting down)|not currently accepting connections|Server has closed the connection/i;
const depthAtMost = 5;

/** True when the database could not answer; nothing was changed, and the same request may work in a moment. */
export function isDatabaseTrouble(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > depthAtMost) return false;
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: unknown } };
  return (typeof code === 'string' && codes.has(code)) || messages.test(error.message) || isDatabaseTrouble(error.cause, depth + 1) || isDatabaseTrouble(meta?.driverAdapterError, depth + 1);
}
