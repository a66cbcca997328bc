import { CliFailure } from '../cli-failure.js';

/** A failed access to a file of this computer, as a sentence; itself when it is no such failure. */
export function fileFailure(error: unknown, path: string, doing: 'read' | 'write'): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const failure = (message: string, remedy: string, name: string) => new CliFailure(message, { code: name, remedy, cause: error });
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return failure(`The disk is full: ${path} could not be written.`, 'Make room and run the command again; nothing was changed.', 'disk-full');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return failure(`You may not ${doing} ${path}.`, 'Check who owns it and its permissions.', 'file-forbidden');
    case 'ENOENT':
      return failure(`There is no ${path}.`, 'Check the path.', 'file-missing');
    case 'EISDIR':
      return failure(`${path} is a folder, not a file.`, 'Name a file.', 'file-is-folder');
    case 'ENOTDIR':
      return failure(`${path} lies below something that is not a folder.`, 'Check the path.', 'file-missing');
    default:
      return error;
  }
}
