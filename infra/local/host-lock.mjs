import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ClusterError } from './cluster-error.mjs';
import { lockFile } from './paths.mjs';

/**
 * Runs the work while no other process on this host changes the cluster. The lock is the
 * kernel's (flock), held by a small child for as long as this process lives, so that a
 * killed process never leaves it behind.
 * @template T
 * @param {string} purpose shown to whoever waits
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (holder: string) => void, file?: string }} [options]
 * @returns {Promise<T>}
 */
export async function withHostLock(purpose, work, { onWait, file = lockFile } = {}) {
  mkdirSync(dirname(file), { recursive: true });
  const holder = spawn('flock', ['--exclusive', file, 'sh', '-c', 'echo locked; exec cat'], { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  holder.stdin.on('error', () => {});
  const waiting = setTimeout(() => onWait?.(readHolder(file)), 500);
  try {
    await new Promise((resolve, reject) => {
      holder.stdout.once('data', resolve);
      holder.once('error', (error) => reject(new ClusterError('lock_failed', `Cannot lock ${file}: ${error.message}.`, 'Install util-linux (flock).', error)));
      holder.once('exit', (code) => reject(new ClusterError('lock_failed', `Cannot lock ${file}: flock ended with ${code}.`)));
    });
  } catch (error) {
    holder.stdin.end();
    throw error;
  } finally {
    clearTimeout(waiting);
  }
  writeFileSync(file, `${process.pid} ${purpose}\n`);
  try {
    return await work();
  } finally {
    const ended = new Promise((resolve) => holder.once('exit', resolve));
    holder.stdin.end();
    await ended;
  }
}

/** @param {string} file */
function readHolder(file) {
  const text = readFileSync(file, 'utf8').trim();
  return text || 'another process';
}
