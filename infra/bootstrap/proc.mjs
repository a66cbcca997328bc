import { readdirSync, readFileSync } from 'node:fs';

/**
 * When the kernel started a process, so that a reused pid is not mistaken; undefined when there is none, or only its zombie.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function startTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined; // the process is gone
  }
}

/**
 * The processes that were started with a variable in their environment, other than children of one of them.
 * @param {string} name
 * @param {string} value
 * @returns {number[]} pids
 */
export function pidsByVariable(name, value) {
  const wanted = `${name}=${value}`;
  const found = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && environment(entry).includes(wanted) && startTime(Number(entry)));
  return found.filter((pid) => !found.includes(parent(pid))).map(Number);
}

/** @param {string} pid @returns {string[]} */
function environment(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    return []; // it ended, or is another user's
  }
}

/** @param {string} pid */
function parent(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1] ?? '';
  } catch {
    return ''; // it ended
  }
}
