import type { Prisma } from '@berth/db';
import { detectSource, Problem, type SourceDetection } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { archiveLimits } from './archive-limits.js';
import type { CheckedArchive } from './check-archive.js';
import { sourceView, type SourceView } from './source-view.js';
import { StoreSource } from './store-source.js';
import { UnpackZip } from './unpack-zip.js';

const drainMs = 60_000;

/** Takes a source in. A refused archive, or one whose sender went away, leaves nothing behind. */
@Injectable()
export class UploadSource {
  constructor(
    private readonly database: Database,
    private readonly store: StoreSource,
    private readonly unpackZip: UnpackZip,
  ) {}

  async run(actor: TenantActor, appSlug: string, request: FastifyRequest): Promise<SourceView> {
    try {
      return await this.take(actor, appSlug, () => this.archiveIn(actor.tenant.id, request));
    } catch (error) {
      if (request.body instanceof Readable) await readToEnd(request.body);
      throw error;
    }
  }

  /** The same for an archive that did not come by a request; it is asked for once the app is known to accept it. */
  async take(actor: TenantActor, appSlug: string, open: () => AsyncIterable<Buffer>): Promise<SourceView> {
    const tenantId = actor.tenant.id;
    const app = await this.database.prisma.app.findUnique({ where: { tenantId_slug: { tenantId, slug: appSlug } }, select: { id: true, state: true } });
    if (!app) throw notFound();
    requireActive(actor.tenant.state);
    if (app.state !== 'active') throw new Problem('wrong-state', 'The app is being deleted.');
    const { digest, manifestDigest, sizeBytes, checked, accepted } = await this.store.run(actor.tenant.slug, open(), detected);
    return this.database.write(async (tx) => {
      const source = await tx.source.create({
        data: { tenantId, appId: app.id, digest, manifestDigest, sizeBytes, unpackedBytes: checked.unpackedBytes, files: checked.files, detection: accepted as unknown as Prisma.InputJsonObject, createdBy: actor.email },
      });
      return sourceView(source, accepted);
    });
  }

  private archiveIn(tenantId: string, request: FastifyRequest): AsyncIterable<Buffer> {
    switch (request.headers['content-type']) {
      case 'application/gzip':
        return bodyOf(request);
      case 'application/zip':
        return this.unpackZip.run(tenantId, bodyOf(request));
      default:
        throw new Problem('unsupported-media-type', 'Send the archive as application/gzip (tar.gz) or application/zip.');
    }
  }
}

/** The body, unread. The connection stays open when reading stops early. */
function bodyOf(request: FastifyRequest): AsyncIterable<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > archiveLimits.packedBytes) throw new Problem('source-too-large', `The archive is larger than ${archiveLimits.packedBytes / 2 ** 20} MiB.`);
  return (request.body as Readable).iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

/** Takes what a sender still sends, bounded in time: proxies and many clients lose an answer that comes before they have sent all. */
async function readToEnd(body: Readable): Promise<void> {
  if (body.readableEnded || body.destroyed) return;
  const ended = Promise.race([once(body, 'end'), once(body, 'close')]);
  body.resume();
  await Promise.race([ended, sleep(drainMs, undefined, { ref: false })]).catch(() => undefined); // the sender went away: nobody to answer
}

function detected({ listing }: CheckedArchive): SourceDetection {
  const result = detectSource(listing);
  if (result.found) return result.detection;
  if (result.problems) {
    throw new Problem('berth-file-invalid', result.reason, { errors: result.problems.map(({ path, line, column, message }) => ({ path: `/berth.yaml${path}`, message: `line ${line}, column ${column}: ${message}` })) });
  }
  throw new Problem('source-not-understood', result.reason, { remedy: result.remedy });
}
