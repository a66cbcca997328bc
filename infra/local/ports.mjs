import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from './cluster-error.mjs';
import { inCluster } from './paths.mjs';
import { putFile } from './put-file.mjs';

/** @typedef {{ httpPort: number, httpsPort: number }} IngressPorts */

const file = inCluster('ports.json');

/** @returns {IngressPorts | undefined} the ports chosen before */
export function rememberedPorts() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // not chosen yet
  }
}

/** @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** @param {number[]} wanted */
async function firstFree(wanted) {
  for (const port of wanted) if (await isFree(port)) return port;
  throw new ClusterError('ports_taken', `None of the ports ${wanted.join(', ')} is free on 127.0.0.1.`, 'Stop what listens there, then try again.');
}

/**
 * The ingress's ports: those remembered, unless something else took one meanwhile, else 80
 * and 443, else the next usual ones.
 * @param {() => Promise<boolean>} ingressAnswers then the remembered ones are taken by itself
 * @returns {Promise<IngressPorts>}
 */
export async function choosePorts(ingressAnswers) {
  const before = rememberedPorts();
  // An ingress that is just starting or stopping holds its ports without answering.
  for (const end = Date.now() + 5000; before; await sleep(250)) {
    if ((await ingressAnswers()) || ((await isFree(before.httpPort)) && (await isFree(before.httpsPort)))) return before;
    if (Date.now() > end) break;
  }
  const ports = {
    httpPort: await firstFree([80, 8080, 8081, 8880, 18080]),
    httpsPort: await firstFree([443, 8443, 8444, 9443, 18443]),
  };
  putFile(file, JSON.stringify(ports));
  return ports;
}
