import { Prefetched } from '../../../../../../../src/api/prefetch.tsx';
import { environmentQuery } from '../../../../../../../src/api/queries.ts';
import { LogsPage } from '../../../../../../../src/logs/logs-page.tsx';
import { keyOf, titleOf, type EnvironmentProps } from '../key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'logs');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  return <Prefetched load={(api) => [environmentQuery(api, place)]}><LogsPage place={place} /></Prefetched>;
}
