import { commandArgv } from './command-line.js';
import type { DetectionOf, NotThisKind } from './detection.js';
import { contentOf, type SourceListing } from './listing.js';
import type { Procfile } from './procfile.js';

/** Commands that serve the web, when a module has several. */
const likelyNames = ['server', 'web', 'api', 'app', 'main', 'serve'];

/** Detects a Go module with one program to run; says why not when there is a go.mod. */
export function detectGo(listing: SourceListing, procfile: Procfile | null): DetectionOf<'go'> | NotThisKind | null {
  const module = contentOf(listing, 'go.mod');
  if (module === null) return null;
  const mainPackage = mainPackageOf(listing, /^module\s+(\S+)/m.exec(module)?.[1] ?? '');
  if (mainPackage === null) {
    return { reason: 'go.mod is there, but no program that could be run: neither a main package at the top nor a cmd/ folder with one', remedy: 'Put the program into main.go or cmd/<name>/main.go, or add a Dockerfile.' };
  }
  if (Array.isArray(mainPackage)) {
    return { reason: `go.mod is there, but several programs could be run: ${mainPackage.join(', ')}`, remedy: 'Name the one that serves the web cmd/server, or add a Dockerfile.' };
  }
  const processes: Record<string, string[]> = { web: ['app'] };
  for (const [name, line] of Object.entries(procfile?.lines ?? {})) processes[name] = commandArgv(line);
  return {
    kind: 'go',
    version: goVersion(module),
    reason: procfile?.lines['web'] ? 'go.mod, Procfile' : 'go.mod',
    processes,
    notes: [...(procfile?.notes ?? []), ...(procfile?.lines['web'] ? ['The program is built as `app`, on the PATH: the Procfile should name it so.'] : [])],
    mainPackage,
    hasSum: listing.paths.includes('go.sum'),
    vendored: listing.paths.includes('vendor/modules.txt'),
  };
}

/** The newest language version that the module needs, as `1.26`. */
function goVersion(module: string): string | null {
  return /^(?:go|toolchain go)\s*(1\.\d+)/m.exec(module)?.[1] ?? null;
}

function mainPackageOf(listing: SourceListing, modulePath: string): string | string[] | null {
  const atTop = listing.paths.filter((path) => /^[^/]+\.go$/.test(path) && !path.endsWith('_test.go'));
  if (atTop.some((path) => /^package main\b/m.test(contentOf(listing, path) ?? ''))) return '.';
  const commands = [...new Set(listing.paths.map((path) => /^(cmd\/[^/]+)\/[^/]+\.go$/.exec(path)?.[1]).filter((path) => path !== undefined))].sort();
  if (listing.paths.includes('cmd/main.go')) commands.push('cmd');
  if (commands.length <= 1) return commands.length === 1 ? `./${commands[0]}` : null;
  const own = modulePath.split('/').findLast((part) => !/^v\d+$/.test(part));
  const best = [own, ...likelyNames].map((name) => `cmd/${name}`).find((path) => commands.includes(path));
  return best === undefined ? commands : `./${best}`;
}
