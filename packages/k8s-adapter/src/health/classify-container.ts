import { shownCommand } from '@berth/domain';
import { labels } from '../labels.js';
import { unescaped } from '../render/literal.js';
import { classifyExit } from './classify-exit.js';
import { classifyImage } from './classify-image.js';
import { eventEvidence, eventsOf, eventTime, podEvidence, type Case, type ContainerStatus, type Pod, type PodEvent } from './classify-failure.js';
import { foundNobody, listensElsewhere } from './classify-readiness.js';
import { failure, firstLine, type Evidence, type Failure } from './failure.js';
import { checkOf, probeAnswer, probeRemedy } from './probe-words.js';

/** A message is one sentence. */
const longestCommand = 200;

interface Place {
  pod: Pod;
  status: ContainerStatus;
  isInit: boolean;
  events: PodEvent[];
  one: Case;
}

/** Why a container waits, was killed or ended. Init containers first: the main ones cannot begin before them. */
export function classifyContainers(one: Case): Failure | null {
  const places = one.pods.flatMap((pod) => {
    const events = eventsOf(one, pod);
    const inits = (pod.status?.initContainerStatuses ?? []).map((status) => ({ pod, status, isInit: true, events, one }));
    const mains = (pod.status?.containerStatuses ?? []).map((status) => ({ pod, status, isInit: false, events, one }));
    return [...inits, ...mains];
  });
  for (const rule of [fromWaiting, fromStartHook, fromKilling, fromExit]) {
    for (const place of places) {
      const found = rule(place);
      if (found) return found;
    }
  }
  return null;
}

const where = ({ pod, status }: Place): { pod: string | null; container: string } => ({ pod: pod.metadata?.name ?? null, container: status.name });

/** On a busy node the kubelet may not have read the pull secret yet: it asks without, is refused, and its next try has it. */
const askedWithoutSecret = ({ events, one: { now } }: Place): boolean => events.some((event) => event.reason === 'FailedToRetrieveImagePullSecret' && now.getTime() - eventTime(event) < 30_000);

function fromWaiting(place: Place): Failure | null {
  const waiting = place.status.state?.waiting;
  if (!waiting) return null;
  const text = waiting.message ?? '';
  const evidence = [podEvidence(place.pod, text)];
  const image = classifyImage(waiting.reason, text || (place.events.findLast((event) => event.reason === 'Failed' && /pull image/.test(event.message ?? ''))?.message ?? ''));
  if (image?.class === 'image-private' && askedWithoutSecret(place)) return null;
  if (image) {
    const name = place.pod.spec?.containers.find((container) => container.name === place.status.name)?.image ?? place.status.image;
    return failure({
      class: image.class,
      message: `The image ${name} cannot be fetched: ${image.reason}.`,
      evidence,
      facts: { image: name, registry: name.split('/')[0] },
      permanent: image.permanent,
      ...where(place),
    });
  }
  if (waiting.reason === 'CreateContainerConfigError') {
    if (/run as root|runAsNonRoot|non-numeric user/.test(text)) {
      const byName = /non-numeric user \(([^)]*)\)/.exec(text);
      const message = byName ? `The image runs as user "${byName[1]}", and the cluster cannot tell whether that is root: name the user by number.` : 'The image runs as root, which this cluster does not allow.';
      return failure({ class: 'image-runs-as-root', message, evidence, permanent: true, ...where(place) });
    }
    return failure({ class: 'config-missing', message: `A part of the configuration is missing: ${firstLine(text)}.`, evidence, permanent: true, ...where(place) });
  }
  if (waiting.reason === 'CreateContainerError' && /no command specified/.test(text)) {
    return failure({ class: 'no-start-command', message: `The image of ${place.status.name} says not what to start: it has neither CMD nor ENTRYPOINT.`, evidence, facts: { process: place.pod.metadata?.labels?.[labels.process] ?? place.status.name }, permanent: true, ...where(place) });
  }
  if (waiting.reason === 'PostStartHookError') return startHookFailed(place, text, evidence);
  return null;
}

/** Between two tries the container only says that it was ended, with code 0. */
function fromStartHook(place: Place): Failure | null {
  const event = place.status.ready ? undefined : place.events.findLast((candidate) => candidate.reason === 'FailedPostStartHook');
  return event ? startHookFailed(place, event.message ?? '', [eventEvidence(event)]) : null;
}

function startHookFailed(place: Place, text: string, evidence: Evidence[]): Failure {
  return failure({ class: 'crash', message: `The command after the start of ${place.status.name} failed: ${firstLine(text)}`, evidence, ...where(place) });
}

/** A probe had the container killed: its exit code then only tells how it took the signal. */
function fromKilling(place: Place): Failure | null {
  const { state, lastState, ready } = place.status;
  if (state?.running && ready) {
    const killed = killing(place, Date.parse(state.running.startedAt ?? ''));
    const before = Date.parse(lastState?.terminated?.finishedAt ?? '');
    if (killed && eventTime(killed) <= before) return null; // it ended the container before this one
    // A program that does not end at SIGTERM goes on answering until its grace period is over.
    return killed ? { ...killedByProbe(place, killed), whileReady: true } : null;
  }
  const ended = state?.terminated ?? lastState?.terminated;
  const since = ended?.startedAt ?? state?.running?.startedAt;
  const killed = killing(place, since ? Date.parse(since) : 0);
  return killed ? killedByProbe(place, killed) : null;
}

