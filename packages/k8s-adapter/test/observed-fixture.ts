import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { ClassifyInput, Pod, PodEvent } from '../src/health/classify-failure.js';
import type { PodSockets } from '../src/observe/probe-sockets.js';

type ReplicaSet = ClassifyInput['replicaSets'][number];

const folder = join(import.meta.dirname, '../src/health/fixtures');

/** Names of all observed failures. */
export const fixtureNames = (): string[] => readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));

export interface Thing {
  kind: string;
  metadata: { name: string; creationTimestamp?: string };
  status?: unknown;
  items?: Thing[];
}

export interface Fixture {
  documents: Thing[];
  /** Seconds from the update to each document, as the header says. */
  seconds: number[];
}

export function load(name: string): Fixture {
  const text = readFileSync(join(folder, `${name}.yaml`), 'utf8');
  const header = text.split('\n')[0]!;
  return {
    documents: parseAllDocuments(text).map((document) => document.toJS() as Thing),
    seconds: [...header.matchAll(/(\d+\.\d+) s/g)].map((match) => Number(match[1])),
  };
}

const itemsOf = (thing: Thing): Thing[] => (thing.kind === 'List' ? thing.items! : [thing]);

/** All objects up to a document; a later document's pod brings only its new status. */
export function objectsAt({ documents }: Fixture, index: number): Thing[] {
  const known = new Map<string, Thing>();
  for (const thing of documents.slice(0, index + 1).flatMap(itemsOf)) {
    const key = `${thing.kind} ${thing.metadata.name}`;
    const before = known.get(key);
    known.set(key, before ? { ...before, ...thing, metadata: { ...before.metadata, ...thing.metadata } } : thing);
  }
  return [...known.values()];
}

export function inputAt(fixture: Fixture, index: number, sockets?: PodSockets): ClassifyInput {
  const objects = objectsAt(fixture, index);
  const of = <T>(kind: string): T[] => objects.filter((object) => object.kind === kind) as unknown as T[];
  const pods = of<Pod>('Pod');
  const deployment = of<NonNullable<ClassifyInput['deployment']>>('Deployment')[0] ?? null;
  const kept = of<ReplicaSet>('ReplicaSet');
  const replicaSets = kept.length > 0 ? kept : pods.filter((pod) => pod.metadata?.annotations?.['release'] === 'v2').map((pod) => ownerOf(pod, deployment!));
  const updatedAt = Date.parse(replicaSets[0]?.metadata?.creationTimestamp ?? '');
  return {
    deployment,
    replicaSets,
    pods,
    events: of<PodEvent>('Event'),
    now: new Date(updatedAt + (fixture.seconds[index] ?? 0) * 1000),
    port: 8080,
    ...(sockets ? { sockets: Object.fromEntries(pods.map((pod) => [pod.metadata!.name!, sockets])) } : {}),
  };
}

/** Some fixtures were trimmed of the ReplicaSet between Deployment and pod. */
export function ownerOf(pod: Pod, deployment: NonNullable<ClassifyInput['deployment']>): ReplicaSet {
  const { name, uid } = pod.metadata!.ownerReferences![0]!;
  const { annotations, ...owner } = deployment.metadata!;
  return {
    metadata: {
      name,
      uid,
      annotations: annotations!,
      creationTimestamp: pod.metadata!.creationTimestamp!,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: owner.name!, uid: owner.uid! }],
    },
  };
}
