import { Prefetched } from '../../../../../../../src/api/prefetch.tsx';
import { appQuery } from '../../../../../../../src/api/queries.ts';
import { repositoryQuery } from '../../../../../../../src/api/repository-queries.ts';
import { RepositoryPage } from '../../../../../../../src/repository/repository-page.tsx';
import { keyOf, titleOf, type EnvironmentProps } from '../key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'repository');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  return <Prefetched load={(api) => [appQuery(api, place.tenant, place.app), repositoryQuery(api, place.tenant, place.app)]}><RepositoryPage place={place} /></Prefetched>;
}
