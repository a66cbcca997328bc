/**
 * What of `attached` is not in `log` yet. A log that was read after attaching began ends with some of the bytes that
 * came since: the longest end of `log` that `attached` begins with.
 */
export function afterOverlap(log: Buffer, attached: Buffer): Buffer {
  for (let length = Math.min(log.length, attached.length); length > 0; length -= 1) {
    if (log.subarray(log.length - length).equals(attached.subarray(0, length))) return attached.subarray(length);
  }
  return attached;
}
