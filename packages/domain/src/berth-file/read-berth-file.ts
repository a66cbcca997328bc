import { isMap, isScalar, Lexer, LineCounter, parseDocument, Parser, visit, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { berthFileSchema, type BerthFile } from './berth-file.js';
import { isUnstorable } from '../unstorable-text.js';
import { nearestWord } from './nearest-word.js';

/** One mistake in the file, at a line and column from 1. `path` is a JSON pointer into the file. */
export interface FileProblem {
  line: number;
  column: number;
  path: string;
  message: string;
}

export type Path = readonly (string | number)[];

export type ReadBerthFile = { ok: true; file: BerthFile; problemAt: (path: Path, message: string) => FileProblem } | { ok: false; problems: FileProblem[] };

const mostCharacters = 64 * 1024;
const mostProblems = 20;
const mostLevels = 64;

/** Reads `berth.yaml`; every mistake is named with its place. YAML 1.2, one document, no aliases. */
export function readBerthFile(text: string): ReadBerthFile {
  if (text.length > mostCharacters) return { ok: false, problems: [{ line: 1, column: 1, path: '', message: 'the file is larger than 64 KiB' }] };
  if (nestsDeeply(text)) return { ok: false, problems: [{ line: 1, column: 1, path: '', message: `the file is nested deeper than ${mostLevels} levels` }] };
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false, strict: true, uniqueKeys: true, stringKeys: true });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const trouble = [...document.errors, ...document.warnings];
  if (trouble.length > 0) return { ok: false, problems: trouble.slice(0, mostProblems).map((error) => ({ ...place(error.pos[0]), path: '', message: plain(error.message) })) };
  const problemAt = (path: Path, message: string, ofKey = false): FileProblem => ({ ...place(offsetOf(document, path, ofKey)), path: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''), message });
  const unstorable = unstorableTexts(document).map((offset) => ({ ...place(offset), path: '', message: 'a text holds a NUL or half a surrogate pair (\\u0000, \\ud800), which no program can be given' }));
  if (unstorable.length > 0) return { ok: false, problems: unstorable.slice(0, mostProblems) };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch (error) {
    return { ok: false, problems: [problemAt([], plain((error as Error).message))] };
  }
  const parsed = berthFileSchema.safeParse(value);
  if (parsed.success) return { ok: true, file: parsed.data, problemAt };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, [], value, problemAt));
  return { ok: false, problems: problems.slice(0, mostProblems).sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** `berth.yaml:7:5: …`, as editors and people read it. */
export const formatProblem = ({ line, column, message }: FileProblem): string => `berth.yaml:${line}:${column}: ${message}`;

const plain = (message: string): string => message.split('\n')[0]!.replace(/^./, (first) => first.toLowerCase()).replace(/\.$/, '');

/** Whether reading the file would take much of the stack: the library recurses with each level, and an expression that is compiled at the stack's end ends the whole program. */
function nestsDeeply(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > mostLevels) return true;
  }
  return false;
}

/** Where texts begin that nothing can keep. */
function unstorableTexts(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, { Scalar: (_, { value, range }) => void (typeof value === 'string' && isUnstorable(value) && offsets.push(range?.[0] ?? 0)) });
  return offsets;
}

/** Where the value at `path` begins, or its key; the nearest that exists. */
function offsetOf(document: Document, path: Path, ofKey: boolean): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(path[length - 1]));
      const node = (ofKey || length < path.length || !pair?.value ? pair?.key : pair.value) as Node | undefined;
      if (node?.range) return node.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (node?.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

type Issue = z.core.$ZodIssue;
type ProblemAt = (path: Path, message: string, ofKey?: boolean) => FileProblem;

function problemsOf(issue: Issue, above: Path, value: unknown, problemAt: ProblemAt): FileProblem[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => problemAt([...path, key], unknownKey(key, path), true));
  if (issue.code === 'invalid_key') return [problemAt(path, `${JSON.stringify(String(path.at(-1)))} is no name: it ${issue.issues[0]?.message ?? 'must be another'}`, true)];
  if (issue.code === 'invalid_union') {
    // The form that was begun is the one that was meant: its own mistakes say more than "neither of the two".
    const meant = issue.errors.find((branch) => branch.length > 0 && branch.every((one) => one.path.length > 0 || (one.code !== 'invalid_type' && one.code !== 'invalid_value')));
    if (meant) return meant.flatMap((one) => problemsOf(one as Issue, path, value, problemAt));
    return [problemAt(path, isMissing(path, value) ? missing(path) : issue.message)];
  }
  return [problemAt(path, wordsFor(issue, path, value))];
}

function wordsFor(issue: Issue, path: Path, value: unknown): string {
  const name = nameOf(path);
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(path, value) ? missing(path) : `${name} must be ${typeWords[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.message.startsWith('Invalid') ? `${name} is one of ${issue.values.map(String).join(', ')}` : issue.message;
    case 'too_small':
      return issue.origin === 'number' ? `${name} must be at least ${issue.minimum}` : `${name} must not be empty`;
    case 'too_big':
      return issue.origin === 'number' ? `${name} must be at most ${issue.maximum}` : `${name} is too long: at most ${issue.maximum}`;
    default:
      return issue.message.startsWith('must ') ? `${JSON.stringify(valueAt(path, value))} ${issue.message}` : issue.message;
  }
}

const valueAt = (path: Path, value: unknown): unknown => path.reduce<unknown>((inside, part) => (inside as Record<string, unknown> | undefined)?.[part as string], value);
const isMissing = (path: Path, value: unknown): boolean => valueAt(path, value) === undefined;
const missing = (path: Path): string => `${nameOf(path)} is missing`;

/** An entry of a list is called by its place in it, counted from 1. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  return typeof last === 'number' ? `entry ${last + 1} of \`${String(path.at(-2))}\`` : `\`${last}\``;
}

const typeWords: Record<string, string> = { string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a map of keys', record: 'a map of keys' };

function unknownKey(key: string, path: Path): string {
  const known = keysAt(path);
  const near = nearestWord(key, known);
  return `unknown key \`${key}\`${near ? `; did you mean \`${near}\`?` : known.length > 0 ? `; there are ${known.join(', ')}` : ''}`;
}

/** The keys that the file may have at `path`. */
function keysAt(path: Path): string[] {
  let schema: z.core.$ZodType | undefined = berthFileSchema;
  for (const part of path) {
    schema = objectsIn(schema)[0];
    const definition: z.core.$ZodTypeDef | undefined = schema?._zod.def;
    if (definition?.type === 'record') schema = (definition as z.core.$ZodRecordDef).valueType;
    else schema = (definition as z.core.$ZodObjectDef | undefined)?.shape[String(part)];
    if (!schema) return [];
  }
  const definition = objectsIn(schema)[0]?._zod.def;
  return definition?.type === 'object' ? Object.keys((definition as z.core.$ZodObjectDef).shape) : [];
}

/** Objects and records inside optional, nullable and union schemas. */
function objectsIn(schema: z.core.$ZodType | undefined): z.core.$ZodType[] {
  const definition = schema?._zod.def as (z.core.$ZodTypeDef & { innerType?: z.core.$ZodType; options?: z.core.$ZodType[] }) | undefined;
  if (!schema || !definition) return [];
  if (definition.type === 'object' || definition.type === 'record') return [schema];
  if (definition.innerType) return objectsIn(definition.innerType);
  return definition.options?.flatMap(objectsIn) ?? [];
}
