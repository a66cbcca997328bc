import type { V1Probe } from '@kubernetes/client-node';
import type { ContainerRef } from '../cluster.js';
import type { Json } from '../manifest.js';
import type { ListeningSocket } from '../observe/listening-sockets.js';
import { eventEvidence, eventsOf, podEvidence, type Case, type Pod, type PodEvent } from './classify-failure.js';
import { failure, type Evidence, type Failure } from './failure.js';
import { checkOf, probeAnswer, probeRemedy } from './probe-words.js';

/** From here on a refused probe is worth a look at the container's sockets: healthy apps are refused while they start. */
const lookAfterMs = 10_000;
/** A startup check may end a container soon; what its sockets say is judged then. */
const lookAtStartAfterMs = 5_000;

interface Waiting {
  pod: Pod;
  container: string;
  probe: Json<V1Probe>;
  /** True while the startup check has not passed: then `probe` is that one. */
  isStarting: boolean;
  /** What the startup check, which has passed, may have taken of the time since the start. */
  startSeconds: number;
  /** Since its start, in milliseconds. */
  runningMs: number;
  unhealthy: PodEvent | undefined;
}

/** How long a check may go on failing before it counts. */
const windowSeconds = ({ initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 }: Json<V1Probe>): number => initialDelaySeconds + periodSeconds * failureThreshold;

/** Containers that run and are not ready, longest running first. */
function waitingContainers(one: Case): Waiting[] {
  const found: Waiting[] = [];
  for (const pod of one.pods) {
    for (const status of pod.status?.containerStatuses ?? []) {
      const startedAt = status.state?.running?.startedAt;
      const { readinessProbe, startupProbe } = pod.spec?.containers.find((container) => container.name === status.name) ?? {};
      // Until the startup check has passed, the cluster makes no other.
      const isStarting = startupProbe !== undefined && status.started !== true;
      const probe = isStarting ? startupProbe : readinessProbe;
      if (status.ready || !startedAt || !probe) continue;
      const failed = isStarting ? /^Startup probe/ : /^Readiness probe/;
      const unhealthy = eventsOf(one, pod).findLast((event) => event.reason === 'Unhealthy' && failed.test(event.message ?? ''));
      const startSeconds = isStarting || !startupProbe ? 0 : windowSeconds(startupProbe);
      found.push({ pod, container: status.name, probe, isStarting, startSeconds, runningMs: one.now.getTime() - Date.parse(startedAt), unhealthy });
    }
  }
  return found.sort((a, b) => b.runningMs - a.runningMs);
}

/** Running, and not ready for too long. Sockets, when known, tell a wrong port from a listener on the loopback alone. */
export function classifyReadiness(one: Case): Failure | null {
  for (const waiting of waitingContainers(one)) {
    const found = fromSockets(one, waiting) ?? fromPatience(one, waiting);
    if (found) return found;
  }
  return null;
}

/** The container whose sockets are worth a look now, or null. */
export function waitingContainer(one: Case): ContainerRef | null {
  const waiting = waitingContainers(one).find((candidate) => candidate.runningMs >= (candidate.isStarting ? lookAtStartAfterMs : lookAfterMs) && isRefused(candidate));
  return waiting ? refOf(waiting) : null;
}

const refOf = ({ pod, container }: Waiting): ContainerRef => ({ namespace: pod.metadata?.namespace ?? '', pod: pod.metadata?.name ?? '', container });

const refused = /connection refused|failed to connect service/;
/** Whether a check found nobody who listens, as far as it has said: one that was answered, whatever it was, found the port. */
export const foundNobody = (unhealthy: PodEvent | undefined): boolean => unhealthy === undefined || refused.test(unhealthy.message ?? '');
const isRefused = ({ unhealthy, probe }: Waiting): boolean => !probe.exec && foundNobody(unhealthy);

const probedPort = (one: Case, { probe }: Waiting): number | null => {
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  return typeof port === 'number' ? port : one.port;
};

