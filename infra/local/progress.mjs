import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from './paths.mjs';

/**
 * @typedef {{ phase: string, message: string, expectedSeconds?: number, seconds?: number }} ProgressEvent
 *   expectedSeconds: what the last run took; seconds: set when the phase has ended
 * @typedef {(event: ProgressEvent) => void} Report
 */

const file = () => join(cacheDir(), 'durations.json');

/** @returns {Record<string, number>} */
function readDurations() {
  try {
    return JSON.parse(readFileSync(file(), 'utf8'));
  } catch {
    return {}; // absent or torn: only estimates are lost
  }
}

/**
 * Reports a phase with the time it took last, runs it, and remembers the time it took.
 * @template T
 * @param {Report} report
 * @param {string} phase stable name
 * @param {string} message for people, says what is done
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function timed(report, phase, message, work) {
  report({ phase, message, expectedSeconds: readDurations()[phase] });
  const started = Date.now();
  const result = await work();
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  const durations = readDurations();
  if (seconds >= 0.5 || durations[phase] === undefined) durations[phase] = seconds; // a run that found all done tells nothing
  mkdirSync(cacheDir(), { recursive: true });
  writeFileSync(`${file()}.${process.pid}`, JSON.stringify(durations, undefined, 1));
  renameSync(`${file()}.${process.pid}`, file());
  report({ phase, message, seconds });
  return result;
}
