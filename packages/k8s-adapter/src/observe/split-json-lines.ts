/** The lines of a watch's answer, each one JSON document of any length; a last line without end is a cut and left out. */
export async function* splitLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let kept: Uint8Array[] = [];
  for await (const chunk of body) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      kept.push(chunk.subarray(start, end));
      const line = Buffer.concat(kept).toString('utf8');
      kept = [];
      if (line.trim() !== '') yield line;
      start = end + 1;
    }
    if (start < chunk.length) kept.push(chunk.slice(start));
  }
}