function killing(place: Place, since: number): PodEvent | undefined {
  const name = `{${place.status.name}}`;
  return place.events.findLast(
    (event) =>
      event.reason === 'Killing' &&
      /failed (liveness|startup) probe/.test(event.message ?? '') &&
      (event.involvedObject.fieldPath ?? name).endsWith(name) &&
      // Events and container starts have whole seconds.
      eventTime(event) >= since - 1000,
  );
}

function killedByProbe(place: Place, event: PodEvent): Failure {
  const isStart = /failed startup probe/.test(event.message ?? '');
  const said = isStart ? /^Startup probe/ : /^Liveness probe/;
  const unhealthy = place.events.findLast((candidate) => candidate.reason === 'Unhealthy' && said.test(candidate.message ?? ''));
  const evidence: Evidence[] = [eventEvidence(event), ...(unhealthy ? [eventEvidence(unhealthy)] : [])];
  const container = place.pod.spec?.containers.find((one) => one.name === place.status.name);
  const probe = isStart ? container?.startupProbe : container?.livenessProbe;
  const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port ?? null;
  // Of sockets that were looked at while it started.
  const elsewhere = isStart && probe && !probe.exec && foundNobody(unhealthy) && place.one.port !== null && [null, place.one.port].includes(port as number | null) ? listensElsewhere(place.one, { pod: place.pod, container: place.status.name, unhealthy }, place.one.port, 'open') : null;
  if (elsewhere) return elsewhere;
  const answer = probe && unhealthy ? ` The check of ${checkOf(probe, port)} ${probeAnswer(unhealthy.message)}.` : '';
  return failure({
    class: 'probe-failed',
    message: `${place.status.name} was stopped because it failed its ${isStart ? 'start' : 'liveness'} check.${answer}`,
    evidence,
    ...(probe ? { remedy: probeRemedy(probe, port) } : { facts: { check: `the ${isStart ? 'start' : 'liveness'} check` } }),
    ...where(place),
  });
}

function fromExit(place: Place): Failure | null {
  const { state, lastState, ready } = place.status;
  // An init container that is done has ended well, and one that runs and is ready has got over its last crash.
  if (place.isInit && state?.terminated?.exitCode === 0) return null;
  if (state?.running && ready) return null;
  const ended = state?.terminated ?? lastState?.terminated;
  if (!ended || (place.isInit && ended.exitCode === 0)) return null;
  // A pod whose node or disk limit ended it is judged as evicted, not by this placeholder.
  if (ended.reason === 'ContainerStatusUnknown') return null;
  const process = place.isInit ? `The step ${stepText(place)} before the start` : `The process ${place.status.name}`;
  const limit = [...(place.pod.spec?.containers ?? []), ...(place.pod.spec?.initContainers ?? [])].find((container) => container.name === place.status.name)?.resources?.limits?.['memory'];
  const exit = classifyExit(ended, limit);
  const verdict = place.isInit && exit.class === 'crash' ? { ...exit, class: 'init-failed' as const } : exit;
  const last = (ended.message ?? '').trim().split('\n').slice(-20).join('\n');
  const evidence: Evidence[] = [
    ...(last === '' ? [] : [{ source: 'log' as const, object: place.pod.metadata?.name ?? '', text: last, at: ended.finishedAt ?? null }]),
    podEvidence(place.pod, `${ended.reason ?? 'ended'}, exit code ${ended.exitCode}, restarts ${place.status.restartCount}`, ended.finishedAt ?? null),
  ];
  return failure({
    class: verdict.class,
    message: `${process} ${verdict.reason}.${tail(verdict.class, last)}`,
    evidence,
    facts: { process: place.pod.metadata?.labels?.[labels.process] ?? place.status.name, limit },
    permanent: verdict.permanent,
    ...where(place),
  });
}

/** A step as its writer knows it. */
function stepText({ pod, status }: Place): string {
  const command = pod.spec?.initContainers?.find(({ name }) => name === status.name)?.command;
  return command ? `\`${shownCommand(command.map(unescaped)).slice(0, longestCommand)}\`` : status.name;
}

/** Ends of a trace that say nothing of the error above them: indented frames and properties, brackets, Node's version. */
const trace = /^(\s|[)\]}]|Node\.js v\d|$)/;

/** For a crash, the app's own last line says more than a number. */
function tail(failureClass: string, lastLines: string): string {
  const lines = lastLines.trim().split('\n');
  const line = (lines.findLast((candidate) => !trace.test(candidate)) ?? lines.at(-1) ?? '').trim();
  return (failureClass === 'crash' || failureClass === 'init-failed') && line !== '' && line.length <= 300 ? ` It last said: ${line}` : '';
}

/** A volume that cannot be mounted shows in an event alone: the pod just stays in `ContainerCreating`. */
export function classifyMounts(one: Case): Failure | null {
  for (const pod of one.pods) {
    const isCreating = pod.status?.containerStatuses?.some((status) => status.state?.waiting?.reason === 'ContainerCreating') ?? false;
    const event = isCreating ? eventsOf(one, pod).findLast((candidate) => candidate.reason === 'FailedMount' || candidate.reason === 'FailedAttachVolume') : undefined;
    if (!event) continue;
    const isConfig = /(secret|configmap) ".*" not found|references non-existent (secret|config) key/i.test(event.message ?? '');
    return failure({
      class: isConfig ? 'config-missing' : 'volume-unavailable',
      message: `A file or volume cannot be mounted: ${firstLine(event.message)}.`,
      evidence: [eventEvidence(event)],
      permanent: isConfig,
      pod: pod.metadata?.name ?? null,
    });
  }
  return null;
}
