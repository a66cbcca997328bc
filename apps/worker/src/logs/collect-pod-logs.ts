import { setImmediate } from 'node:timers/promises';
import { keptLine } from '@berth/domain';
import { ClusterError, labels, releaseNumber, type LogLine } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { LiveObject, LivePod } from '../clusters/live-types.js';
import { KeyQueue } from '../reconcile/key-queue.js';
import type { WorkerDeps } from '../worker-deps.js';
import { isAttached } from './is-attached.js';
import { redact } from './redact.js';
import { ReleaseSecrets } from './release-secrets.js';

const keptLines = 1_000;
/** What a pod that stops has said so far is there to read after this time; it may take its whole grace period to end. */
const earlyMs = 1_000;
const longestText = 1_000_000;
/** A pod that stops is followed to its end, for this long at most. */
const stoppingMs = 700_000;
const sideBySide = 32;

interface Life {
  pod: LivePod;
  container: string;
  restart: number;
  how: 'previous' | 'ended' | 'stopping';
}

/** Keeps the last lines of every container that failed and of every pod that was removed. */
export function collectPodLogs(deps: WorkerDeps): { attach(opened: OpenedCluster): void; close(): Promise<void> } {
  const secrets = new ReleaseSecrets(deps);
  const lives = new Map<string, { life: Life; opened: OpenedCluster }>();
  const done = new Map<string, number>();
  const end = new AbortController();
  const queue = new KeyQueue(
    async (key) => {
      const found = lives.get(key);
      lives.delete(key);
      if (found) await keepLines(deps, found.opened, secrets, found.life, end.signal);
    },
    sideBySide,
    (key, error) => {
      if (error instanceof ClusterError) deps.log.debug({ key, error: error.message }, 'the lines of a pod are gone');
      else deps.log.warn({ key, error }, 'the lines of a pod were not kept');
    },
  );
  return {
    attach(opened) {
      opened.view.onChange((type, object) => {
        if (object.kind !== 'Pod' || type === 'deleted' || object.metadata.labels?.[labels.environmentId] === undefined) return;
        if (isAttached(object as unknown as LivePod)) return;
        for (const life of endedLives(object)) {
          const key = `${object.metadata.uid}/${life.container}/${life.restart}/${life.how}`;
          if (done.has(key)) continue;
          done.set(key, Date.now());
          lives.set(key, { life, opened });
          queue.add(key);
        }
        forget(done);
      });
    },
    async close() {
      end.abort();
      await queue.close();
    },
  };
}

/** Lives of a pod's containers that are over, or about to be. */
export function endedLives(object: LiveObject): Life[] {
  const pod = object as unknown as LivePod;
  const stopping = pod.metadata?.deletionTimestamp !== undefined;
  return logged(pod).flatMap((status): Life[] => {
    const found: Life[] = [];
    const base = { pod, container: status.name };
    if (status.restartCount > 0) found.push({ ...base, restart: status.restartCount - 1, how: 'previous' });
    if (stopping && (status.state?.running || status.state?.terminated)) found.push({ ...base, restart: status.restartCount, how: 'stopping' });
    else if (status.state?.terminated) found.push({ ...base, restart: status.restartCount, how: 'ended' });
    return found;
  });
}

/** A pod's containers; of the steps before the start, those that have failed. */
const logged = ({ status }: LivePod) => [...(status?.initContainerStatuses ?? []).filter((step) => step.restartCount > 0 || (step.state?.terminated?.exitCode ?? 0) !== 0), ...(status?.containerStatuses ?? [])];

function forget(done: Map<string, number>): void {
  if (done.size < 10_000) return;
  for (const key of [...done.keys()].slice(0, 5_000)) done.delete(key);
}

/** Keeps the lines of one life, once: a second time changes nothing. */
export async function keepLines(deps: WorkerDeps, opened: OpenedCluster, secrets: ReleaseSecrets, life: Life, signal: AbortSignal): Promise<void> {
  const { pod, container, how } = life;
  const target = { namespace: pod.metadata!.namespace!, pod: pod.metadata!.name!, container };
  if (how !== 'stopping') return store(deps, secrets, life, await opened.cluster.readLogs(target, { previous: how === 'previous', tailLines: keptLines }));
  const lines: LogLine[] = [];
  let early = Promise.resolve();
  const isOfJob = !['web', 'worker'].includes(pod.metadata!.labels![labels.processKind] ?? ''); // who asks for the lines of a Job's pod takes the first that are kept
  const timer = isOfJob ? undefined : setTimeout(() => {
    early = store(deps, secrets, life, [...lines]).catch((error: unknown) => deps.log.debug({ pod: target.pod, error }, 'the lines of a pod that stops are kept at its end alone'));
  }, earlyMs);
  try {
    await opened.cluster.followLogs(target, {
      tailLines: keptLines,
      signal: AbortSignal.any([signal, AbortSignal.timeout(stoppingMs)]),
      onLine: (line) => {
        lines.push(line);
        if (lines.length > keptLines) lines.shift();
      },
    });
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error; // what was read before it broke off is kept
  } finally {
    clearTimeout(timer);
    await early;
  }
  await store(deps, secrets, life, lines);
}

async function store(deps: WorkerDeps, secrets: ReleaseSecrets, { pod, container, restart, how }: Life, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return;
  const { name, labels: own } = pod.metadata!;
  const environmentId = own![labels.environmentId]!;
  const environment = await deps.db.environment.findUnique({ where: { id: environmentId }, select: { tenantId: true } });
  if (!environment) return; // the app was deleted with its logs
  const hidden = await secrets.of(environmentId, own![labels.release]);
  const status = logged(pod).find((one) => one.name === container);
  const ended = how === 'previous' ? status?.lastState?.terminated : status?.state?.terminated;
  const shown: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (index % 50 === 49) await setImmediate(); // long lines take their time, which leases do not have
    shown.push(keptLine(line.time, redact(line.text, hidden)));
  }
  const data = {
    lines: lastWhole(shown.join('\n')).replaceAll('\0', '\uFFFD'),
    exitCode: ended?.exitCode ?? null,
    reason: ended?.reason ?? (how === 'stopping' ? 'removed' : null),
  };
  await deps.db.podLog.upsert({
    where: { environmentId_pod_container_restart: { environmentId, pod: name!, container, restart } },
    create: { tenantId: environment.tenantId, environmentId, pod: name!, container, process: own![labels.process] ?? '', release: releaseNumber(own![labels.release]), restart, ...data },
    update: data,
  });
}

/** The end of a text that is too long, from the beginning of a line. */
const lastWhole = (text: string): string => (text.length > longestText ? text.slice(text.indexOf('\n', text.length - longestText) + 1) : text);
