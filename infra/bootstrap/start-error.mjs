/** Something that Berth needs is missing or failed: one sentence, and what to do about it. */
export class StartError extends Error {
  /**
   * @param {string} message one sentence for people
   * @param {string} [remedy] what to do
   * @param {unknown} [cause]
   */
  constructor(message, remedy, cause) {
    super(message, { cause });
    this.name = 'StartError';
    this.remedy = remedy;
  }
}

/**
 * Prints an error as people need it, and makes the process end with an exit code other than 0.
 * @param {unknown} error
 */
export function printFailure(error) {
  const { message, remedy, name } = /** @type {{ message?: string, remedy?: string, name?: string }} */ (error ?? {});
  process.stderr.write(`\n✗ ${message ?? error}\n${remedy ? `  ${remedy.replaceAll('\n', '\n  ')}\n` : ''}`);
  const expected = name === 'StartError' || name === 'ClusterError';
  if (!expected || process.env.DEBUG) process.stderr.write(`${/** @type {Error} */ (error)?.stack ?? ''}\n`);
  process.exitCode = 1;
}
