import { ClusterError } from '@berth/k8s-adapter';

/** True for what passes by itself: a cluster or a database that does not answer just now. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ClusterError) return error.retryable;
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && /^(P10\d\d|ECONN|57P0|08)/.test(code)) || /reach database server|Connection terminated|server closed the connection|starting up|shutting down/i.test(error.message);
}
