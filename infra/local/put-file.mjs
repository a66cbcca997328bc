import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file whole and only when its content differs: kube-proxy exits when its file is
 * rewritten, Traefik reloads.
 * @param {string} path
 * @param {string | Buffer} content
 * @param {number} [mode]
 * @returns {boolean} whether it differed
 */
export function putFile(path, content, mode = 0o644) {
  try {
    if (readFileSync(path).equals(Buffer.from(content))) return false;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.new`;
  writeFileSync(temporary, content, { mode });
  chmodSync(temporary, mode);
  renameSync(temporary, path);
  return true;
}
