import { branchName, previewSettingsChange, previewSettingsShown } from '@berth/domain';
import { z } from 'zod';
import { route } from './route.js';
import { environmentSchema, named } from './schemas.js';
import { appParams } from './values.js';

export const previewSettingsSchema = named('PreviewSettings', previewSettingsShown);
const previewListSchema = named('PreviewList', z.object({ enabled: z.boolean(), most: z.number().int().describe('Previews at most.'), items: z.array(environmentSchema.omit({ processes: true })) }));

const previews = '/v1/tenants/{tenant}/apps/{app}/previews';
const changing = ['tenant-suspended', 'tenant-not-ready', 'wrong-state'] as const;

/** Previews: environments made from branches. What is done within one is done as in every environment, by its name. */
export const previewRoutes = {
  getPreviewSettings: route({ method: 'GET', path: `${previews}/settings`, tag: 'Previews', access: { tenant: 'viewer' }, summary: 'Show an app’s preview settings', params: appParams, status: 200, response: previewSettingsSchema }),
  changePreviewSettings: route({ method: 'PATCH', path: `${previews}/settings`, tag: 'Previews', access: { tenant: 'admin' }, summary: 'Enable previews, and say what they may have', description: 'Names, patterns, time and config count for previews that are made or deployed from then on; size and pods at the next look.', params: appParams, body: previewSettingsChange, status: 200, response: previewSettingsSchema, errors: [...changing] }),
  listPreviews: route({ method: 'GET', path: previews, tag: 'Previews', access: { tenant: 'viewer' }, summary: 'List an app’s previews, the oldest first', params: appParams, status: 200, response: previewListSchema }),
  createPreview: route({ method: 'POST', path: previews, tag: 'Previews', access: { tenant: 'developer' }, summary: 'Make the preview of a branch, or find it', description: 'An environment with a URL and a config of its own; deploy to it by its name. One that exists stays for its whole time from now on.', params: appParams, body: z.object({ branch: branchName }), status: 200, response: environmentSchema, errors: ['previews-off', 'branch-without-preview', 'over-budget', 'name-taken', ...changing] }),
  deletePreview: route({ method: 'DELETE', path: previews, tag: 'Previews', access: { tenant: 'developer' }, summary: 'Delete the preview of a branch with everything that is its', params: appParams, query: z.object({ branch: branchName }), status: 202, response: environmentSchema, errors: ['wrong-state'] }),
};
