import { Prefetched } from '../../../../../../../src/api/prefetch.tsx';
import { appQuery, previewsQuery } from '../../../../../../../src/api/queries.ts';
import { Environments } from '../../../../../../../src/environments/environments.tsx';
import { keyOf, titleOf, type EnvironmentProps } from '../key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'environments');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  return <Prefetched load={(api) => [appQuery(api, place.tenant, place.app), previewsQuery(api, place.tenant, place.app)]}><Environments place={place} /></Prefetched>;
}
