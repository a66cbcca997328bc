import { Prefetched } from '../../../../../../../src/api/prefetch.tsx';
import { environmentQuery, releasesQuery } from '../../../../../../../src/api/queries.ts';
import { Releases } from '../../../../../../../src/releases/releases.tsx';
import { keyOf, titleOf, type EnvironmentProps } from '../key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'releases');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  return <Prefetched load={(api) => [releasesQuery(api, place), environmentQuery(api, place)]}><Releases place={place} /></Prefetched>;
}
