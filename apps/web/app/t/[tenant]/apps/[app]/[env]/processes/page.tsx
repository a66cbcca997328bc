import { Prefetched } from '../../../../../../../src/api/prefetch.tsx';
import { budgetQuery, environmentQuery } from '../../../../../../../src/api/queries.ts';
import { cronQuery, runsQuery } from '../../../../../../../src/api/run-queries.ts';
import { volumesQuery } from '../../../../../../../src/api/volume-queries.ts';
import { Processes } from '../../../../../../../src/processes/processes.tsx';
import { keyOf, titleOf, type EnvironmentProps } from '../key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'processes');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  return <Prefetched load={(api) => [environmentQuery(api, place), budgetQuery(api, place.tenant), cronQuery(api, place), runsQuery(api, place), volumesQuery(api, place)]}><Processes place={place} /></Prefetched>;
}
