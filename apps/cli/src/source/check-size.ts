import { CliFailure, usageFailure } from '../cli-failure.js';
import { count, formatBytes } from '../output/quantities.js';
import type { SourceFiles } from './list-files.js';

/** What the API accepts, unpacked. */
const maxBytes = 2_000_000_000;
const maxEntries = 50_000;

const howToLeaveOut = 'Name what the app does not need in .berthignore, one pattern a line as in .gitignore, such as';

/** Throws when there is nothing to deploy, or more than may be uploaded; says then where the most is. */
export function checkSize(source: SourceFiles): void {
  if (source.files === 0) {
    const why = source.anyIgnored ? 'everything in it is ignored by .gitignore or .berthignore' : 'there is no file in it';
    throw usageFailure(`Nothing to deploy in ${source.folder}: ${why}.`, source.anyIgnored ? 'Take back what is needed in .berthignore, for example `!dist/`.' : 'Go to the folder of your app, or name it: `berth deploy path/to/app`.');
  }
  if (source.bytes > maxBytes || source.entries.length > maxEntries) {
    const byBytes = source.bytes > maxBytes;
    const largest = largestFolders(source, byBytes ? 'bytes' : 'files');
    throw new CliFailure(
      byBytes
        ? `The folder is too large: ${formatBytes(source.bytes)} in ${count(source.files, 'file')}; at most ${formatBytes(maxBytes)} can be deployed.`
        : `The folder has too many files: ${source.entries.length}; at most ${maxEntries} can be deployed.`,
      {
        code: 'source-too-large',
        remedy: `${howToLeaveOut} \`${largest[0]!.path}\`.`,
        lines: largest.map(({ path, bytes, files }) => `${formatBytes(bytes).padStart(8)}  ${path}  (${count(files, 'file')})`),
      },
    );
  }
}

/** Where the most lies, down to two folders deep. */
function largestFolders(source: SourceFiles, by: 'bytes' | 'files', most = 5): { path: string; bytes: number; files: number }[] {
  const sums = new Map<string, { bytes: number; files: number }>();
  for (const entry of source.entries) {
    if (entry.type !== 'file') continue;
    const parts = entry.path.split('/');
    const path = parts.length === 1 ? entry.path : `${parts.slice(0, Math.min(2, parts.length - 1)).join('/')}/`;
    const sum = sums.get(path) ?? { bytes: 0, files: 0 };
    sums.set(path, { bytes: sum.bytes + entry.bytes, files: sum.files + 1 });
  }
  return [...sums]
    .map(([path, sum]) => ({ path, ...sum }))
    .sort((a, b) => b[by] - a[by] || a.path.localeCompare(b.path))
    .slice(0, most);
}
