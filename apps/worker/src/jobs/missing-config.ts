import type { DesiredRelease } from '../reconcile/load-desired.js';

/** Names that the release must have configured and has not. */
export const missingNames = ({ settings, config }: Pick<DesiredRelease, 'settings' | 'config'>): string[] =>
  settings.requires.filter((name) => !Object.hasOwn(config.variables, name) && !Object.hasOwn(config.secrets, name));

export const missingText = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]} is not configured, and berth.yaml says that the app needs it.` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are not configured, and berth.yaml says that the app needs them.`;

export const missingRemedy = (names: readonly string[]): string =>
  `Run \`berth config set --no-deploy ${names.map((name) => `${name}=…`).join(' ')}\` (\`berth secrets set\` for what nobody may read), and deploy again.`;
