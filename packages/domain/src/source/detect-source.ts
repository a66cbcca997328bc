import type { DetectionResult, NotThisKind, SourceDetection } from './detection.js';
import { detectGo } from './detect-go.js';
import { detectNode } from './detect-node.js';
import { detectPython } from './detect-python.js';
import { detectStatic } from './detect-static.js';
import { contentOf, type SourceListing } from './listing.js';
import { commandText } from './process-command.js';
import { parseProcfile, type Procfile } from './procfile.js';
import type { BerthFile } from '../berth-file/berth-file.js';
import { formatProblem, readBerthFile, type FileProblem } from '../berth-file/read-berth-file.js';
import { unstorablePaths } from '../unstorable-text.js';
import { settingsFromSource } from '../berth-file/settings-from-source.js';

const dockerfiles = ['Dockerfile', 'Containerfile', 'dockerfile'];
const lookedFor = ['Dockerfile', 'Procfile', 'package.json', 'requirements.txt, pyproject.toml or main.py', 'go.mod', 'index.html'];
const nestedMarker = /^(.+)\/(Dockerfile|package\.json|requirements\.txt|pyproject\.toml|go\.mod|index\.html)$/;

/**
 * Says how a source is built and started: by its own Dockerfile, else as the first language that fits. What berth.yaml
 * says wins over the Procfile, and the Procfile over what would be detected; with a Dockerfile the Procfile is not read,
 * because it may be meant for another host.
 */
export function detectSource(listing: SourceListing): DetectionResult {
  const text = contentOf(listing, 'berth.yaml');
  const read = readBerthFile(text ?? '');
  if (!read.ok) return refusedFile(read.problems);
  const own = dockerfiles.find((path) => listing.paths.includes(path));
  const procfileText = own === undefined ? contentOf(listing, 'Procfile') : null;
  const procfile = procfileText === null ? null : parseProcfile(procfileText);
  const found = own === undefined ? detectLanguage(listing, startLines(procfile, read.file)) : dockerfileDetection(listing, own);
  if (!('kind' in found)) return found;
  const settings = settingsFromSource(found, { file: read.file, procfile, problemAt: read.problemAt });
  if ('problems' in settings) return refusedFile(settings.problems);
  const { release: _release, ...processes } = found.processes;
  const notes = listing.paths.includes('berth.yml') && text === null ? [...found.notes, 'berth.yml is not read: name it berth.yaml.'] : found.notes;
  const web = read.file.processes?.['web']?.command;
  const detection = { ...found, reason: web === undefined ? found.reason : found.reason.replace(', Procfile', ', berth.yaml'), processes, notes, settings };
  if (unstorablePaths(detection).length > 0) return { found: false, reason: `A text in ${procfile === null ? found.reason : 'the Procfile'} holds a NUL or half a surrogate pair, which no program can be given.`, lookedFor: [], remedy: 'Take it out.' };
  return { found: true, detection };
}

function dockerfileDetection(listing: SourceListing, path: string): SourceDetection {
  const notes = listing.paths.includes('Procfile') ? [`${path} decides how the app starts; the Procfile is not used.`] : [];
  return { kind: 'dockerfile', version: null, reason: path, processes: {}, notes, path };
}

function detectLanguage(listing: SourceListing, lines: Procfile | null): SourceDetection | (DetectionResult & { found: false }) {
  const refusals: NotThisKind[] = [];
  for (const detect of [detectNode, detectPython, detectGo, detectStatic]) {
    const answer: SourceDetection | NotThisKind | null = detect(listing, lines);
    if (answer === null) continue;
    if ('kind' in answer) return answer;
    refusals.push(answer);
  }
  return { found: false, lookedFor, ...(refusals[0] ?? nothing(listing)) };
}

/** The Procfile with the commands of berth.yaml put in. An image of workers alone starts the first of them by itself. */
function startLines(procfile: Procfile | null, file: BerthFile): Procfile | null {
  const text = (command: string | string[]): string => (typeof command === 'string' ? command : commandText(command));
  const named = Object.entries(file.processes ?? {}).flatMap(([name, process]) => (process?.command === undefined ? [] : [[name, text(process.command)] as const]));
  if (file.release) named.push(['release', text(file.release.command)]);
  if (procfile === null && named.length === 0) return null;
  const lines = { ...procfile?.lines, ...Object.fromEntries(named) };
  const first = named.find(([name]) => name !== 'release');
  if (lines['web'] === undefined && first && !('web' in (file.processes ?? {}))) lines['web'] = first[1];
  return { lines, notes: procfile?.notes ?? [] };
}

function refusedFile(problems: FileProblem[]): DetectionResult {
  return { found: false, reason: `berth.yaml is not valid: ${problems.map(formatProblem).join('; ')}`, lookedFor: ['berth.yaml'], remedy: 'Mend the lines that are named.', problems };
}

function nothing(listing: SourceListing): NotThisKind {
  const looked = `looked for ${lookedFor.slice(0, -1).join(', ')} and ${lookedFor.at(-1)}`;
  const procfile = listing.paths.includes('Procfile') ? ' The Procfile says how to start, but not which language to install.' : '';
  const nested = listing.paths
    .map((path) => nestedMarker.exec(path))
    .filter((match) => match !== null && !/(^|\/)(node_modules|vendor|test|tests|examples?)(\/|$)/.test(match[1]!))
    .sort((a, b) => a![1]!.split('/').length - b![1]!.split('/').length)[0];
  if (nested) return { reason: `Nothing to build at the top of the source: ${looked}.${procfile} There is ${nested[0]}.`, remedy: `Deploy the folder ${nested[1]}, or add a Dockerfile at the top.` };
  return { reason: `No way to build this source was found: ${looked}.${procfile}`, remedy: 'Add a Dockerfile, or deploy the folder that holds one of these files.' };
}
