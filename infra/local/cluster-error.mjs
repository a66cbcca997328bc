/** What went wrong with the local cluster, with a stable code and what to do about it. */
export class ClusterError extends Error {
  /**
   * @param {string} code stable, for programs
   * @param {string} message one sentence for people
   * @param {string} [remedy] what to do
   * @param {unknown} [cause]
   */
  constructor(code, message, remedy, cause) {
    super(message, { cause });
    this.name = 'ClusterError';
    this.code = code;
    this.remedy = remedy;
  }
}
