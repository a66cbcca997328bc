import { registryLogin } from '@berth/sealing';
import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Env } from '../env.js';
import { archiveLimits } from './archive-limits.js';
import { ArchiveCheck, type CheckedArchive } from './check-archive.js';
import { RegistrySession } from './registry-session.js';

const artifactType = 'application/vnd.berth.source.v1';
const layerType = 'application/vnd.berth.source.v1.tar+gzip';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const emptyType = 'application/vnd.oci.empty.v1+json';
const empty = Buffer.from('{}');

export interface StoredSource {
  digest: string;
  manifestDigest: string;
  sizeBytes: number;
}

/** Streams an archive into a tenant's registry path while it is checked, and keeps it as an OCI artifact. */
@Injectable()
export class StoreSource {
  private readonly log = new Logger(StoreSource.name);

  constructor(private readonly env: Env) {}

  /**
   * `accept` decides over what was found, before anything is made permanent. Whatever goes wrong, the sender going away
   * included, the registry drops what was sent. Throws the check's problems, `accept`'s, registry-unavailable and registry-full.
   */
  async run<T>(tenantSlug: string, archive: AsyncIterable<Buffer>, accept: (archive: CheckedArchive) => T): Promise<StoredSource & { checked: CheckedArchive; accepted: T }> {
    const login = registryLogin(this.env.registrySourceKey, 'source', this.env.namespacePrefix, tenantSlug);
    const registry = new RegistrySession(this.env.registryUrl, `${this.env.namespacePrefix}/${tenantSlug}/source`, login);
    const check = new ArchiveCheck(archiveLimits);
    const chunks = archive[Symbol.asyncIterator]();
    let location: string | undefined;
    try {
      const first = await chunks.next(); // what takes its time to begin keeps no registry waiting
      location = await registry.beginUpload();
      const blob = registry.stream(location);
      const { digest, sizeBytes } = await this.copy(first, chunks, check, blob);
      location = await blob.finish();
      const checked = await check.finish();
      const accepted = accept(checked);
      await registry.finishUpload(location, digest);
      location = undefined;
      return { digest, sizeBytes, manifestDigest: await this.putManifest(registry, digest, sizeBytes), checked, accepted };
    } catch (error) {
      const cause = location === undefined ? error : await registry.causeOf(error);
      if (location !== undefined) await registry.cancelUpload(location).catch((failed: unknown) => this.log.warn(`could not drop an upload: ${String(failed)}`));
      throw cause;
    } finally {
      check.destroy();
      await chunks.return?.();
    }
  }

  private async copy(first: IteratorResult<Buffer>, chunks: AsyncIterator<Buffer>, check: ArchiveCheck, blob: ReturnType<RegistrySession['stream']>): Promise<{ digest: string; sizeBytes: number }> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    try {
      for (let next = first; !next.done; next = await chunks.next()) {
        hash.update(next.value);
        sizeBytes += next.value.length;
        await check.write(next.value);
        await blob.write(next.value);
      }
    } catch (error) {
      blob.destroy();
      throw error;
    }
    return { digest: `sha256:${hash.digest('hex')}`, sizeBytes };
  }

  private async putManifest(registry: RegistrySession, digest: string, size: number): Promise<string> {
    const config = { mediaType: emptyType, digest: await registry.putBlob(empty), size: empty.length };
    const manifest = { schemaVersion: 2, mediaType: manifestType, artifactType, config, layers: [{ mediaType: layerType, digest, size }] };
    return registry.putManifest(manifestType, Buffer.from(JSON.stringify(manifest)));
  }
}
