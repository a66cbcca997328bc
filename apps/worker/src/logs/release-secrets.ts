import { releaseNumber } from '@berth/k8s-adapter';
import { openConfig } from '../reconcile/load-desired.js';
import type { WorkerDeps } from '../worker-deps.js';
import { noSecrets, secretValues, type Secrets } from './redact.js';

const most = 500;

/** The values that must not be shown of a release's logs; kept, since a release's config never changes. */
export class ReleaseSecrets {
  private readonly known = new Map<string, Promise<Secrets>>();

  constructor(private readonly deps: Pick<WorkerDeps, 'db' | 'env'>) {}

  /** `release` as the pod's label says it (`v7`). None for a release that has no row. */
  of(environmentId: string, release: string | undefined): Promise<Secrets> {
    const version = releaseNumber(release);
    if (version === null) return Promise.resolve(noSecrets);
    const key = `${environmentId}/${version}`;
    const known = this.known.get(key);
    if (known) return known;
    const read = this.read(environmentId, version);
    read.catch(() => this.known.delete(key));
    this.known.set(key, read);
    if (this.known.size > most) this.known.delete(this.known.keys().next().value!);
    return read;
  }

  private async read(environmentId: string, version: number): Promise<Secrets> {
    const { db, env } = this.deps;
    const release = await db.release.findUnique({
      where: { environmentId_version: { environmentId, version } },
      select: { configVersion: true, environment: { select: { id: true, app: { select: { tenant: { select: { id: true, dataKey: true } } } } } } },
    });
    if (!release) return noSecrets;
    return secretValues((await openConfig(db, env.installationKey, release.environment, release.configVersion)).secrets);
  }
}
