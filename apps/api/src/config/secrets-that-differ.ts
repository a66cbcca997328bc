import type { Tx } from '@berth/db';

/** Names of secrets that both config versions have with different values. A value that was not set again keeps its sealed text. */
export async function secretsThatDiffer(tx: Tx, environmentId: string, older: number, newer: number): Promise<string[]> {
  if (older === newer) return [];
  const rows = await tx.configVersion.findMany({ where: { environmentId, version: { in: [older, newer] } }, select: { version: true, secrets: true } });
  const secretsOf = (version: number) => (rows.find((row) => row.version === version)?.secrets ?? {}) as Record<string, string>;
  const [before, after] = [secretsOf(older), secretsOf(newer)];
  return Object.keys(before).filter((name) => after[name] !== undefined && after[name] !== before[name]);
}
