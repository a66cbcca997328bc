import type { V1Deployment, V1Pod, V1ReplicaSet } from '@kubernetes/client-node';
import { readObject } from '../apply/apply-object.js';
import type { Connection } from '../apply/connection.js';
import { listObjects } from '../apply/list-objects.js';
import type { LiveJob, LivePod } from '../cluster.js';
import type { RolloutObjects } from '../health/rollout-objects.js';
import type { Track } from '../app-spec.js';
import { builderComponents } from '../render/builder-facts.js';
import { labels, trackOf } from '../labels.js';
import type { Json, Kind, LiveObject } from '../manifest.js';
import type { LiveEvent } from './watch-owned.js';

export interface RolloutTarget {
  namespace: string;
  environmentId: string;
  process: string;
  /** `stable` by default. */
  track?: Track;
}

/** The Deployment of a process, its ReplicaSets and pods, and the events about any of them. */
export function readRollout(connection: Connection, { namespace, environmentId, process, track = 'stable' }: RolloutTarget): Promise<RolloutObjects> {
  return readDeployment(connection, { namespace, labelSelector: `${labels.environmentId}=${environmentId},${labels.process}=${process}` }, track);
}

/** The same of the build runner of a namespace for builds. */
export const readBuildRunner = (connection: Connection, namespace: string): Promise<RolloutObjects> => readDeployment(connection, { namespace, labelSelector: `${labels.component}=${builderComponents.build}` }, 'stable');

async function readDeployment(connection: Connection, query: { namespace: string; labelSelector: string }, track: Track): Promise<RolloutObjects> {
  const { namespace } = query;
  const ofTrack = async (kind: Kind): Promise<LiveObject[]> => (await listObjects(connection, kind, query)).filter((object) => trackOf(object) === track);
  const [deployments, replicaSets, pods, events] = await Promise.all([
    ofTrack('Deployment'),
    ofTrack('ReplicaSet'),
    ofTrack('Pod'),
    listObjects(connection, 'Event', { namespace }),
  ]);
  return {
    deployment: (deployments[0] as unknown as Json<V1Deployment> | undefined) ?? null,
    replicaSets: replicaSets as unknown as Json<V1ReplicaSet>[],
    pods: pods as unknown as Json<V1Pod>[],
    events: about([...deployments, ...replicaSets, ...pods], events),
  };
}

/** A Job with its pods and the events about any of them. */
export async function readJob(connection: Connection, target: { namespace: string; name: string }): Promise<{ job: LiveJob | null; pods: LivePod[]; events: LiveEvent[] }> {
  const { namespace, name } = target;
  const [job, pods, events] = await Promise.all([
    readObject(connection, { kind: 'Job', namespace, name }),
    listObjects(connection, 'Pod', { namespace, labelSelector: `batch.kubernetes.io/job-name=${name}` }),
    listObjects(connection, 'Event', { namespace }),
  ]);
  return { job: job as unknown as LiveJob | null, pods: pods as unknown as LivePod[], events: about([...(job ? [job] : []), ...pods], events) };
}

function about(objects: readonly LiveObject[], events: readonly LiveObject[]): LiveEvent[] {
  const uids = new Set(objects.map((object) => object.metadata.uid));
  return (events as unknown as LiveEvent[]).filter((event) => uids.has(event.involvedObject.uid ?? ''));
}
