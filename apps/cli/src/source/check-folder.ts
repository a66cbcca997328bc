import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, parse, resolve } from 'node:path';
import { usageFailure } from '../cli-failure.js';
import { fileFailure } from '../settings/file-failure.js';

/** System folders: nobody means to deploy one. */
const system = new Set(['/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/media', '/mnt', '/opt', '/proc', '/root', '/run', '/sbin', '/srv', '/sys', '/tmp', '/usr', '/var', '/Users', '/Applications', '/Library', '/System']);

/** The folder to deploy, absolute. Throws when it is none, or one that is surely not meant. */
export function checkFolder(given: string, home = homedir()): string {
  const folder = resolve(given);
  const remedy = 'Go to the folder of your app, or name it: `berth deploy path/to/app`.';
  let stat;
  try {
    stat = statSync(folder);
  } catch (error) {
    throw fileFailure(error, folder, 'read');
  }
  if (!stat.isDirectory()) throw usageFailure(`${folder} is not a folder.`, remedy);
  if (folder === parse(folder).root) throw usageFailure('This is the root of the disk, not an app.', remedy);
  if (folder === resolve(home)) throw usageFailure(`${folder} is your home folder, not an app.`, remedy);
  if (system.has(folder) || (dirname(folder) === '/home' && folder !== resolve(home))) throw usageFailure(`${folder} is a folder of the system, not an app.`, remedy);
  return folder;
}
