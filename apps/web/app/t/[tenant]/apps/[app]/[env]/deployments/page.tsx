import { Prefetched } from '../../../../../../../src/api/prefetch.tsx';
import { deploymentsQuery } from '../../../../../../../src/api/queries.ts';
import { DeploymentList } from '../../../../../../../src/deployments/deployment-list.tsx';
import { keyOf, titleOf, type EnvironmentProps } from '../key-of.ts';

export const generateMetadata = ({ params }: EnvironmentProps) => titleOf(params, 'deployments');

export default async function Page({ params }: EnvironmentProps) {
  const place = await keyOf(params);
  return <Prefetched load={(api) => [deploymentsQuery(api, place)]}><DeploymentList place={place} /></Prefetched>;
}
