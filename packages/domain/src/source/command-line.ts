/** A command line taken apart: `argv` needs no shell, `shell` needs one, `script` is more than one program at a time. */
export type CommandLine = { kind: 'argv'; env: string[]; argv: string[] } | { kind: 'shell' } | { kind: 'script' };

const assignment = /^[A-Za-z_][A-Za-z0-9_]*=/;

/** Splits a line into words as a POSIX shell does, as far as no shell is needed for it. */
export function parseCommandLine(line: string): CommandLine {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  let expands = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]!;
    if (quote === "'") {
      if (character === "'") quote = null;
      else word = (word ?? '') + character;
      continue;
    }
    if (character === '$' || character === '`') expands = true;
    if (character === '\\' && at + 1 < line.length) {
      at += 1;
      const next = line[at]!;
      const isKept = quote === '"' && !/[$`"\\\n]/.test(next);
      if (next !== '\n') word = (word ?? '') + (isKept ? `\\${next}` : next);
    } else if (quote === '"') {
      if (character === '"') quote = null;
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (/[;&|<>(){}\n]/.test(character) && !(character === '{' && line[at - 1] === '$') && !(character === '}' && expands)) {
      return { kind: 'script' };
    } else {
      if (/[*?[]/.test(character) || (word === null && /[~#]/.test(character))) expands = true;
      word = (word ?? '') + character;
    }
  }
  if (quote !== null) return { kind: 'script' };
  if (word !== null) words.push(word);
  const first = words.findIndex((w) => !assignment.test(w));
  if (first < 0) return { kind: 'script' };
  if (expands) return { kind: 'shell' };
  return { kind: 'argv', env: words.slice(0, first), argv: words.slice(first) };
}

const shellBuiltins = new Set(['cd', 'exec', 'export', 'set', 'source', '.', 'eval', 'trap', 'ulimit', 'umask', 'if', 'while', 'for']);

/** Everything before the last command, and that command, of a line in which `&&` is the only operator. */
function splitAtLastAnd(line: string): { before: string; last: string } | null {
  const parts = line.split('&&').map((part) => part.trim());
  if (parts.some((part) => part === '' || parseCommandLine(part).kind === 'script')) return null;
  return { before: parts.slice(0, -1).join(' && '), last: parts.at(-1)! };
}

/**
 * The argv that runs a line so that its program gets the signals: without a shell where that is possible, and else by
 * `sh -c` with `exec` before the program. Null when the line starts several programs side by side.
 */
export function directArgv(line: string): string[] | null {
  const parsed = parseCommandLine(line);
  if (parsed.kind === 'argv' && !shellBuiltins.has(parsed.argv[0]!)) {
    return parsed.env.length > 0 ? ['env', ...parsed.env, ...parsed.argv] : parsed.argv;
  }
  if (parsed.kind === 'script' && !line.includes('&&')) return null;
  const parts = splitAtLastAnd(line);
  if (parts === null) return null;
  const before = parts.before === '' ? '' : `${parts.before} && `;
  const firstWord = parts.last.split(/\s/)[0]!;
  if (firstWord === 'exec') return ['/bin/sh', '-c', `${before}${parts.last}`];
  if (shellBuiltins.has(firstWord)) return null;
  return ['/bin/sh', '-c', `${before}exec ${assignment.test(firstWord) ? 'env ' : ''}${parts.last}`];
}

/** As `directArgv`, and for any other line a shell that stays. */
export function commandArgv(line: string): string[] {
  return directArgv(line) ?? ['/bin/sh', '-c', line];
}
