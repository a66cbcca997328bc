/** Largest text of one row of a build log, in bytes. */
export const chunkBytes = 8192;

/** Escape sequences of terminals (ECMA-48), and every control character but the tab: a log is text to those who read it. */
// oxlint-disable-next-line no-control-regex
const unprintable = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\-_]|[\u0000-\u0008\u000a-\u001f\u007f]/g;

/** A line as it is kept: without control sequences, and short enough for one chunk with its line end. */
export function cleanLine(text: string): string {
  const plain = text.replace(unprintable, '').toWellFormed();
  if (Buffer.byteLength(plain) < chunkBytes) return plain;
  return Buffer.from(plain).subarray(0, chunkBytes - 8).toString().replace(/\uFFFD+$/, '') + '…';
}

/** Lines as texts of at most `chunkBytes` bytes, each of whole lines. */
export function chunksOf(lines: readonly string[]): string[] {
  const chunks: string[] = [];
  let current = '';
  let size = 0;
  for (const line of lines) {
    const bytes = Buffer.byteLength(line) + 1;
    if (size + bytes > chunkBytes && size > 0) {
      chunks.push(current);
      current = '';
      size = 0;
    }
    current += `${line}\n`;
    size += bytes;
  }
  if (size > 0) chunks.push(current);
  return chunks;
}
