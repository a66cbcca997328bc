import { hasForbiddenCharacters, sourcePathLimits } from '@berth/domain';
import { usageFailure } from '../cli-failure.js';
import type { SourceFiles } from './list-files.js';

/** Throws when a path would be refused by the API, before anything is made there. */
export function checkPaths(source: SourceFiles): void {
  for (const { path } of source.entries) {
    const fault = faultOf(path);
    if (fault) throw usageFailure(`${JSON.stringify(path)} cannot be deployed: ${fault}.`, 'Rename it, or name it in .berthignore.');
  }
}

function faultOf(path: string): string | null {
  if (hasForbiddenCharacters(path)) return 'its name has control characters or is not UTF-8';
  if (Buffer.byteLength(path) > sourcePathLimits.pathBytes) return `the path is longer than ${sourcePathLimits.pathBytes} bytes`;
  return path.split('/').some((name) => Buffer.byteLength(name) > sourcePathLimits.nameBytes) ? `a name in it is longer than ${sourcePathLimits.nameBytes} bytes` : null;
}
