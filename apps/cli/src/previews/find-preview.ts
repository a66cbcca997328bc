import type { components } from '@berth/contract/client';
import { CliFailure } from '../cli-failure.js';
import type { Api } from '../http/api.js';

type PreviewList = components['schemas']['PreviewList'];

/** The preview of a branch. Throws a failure that names the previews that there are. */
export async function findPreview(api: Api, path: { tenant: string; app: string }, branch: string): Promise<PreviewList['items'][number]> {
  const { items } = await api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/previews', { params: { path } }));
  const found = items.find(({ preview }) => preview?.branch === branch);
  if (found) return found;
  const others = items.map(({ preview }) => preview!.branch).join(', ');
  throw new CliFailure(`${path.app} has no preview of ${branch}.`, { code: 'not-found', remedy: others === '' ? `Make it: \`berth deploy --preview ${branch}\`, or \`git push berth ${branch}\`.` : `There are previews of: ${others}.` });
}
