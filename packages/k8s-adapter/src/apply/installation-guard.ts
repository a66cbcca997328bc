import { labels } from '../labels.js';
import { apiPath, describeRef, kindFacts, type LiveObject, type Manifest, type ObjectRef } from '../manifest.js';
import { ClusterError } from './cluster-error.js';
import type { Connection } from './connection.js';

/** How long a namespace counts as ours without asking again. */
const trustMs = 30_000;

/** Two installations can share a cluster; neither ever writes to what carries the other's label, or none. */
export class InstallationGuard {
  private readonly trusted = new Map<string, number>();

  constructor(
    private readonly connection: Connection,
    readonly installation: string,
  ) {}

  /** Throws ClusterError `foreign-installation` unless the object is labelled ours and its namespace is ours. */
  async checkNamespace(object: Manifest): Promise<void> {
    if (object.metadata.labels?.[labels.installation] !== this.installation) {
      throw this.foreign(`${describeRef({ kind: object.kind, ...object.metadata })} is not rendered for this installation`);
    }
    const { namespace } = object.metadata;
    if (kindFacts(object.kind).namespaced) {
      if (namespace === undefined) throw new TypeError(`${object.kind} ${object.metadata.name} needs a namespace`);
      await this.checkNamespaceName(namespace);
    }
  }

  /** The same for a namespace by name; it must exist. */
  async checkNamespaceName(namespace: string): Promise<void> {
    if ((this.trusted.get(namespace) ?? 0) > Date.now()) return;
    const live = await this.connection.json<LiveObject>(apiPath('Namespace', undefined, namespace));
    this.checkObject({ kind: 'Namespace', name: namespace }, live);
    this.trusted.set(namespace, Date.now() + trustMs);
  }

  /** Throws ClusterError `foreign-installation` when the live object carries another installation's label or none. */
  checkObject(ref: ObjectRef, live: LiveObject): void {
    const owner = live.metadata.labels?.[labels.installation];
    if (owner === this.installation) return;
    throw this.foreign(owner === undefined ? `${describeRef(ref)} is not ours` : `${describeRef(ref)} belongs to installation ${owner}`);
  }

  /** A namespace that was removed must be looked at again. */
  forget(namespace: string): void {
    this.trusted.delete(namespace);
  }

  private foreign(message: string): ClusterError {
    return new ClusterError('foreign-installation', message, {
      remedy: 'Choose another name, or remove the other object if nobody needs it. Berth never touches what is not its own.',
      retryable: false,
    });
  }
}
