import type { SourceDetection } from './detection.js';

/** Where generated images have their init. */
export const initPath = '/usr/bin/tini';

/**
 * The argv that a process of this source is to run with; null for what the image runs by itself (`web`, and everything
 * of a source with its own Dockerfile). Other processes get the image's init in front, since argv replaces both
 * ENTRYPOINT and CMD.
 */
export function processCommand(detection: SourceDetection, process: string): string[] | null {
  const argv = Object.hasOwn(detection.processes, process) ? detection.processes[process]! : null;
  return argv === null || process === 'web' ? null : [initPath, '--', ...argv];
}

const titles = { dockerfile: 'Dockerfile', node: 'Node.js', python: 'Python', go: 'Go', static: 'static files' } as const;

/** One line for people: `Node.js 24 (package.json), process web: npm start`. */
export function describeDetection(detection: SourceDetection): string {
  if (detection.kind === 'dockerfile') return detection.path === 'Dockerfile' ? 'Dockerfile' : `Dockerfile (${detection.path})`;
  const version = detection.version === null || detection.kind === 'static' ? '' : ` ${detection.version}`;
  const started = Object.entries(detection.processes).map(([name, argv]) => `, process ${name}: ${commandText(argv)}`);
  return `${titles[detection.kind]}${version} (${detection.reason})${started.join('')}`;
}

/** An argv as one would type it. */
export function commandText(argv: readonly string[]): string {
  if (argv[0] === '/bin/sh' && argv[1] === '-c' && argv.length === 3) return argv[2]!.replace(/^exec /, '');
  return argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
