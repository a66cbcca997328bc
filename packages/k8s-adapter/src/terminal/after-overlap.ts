/**
 * What of `attached` is not in `log` yet. A log that was read after attaching began ends with some of the bytes that
 * came since: the longest end of `log` that `attached` begins with, found in linear time (Knuth, Morris, Pratt).
 */
export function afterOverlap(log: Buffer, attached: Buffer): Buffer {
  const most = Math.min(log.length, attached.length);
  const shorter = new Uint32Array(most); // at each length: the longest shorter beginning that it also ends with
  for (let at = 1, same = 0; at < most; at += 1) {
    while (same > 0 && attached[at] !== attached[same]) same = shorter[same - 1]!;
    if (attached[at] === attached[same]) same += 1;
    shorter[at] = same;
  }
  let same = 0;
  for (let at = log.length - most; at < log.length; at += 1) {
    while (same > 0 && log[at] !== attached[same]) same = shorter[same - 1]!;
    if (log[at] === attached[same]) same += 1;
  }
  return attached.subarray(same);
}
