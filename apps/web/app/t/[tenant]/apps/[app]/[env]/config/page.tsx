import { roleAtLeast } from '@berth/domain';
import { NeedsRole } from '../../../../../../../src/account/needs-role.tsx';
import { Prefetched } from '../../../../../../../src/api/prefetch.tsx';
import { configQuery, environmentQuery } from '../../../../../../../src/api/queries.ts';
import { currentUser } from '../../../../../../../src/api/server-client.ts';
import { ConfigPage } from '../../../../../../../src/config/config-page.tsx';
import { keyOf, titleOf, type EnvironmentProps } from '../key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'config');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  const me = await currentUser();
  const role = me.tenants.find(({ tenant }) => tenant === place.tenant)?.role ?? 'viewer';
  if (!roleAtLeast(role, 'developer')) return <NeedsRole what="Variables and secrets" role="developer" tenant={place.tenant} />;
  return <Prefetched load={(api) => [configQuery(api, place), environmentQuery(api, place)]}><ConfigPage place={place} /></Prefetched>;
}
