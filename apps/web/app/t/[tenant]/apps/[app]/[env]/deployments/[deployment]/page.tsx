import { Prefetched } from '../../../../../../../../src/api/prefetch.tsx';
import { deploymentQuery, environmentQuery } from '../../../../../../../../src/api/queries.ts';
import { DeploymentPage } from '../../../../../../../../src/deployments/deployment-page.tsx';
import { keyOf } from '../../key-of.ts';

interface Props {
  params: Promise<{ tenant: string; app: string; env: string; deployment: string }>;
}

export async function generateMetadata({ params }: Props) {
  return { title: `${(await params).app}: deployment` };
}

export default async function Page({ params }: Props) {
  const place = await keyOf(params);
  const { deployment } = await params;
  return <Prefetched load={(api) => [deploymentQuery(api, place, deployment), environmentQuery(api, place)]}><DeploymentPage place={place} id={deployment} /></Prefetched>;
}
