import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * Starts the browser in a network of its own, from which one port of this host alone is reached: on the host's, pods come
 * and go beside the test, and each time the browser breaks its requests off. `CHROMIUM` names another browser than Debian's.
 */
export async function launchBrowser(port: number): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'berth-browser-'));
  const socket = join(folder, 'stand');
  const door = createServer((inside) => {
    const stand = connect(port, '127.0.0.1');
    inside.pipe(stand).pipe(inside);
    inside.on('error', () => stand.destroy());
    stand.on('error', () => inside.destroy());
  });
  await new Promise<void>((resolve) => { door.listen(socket, resolve); });
  const env = { ...process.env, STAND_PORT: String(port), STAND_SOCKET: socket, STAND_NODE: process.execPath, STAND_BROWSER: process.env.CHROMIUM ?? '/usr/bin/chromium' };
  const browser = await chromium.launch({ executablePath: join(import.meta.dirname, 'browser-network.sh'), args: flags, env: env as Record<string, string> });
  browser.once('disconnected', () => {
    door.close();
    if (existsSync(folder)) rmSync(folder, { recursive: true });
  });
  return browser;
}
