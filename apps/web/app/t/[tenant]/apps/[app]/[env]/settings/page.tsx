import { Prefetched } from '../../../../../../../src/api/prefetch.tsx';
import { environmentQuery } from '../../../../../../../src/api/queries.ts';
import { AppSettings } from '../../../../../../../src/apps/app-settings.tsx';
import { keyOf, titleOf, type EnvironmentProps } from '../key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'settings');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  return <Prefetched load={(api) => [environmentQuery(api, place)]}><AppSettings place={place} /></Prefetched>;
}
