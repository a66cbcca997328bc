import { basename } from 'node:path';
import { appSlug, slugFrom } from '@berth/domain';
import { CliFailure, usageFailure } from '../cli-failure.js';
import type { Api } from '../http/api.js';
import { askText, askYes } from '../input/ask.js';

export interface EnsureAppOptions {
  tenant: string;
  /** What a flag or the folder's link says. */
  named: { app: string; from: 'flag' | 'link' } | null;
  folder: string;
  interactive: boolean;
  note: (text: string) => void;
  /** Whether a missing app is made. */
  create: boolean;
}

/** The app to deploy to; asks for its name on a terminal, and makes it when it is not there yet. */
export async function ensureApp(api: Api, options: EnsureAppOptions): Promise<{ app: string; made: boolean }> {
  const { tenant, named, interactive } = options;
  if (named === null && !interactive) throw usageFailure('Which app? This folder is not linked to one.', `Add --app NAME; it is made when it does not exist, for example --app ${slugFrom(basename(options.folder)) || 'my-app'}.`);
  const app = named?.app ?? (await askAppName(options.folder));
  if (await exists(api, tenant, app)) {
    if (named === null && !(await askYes(`There is an app ${app} in tenant ${tenant} already. Deploy this folder to it?`))) {
      throw usageFailure('Nothing was deployed.', 'Choose another name with --app NAME.');
    }
    return { app, made: false };
  }
  if (!options.create) throw usageFailure(`There is no app ${app} in tenant ${tenant}, and a dry run makes none.`, `Make it first: \`berth apps create ${app}\`.`);
  if (named?.from === 'link') {
    throw new CliFailure(`This folder is linked to the app ${app} of tenant ${tenant}, which does not exist any more, or not for you.`, { code: 'not-found', remedy: `Make it anew with \`berth deploy --app ${app}\`, or forget the link with \`berth unlink\`.` });
  }
  await createApp(api, tenant, app);
  options.note(`Made app ${app} in tenant ${tenant}`);
  return { app, made: true };
}

/** Makes an app. Throws what the API refuses. */
export const createApp = (api: Api, tenant: string, name: string) =>
  api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps', { params: { path: { tenant }, header }, body: { name } }));

async function exists(api: Api, tenant: string, app: string): Promise<boolean> {
  try {
    await api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}', { params: { path: { tenant, app } } }));
    return true;
  } catch (error) {
    if (error instanceof CliFailure && error.code === 'not-found') return false;
    throw error;
  }
}

function askAppName(folder: string): Promise<string> {
  const suggestion = slugFrom(basename(folder));
  return askText('Name of the app:', {
    ...(suggestion !== '' && { default: suggestion }),
    validate: (value) => {
      const parsed = appSlug.safeParse(value);
      return parsed.success || `A name ${parsed.error.issues[0]!.message}.`;
    },
  });
}
