export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+\d+)?$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const escapes: Record<string, string> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };

/** The samples of a Prometheus exposition in its text form; comments and what is not understood are left out. */
export function* parsePrometheus(text: string): Generator<Sample> {
  for (const one of text.split('\n')) {
    const match = one.startsWith('#') ? null : line.exec(one.trim());
    if (!match) continue;
    const labels: Record<string, string> = {};
    for (const [, name, value] of (match[2] ?? '').matchAll(label)) labels[name!] = value!.replace(/\\[n"\\]/g, (escape) => escapes[escape]!);
    yield { name: match[1]!, labels, value: match[3] === '+Inf' ? Infinity : Number(match[3]) };
  }
}
