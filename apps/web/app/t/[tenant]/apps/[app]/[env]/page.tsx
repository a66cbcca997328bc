import { Prefetched } from '../../../../../../src/api/prefetch.tsx';
import { deploymentsQuery, environmentQuery } from '../../../../../../src/api/queries.ts';
import { Overview } from '../../../../../../src/apps/overview.tsx';
import { keyOf, titleOf, type EnvironmentProps } from './key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'overview');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  return <Prefetched load={(api) => [environmentQuery(api, place), deploymentsQuery(api, place)]}><Overview place={place} /></Prefetched>;
}
