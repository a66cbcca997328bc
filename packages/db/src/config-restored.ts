import type { Db, Tx } from './client.js';

type Values = Record<string, string>;
interface Config {
  variables: Values;
  secrets: Values;
}
const mostNames = 8;

/**
 * What somebody should know for whom the config of a release comes back instead of the `present` one: the names that get
 * an older value, and those that go away. A secret that was not set again keeps its sealed text.
 */
export async function configRestoredWarnings(tx: Tx | Db, environmentId: string, release: { version: number; configVersion: number }, present: number): Promise<string[]> {
  if (release.configVersion === present) return [];
  const rows = await tx.configVersion.findMany({ where: { environmentId, version: { in: [release.configVersion, present] } }, select: { version: true, variables: true, secrets: true } });
  const config = (version: number) => (rows.find((row) => row.version === version) ?? { variables: {}, secrets: {} }) as Config;
  const [old, now] = [config(release.configVersion), config(present)];
  const oldNames = new Set([...Object.keys(old.variables), ...Object.keys(old.secrets)]);
  return (['secrets', 'variables'] as const).flatMap((kind) => {
    const names = Object.keys(now[kind]).filter((name) => now[kind][name] !== old[kind][name]).sort();
    const [changed, gone] = [names.filter((name) => oldNames.has(name)), names.filter((name) => !oldNames.has(name))];
    const what = kind === 'secrets' ? 'Secrets' : 'Variables';
    return [
      ...(changed.length > 0 ? [`${what} that were changed since v${release.version} go back to their old values: ${listed(changed)}.`] : []),
      ...(gone.length > 0 ? [`${what} that v${release.version} does not have go away: ${listed(gone)}. Set again those that are still needed.`] : []),
    ];
  });
}

function listed(names: readonly string[]): string {
  const left = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (left > 0 ? ` and ${left} more` : '');
}