function fromSockets(one: Case, waiting: Waiting): Failure | null {
  const port = probedPort(one, waiting);
  return port === null || waiting.isStarting || waiting.runningMs < lookAfterMs || !isRefused(waiting) ? null : listensElsewhere(one, waiting, port, waiting.runningMs >= patienceMs(one, waiting) ? 'all' : one.startupIsNamed ? 'none' : 'open');
}

/**
 * That the app listens, and not where `port` is asked, as far as its pod was looked into. `others` are the sockets at other
 * ports that count: until its time is over a debugger on the loopback says nothing, nor any of an app that named its time.
 */
export function listensElsewhere(one: Case, { pod, container, unhealthy }: Pick<Waiting, 'pod' | 'container' | 'unhealthy'>, port: number, others: 'none' | 'open' | 'all'): Failure | null {
  const name = pod.metadata?.name ?? '';
  const sockets = one.sockets[name];
  if (!sockets?.known) return null;
  const atPort = sockets.listening.filter((socket) => socket.port === port);
  const open = sockets.listening.filter((socket) => !socket.loopbackOnly);
  if (atPort.some((socket) => !socket.loopbackOnly)) return null;
  const evidence: Evidence[] = [
    { source: 'sockets', object: name, text: `listening: ${describe(sockets.listening)}`, at: one.now.toISOString() },
    ...(unhealthy ? [eventEvidence(unhealthy)] : []),
  ];
  const place = { pod: name === '' ? null : name, container };
  if (atPort.length > 0) {
    return failure({ class: 'localhost-only', message: `The app listens on ${atPort[0]!.address}:${port} only, where nothing outside the container reaches it.`, evidence, facts: { port }, ...place });
  }
  const other = { none: undefined, open: open[0], all: open[0] ?? sockets.listening[0] }[others];
  if (other) {
    const listening = describe(open.length > 0 ? open : sockets.listening);
    return failure({ class: 'wrong-port', message: `The app listens on port ${other.port}, but requests come to port ${port} (the variable PORT).`, evidence, facts: { port, listening }, ...place });
  }
  return null;
}

const describe = (listening: readonly ListeningSocket[]): string =>
  listening.length === 0 ? 'nothing' : listening.map((socket) => (socket.address.includes(':') ? `[${socket.address}]:${socket.port}` : `${socket.address}:${socket.port}`)).join(', ');

const patienceMs = (one: Case, { probe, startSeconds }: Waiting): number => (windowSeconds(probe) + startSeconds + (one.overdue ? 0 : one.startupSeconds)) * 1000;

function fromPatience(one: Case, waiting: Waiting): Failure | null {
  const { probe, unhealthy } = waiting;
  if (waiting.runningMs < patienceMs(one, waiting)) return null;
  const port = probedPort(one, waiting);
  const place = { pod: waiting.pod.metadata?.name ?? null, container: waiting.container };
  const seconds = Math.round(waiting.runningMs / 1000);
  if (!unhealthy) return failure({ class: 'never-ready', message: `The app runs for ${seconds} s and is still not ready.`, evidence: [podEvidence(waiting.pod, `running for ${seconds} s, not ready; no answer of the health check was kept`)], ...place });
  const sockets = one.sockets[waiting.pod.metadata?.name ?? ''];
  const evidence: Evidence[] = [eventEvidence(unhealthy)];
  const probed = (message: string): Failure =>
    failure({ class: 'probe-failed', message, evidence, remedy: probeRemedy(probe, port), ...place, lookInside: sockets === undefined && isRefused(waiting) ? refOf(waiting) : null });
  if (!probe.exec && refused.test(unhealthy.message ?? '')) {
    if (sockets?.known) return failure({ class: 'never-ready', message: `After ${seconds} s the app listens on no port at all.`, evidence, facts: { port }, ...place });
    return probed(`Nothing answers on port ${port}: the app listens on another port, on localhost only, or not yet.`);
  }
  return probed(`The health check of ${checkOf(probe, port)} ${probeAnswer(unhealthy.message)}.`);
}
