import { recordEvent, type Tx } from '@berth/db';
import { isWithin, mostDomains, Problem } from '@berth/domain';
import type { TenantActor } from '../account/actor.js';
import type { LockedEnvironment } from '../apps/environment-key.js';
import { invalidField } from '../http/invalid-input.js';

/**
 * Adds a domain to a locked environment. It serves nothing, and keeps nobody else from the host, until it is proven.
 * Throws wrong-state for a preview, invalid-input for a host of the installation's, name-taken, and over-budget.
 */
export async function insertDomain(tx: Tx, actor: TenantActor, { id: environmentId, appId, kind }: LockedEnvironment, host: string, publicUrl: string): Promise<void> {
  const tenantId = actor.tenant.id;
  if (kind === 'preview') throw new Problem('wrong-state', 'A preview has no domains of its own: it goes by itself.', { remedy: 'Add the domain to another environment.' });
  const clusters = await tx.cluster.findMany({ select: { baseDomain: true } });
  const own = [...clusters.map(({ baseDomain }) => baseDomain), new URL(publicUrl).hostname].find((domain) => isWithin(host, domain));
  if (own !== undefined) throw invalidField('/body/host', `belongs to this installation: ${own} is its own`);
  const there = await tx.domain.findMany({ where: { environment: { appId } }, select: { name: true, environmentId: true, environment: { select: { slug: true } } } });
  const same = there.find(({ name }) => name === host);
  if (same) throw new Problem('name-taken', `${host} is a domain of the environment ${same.environment.slug} already.`, { remedy: `See \`berth domains list --environment ${same.environment.slug}\`.` });
  if (there.filter((one) => one.environmentId === environmentId).length >= mostDomains) throw new Problem('over-budget', `An environment may have ${mostDomains} domains.`, { remedy: 'Remove one that is not needed: `berth domains remove HOST`.' });
  await tx.domain.create({ data: { tenantId, environmentId, name: host, dueAt: new Date(), createdBy: actor.email } });
  await recordEvent(tx, { tenantId, appId, environmentId, actor: actor.email }, 'domain.added', { host });
}
