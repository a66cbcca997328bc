import { appSlug, environmentSlug, processName, roles, tenantSlug } from '@berth/domain';
import { z } from 'zod';

export const id = z.uuid().describe('Opaque id.');
export const time = z.iso.datetime().describe('UTC, RFC 3339.');
export const email = z.email().max(254);
export const role = z.enum(roles);
export const password = z.string().min(12).max(256);
export const releaseVersion = z.coerce.number().int().min(1).max(1_000_000_000);

export const tenantParams = z.object({ tenant: tenantSlug });
export const appParams = tenantParams.extend({ app: appSlug });
export const environmentParams = appParams.extend({ environment: environmentSlug });
export const deploymentParams = environmentParams.extend({ deployment: id });
export const processParams = environmentParams.extend({ process: processName });

/** Query of a list: opaque cursor and page size. */
export const pageQuery = z.object({
  cursor: z.string().max(512).optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Items at most.'),
});

/** A page of a list. `nextCursor` is null on the last one. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** An image as registries name it (OCI distribution 1.1): host, path, tag, digest. */
export const imageReference = z
  .string()
  .max(512)
  .regex(
    /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$/,
    'must be an image reference such as ghcr.io/team/app:1.2 or node:24-slim',
  );

/** How the archive of a source may be packed. */
export const archiveTypes = ['application/gzip', 'application/zip'] as const;
