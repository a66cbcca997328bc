import type { DetectionResult, NotThisKind, SourceDetection } from './detection.js';
import { detectGo } from './detect-go.js';
import { detectNode } from './detect-node.js';
import { detectPython } from './detect-python.js';
import { detectStatic } from './detect-static.js';
import { contentOf, type SourceListing } from './listing.js';
import { parseProcfile } from './procfile.js';

const dockerfiles = ['Dockerfile', 'Containerfile', 'dockerfile'];
const lookedFor = ['Dockerfile', 'Procfile', 'package.json', 'requirements.txt, pyproject.toml or main.py', 'go.mod', 'index.html'];
const nestedMarker = /^(.+)\/(Dockerfile|package\.json|requirements\.txt|pyproject\.toml|go\.mod|index\.html)$/;

/**
 * Says how a source is built and started: by its own Dockerfile, else as the first language that fits. The Procfile's
 * commands win over what would be detected; with a Dockerfile it is not read, because it may be meant for another host.
 */
export function detectSource(listing: SourceListing): DetectionResult {
  const own = dockerfiles.find((path) => listing.paths.includes(path));
  if (own !== undefined) {
    const notes = listing.paths.includes('Procfile') ? [`${own} decides how the app starts; the Procfile is not used.`] : [];
    return { found: true, detection: { kind: 'dockerfile', version: null, reason: own, processes: {}, notes, path: own } };
  }
  const procfileText = contentOf(listing, 'Procfile');
  const procfile = procfileText === null ? null : parseProcfile(procfileText);
  const refusals: NotThisKind[] = [];
  for (const detect of [detectNode, detectPython, detectGo, detectStatic]) {
    const answer: SourceDetection | NotThisKind | null = detect(listing, procfile);
    if (answer === null) continue;
    if ('kind' in answer) return { found: true, detection: answer };
    refusals.push(answer);
  }
  return { found: false, lookedFor, ...(refusals[0] ?? nothing(listing)) };
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
