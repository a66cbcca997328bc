import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectSource, formatProblem, maxManifestBytes, shownCommand, wantsContent, type SourceDetection } from '@berth/domain';
import type { Source } from '../deploy/upload-source.js';
import { CliFailure } from '../cli-failure.js';
import { plainText } from '../output/plain-text.js';
import type { SourceFiles } from './list-files.js';

/** How the source will be built and started, told before it is uploaded. Throws when nothing is understood. */
export function detectFolder(source: SourceFiles): SourceDetection {
  const files = source.entries.filter((entry) => entry.type === 'file');
  const contents = Object.fromEntries(files.filter(({ path, bytes }) => wantsContent(path) && bytes <= maxManifestBytes).map(({ path }) => [path, readFileSync(join(source.folder, path), 'utf8')]));
  const result = detectSource({ paths: source.entries.filter((entry) => entry.type !== 'folder').map(({ path }) => path), contents });
  if (result.found) return result.detection;
  if (result.problems) {
    throw new CliFailure('berth.yaml is not valid.', { code: 'berth-file-invalid', remedy: result.remedy, lines: result.problems.map(formatProblem) });
  }
  throw new CliFailure(result.reason, { code: 'source-not-understood', remedy: result.remedy });
}

const kinds: Record<SourceDetection['kind'], string> = { dockerfile: 'Dockerfile', node: 'Node.js', python: 'Python', go: 'Go', static: 'static files' };

/** `Detected Node.js 24 (package.json), process web: npm start`. The API names the web process alone, as `command`. */
export function describeDetection({ kind, version, reason, ...rest }: SourceDetection | Source['detected']): string {
  if (kind === 'dockerfile') return `Detected ${reason}`;
  return [`Detected ${kinds[kind]}${version === null ? '' : ` ${version}`} (${plainText(reason)})`, ...commandsOf(rest).map(([name, argv]) => `process ${name}: ${plainText(shownCommand(argv))}`)].join(', ');
}

function commandsOf(rest: Pick<SourceDetection, 'processes' | 'settings'> | Pick<Source['detected'], 'command'>): [string, string[]][] {
  if ('command' in rest) return rest.command === null ? [] : [['web', rest.command]];
  const { processes, settings } = rest;
  return Object.entries(processes).filter(([name]) => settings?.processes.some((process) => process.name === name) ?? true);
}
