import { domainsQuery } from '../../../../../../../src/api/domain-queries.ts';
import { Prefetched } from '../../../../../../../src/api/prefetch.tsx';
import { environmentQuery } from '../../../../../../../src/api/queries.ts';
import { DomainsPage } from '../../../../../../../src/domains/domains-page.tsx';
import { keyOf, titleOf, type EnvironmentProps } from '../key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'domains');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  return <Prefetched load={(api) => [environmentQuery(api, place), domainsQuery(api, place)]}><DomainsPage place={place} /></Prefetched>;
}
