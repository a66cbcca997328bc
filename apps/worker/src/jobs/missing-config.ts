import { isSetByBerth } from '@berth/domain';
import type { DesiredRelease } from '../reconcile/load-desired.js';

/** Names that the release must have configured and has not. */
export const missingNames = ({ settings, config }: Pick<DesiredRelease, 'settings' | 'config'>): string[] =>
  settings.requires.filter((name) => !isSetByBerth(name) && !Object.hasOwn(config.variables, name) && !Object.hasOwn(config.secrets, name));

export const missingText = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]} is not configured, and berth.yaml says that the app needs it.` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are not configured, and berth.yaml says that the app needs them.`;

export function missingRemedy(names: readonly string[], environment: { slug: string; kind: string }): string {
  const where = environment.slug === 'production' ? '' : ` --environment ${environment.slug}`;
  const run = `Run \`berth config set --no-deploy${where} ${names.map((name) => `${name}=…`).join(' ')}\` (\`berth secrets set\` for what nobody may read), and deploy again.`;
  return environment.kind === 'preview' ? `${run} A preview gets no secret of the environment that it is based on unless an admin allows it: \`berth previews settings --secrets ${names.join(',')}\`, for previews made from then on.` : run;
}
