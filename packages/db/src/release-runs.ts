import type { Db, Tx } from './client.js';

/**
 * What somebody who goes back to `version` should know about the release commands that ran since: none of them is undone.
 * Null when none ran.
 */
export async function releaseCommandWarning(tx: Tx | Db, environmentId: string, version: number): Promise<string | null> {
  const ran = await tx.$queryRaw<{ version: number; command: string }[]>`
    SELECT r.version, d."releaseRun" ->> 'command' AS command FROM deployment d JOIN release r ON r.id = d."releaseId"
    WHERE d."environmentId" = ${environmentId} AND d."releaseRun" IS NOT NULL AND r.version > ${version} ORDER BY r.version`;
  if (ran.length === 0) return null;
  const last = ran.slice(-3).map((one) => `v${one.version}: ${one.command}`);
  const [ones, they] = ran.length === 1 ? ['A release command', 'it'] : [`${ran.length} release commands`, 'they'];
  const which = ran.length > last.length ? ', the last ones ' : ' ';
  return `${ones} ran since v${version}${which}(${last.join('; ')}). What ${they} changed, such as a database’s schema, is not taken back.`;
}
