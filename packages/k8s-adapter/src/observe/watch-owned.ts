import type { CoreV1Event } from '@kubernetes/client-node';
import type { ClusterError } from '../apply/cluster-error.js';
import type { Connection } from '../apply/connection.js';
import { labels } from '../labels.js';
import type { Json, Kind, LiveObject } from '../manifest.js';
import { KindWatch, type ChangeType } from './watch-kind.js';

export type LiveEvent = Json<CoreV1Event>;

export interface WatchOptions {
  /** Defaults to what an app's state is made of. */
  kinds?: readonly Kind[];
  /** Each change of an object of this installation; called once per existing object at first. */
  onChange: (type: ChangeType, object: LiveObject) => void;
  /** Each event in this installation's namespaces as it arrives: some causes of failure exist nowhere else, and expire. */
  onEvent?: (event: LiveEvent) => void;
  /** A cut or refusal; the watch goes on by itself. */
  onError: (error: ClusterError, kind: Kind) => void;
  /** A periodic re-read had to correct the watch. */
  onCorrection?: (kind: Kind) => void;
  /** How often everything is read again; 5 minutes by default. */
  relistMs?: number;
}

export interface OwnedWatch {
  /** Resolves when every collection has been read once. */
  readonly ready: Promise<void>;
  /** What the watch holds of a kind now. */
  objects(kind: Kind, matches?: (object: LiveObject) => boolean): LiveObject[];
  /** Ends the watch; resolves when no callback will come any more. */
  stop(): Promise<void>;
}

const watchedKinds: readonly Kind[] = [
  'Deployment', 'ReplicaSet', 'StatefulSet', 'CronJob', 'Job', 'Pod', 'Service', 'Ingress', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'EndpointSlice', 'ResourceQuota',
];

/** Watches everything that carries the installation's label, in all namespaces, and the events beside it. */
export function watchOwned(connection: Connection, installation: string, options: WatchOptions): OwnedWatch {
  const end = new AbortController();
  const relistMs = options.relistMs ?? 300_000;
  const start = (kind: Kind, labelSelector: string | undefined, onChange: (type: ChangeType, object: LiveObject) => void): KindWatch =>
    new KindWatch(connection, {
      kind,
      query: labelSelector === undefined ? {} : { labelSelector },
      signal: end.signal,
      onChange,
      onError: (error) => options.onError(error, kind),
      relistMs,
      onCorrection: () => options.onCorrection?.(kind),
    });

  const watches = new Map<Kind, KindWatch>();
  for (const kind of options.kinds ?? watchedKinds) watches.set(kind, start(kind, `${labels.installation}=${installation}`, options.onChange));
  const { onEvent } = options;
  if (onEvent) {
    const ours = `${installation}-`;
    watches.set(
      'Event',
      start('Event', undefined, (type, event) => {
        if (type !== 'deleted' && event.metadata.namespace?.startsWith(ours)) onEvent(event as unknown as LiveEvent);
      }),
    );
  }
  const all = [...watches.values()];
  return {
    ready: Promise.all(all.map((watch) => watch.ready)).then(() => undefined),
    objects: (kind, matches = () => true) => [...(watches.get(kind)?.objects.values() ?? [])].filter(matches),
    async stop() {
      end.abort();
      await Promise.all(all.map((watch) => watch.done));
    },
  };
}
