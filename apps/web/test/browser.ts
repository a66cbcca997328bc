import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { startStand, type Stand } from '../mock-api/stand.ts';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export interface Testbed extends Stand {
  browser: Browser;
  /** How long the stand-in's deployments take for a step; may be changed between tests. */
  speed: { step: number };
  /** A page of somebody who is logged in, with everything that went wrong in it. */
  open: (email: string, options?: { width?: number; height?: number }) => Promise<{ page: Page; complaints: string[] }>;
  /** Ends every page and its streams. */
  closePages: () => Promise<void>;
}

/**
 * Starts the browser in a network of its own, from which the stand alone is reached: on the host's, pods come and go
 * beside the test, and each time the browser breaks its requests off. `CHROMIUM` names another browser than Debian's.
 */
async function launchBrowser(origin: string): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'berth-browser-'));
  const socket = join(folder, 'stand');
  const port = Number(new URL(origin).port);
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

/** Portal, stand-in of the API and a browser. */
export async function startTestbed(step = 300): Promise<Testbed> {
  const speed = { step };
  const stand = await startStand('start', { speed });
  const contexts: BrowserContext[] = [];
  const browser = await launchBrowser(stand.origin);
  return {
    ...stand,
    browser,
    speed,
    open: async (email, { width = 1440, height = 900 } = {}) => {
      const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
      contexts.push(context);
      const page = await context.newPage();
      const user = stand.db.users.find((each) => each.email === email);
      if (user) {
        // The browser takes a `__Host-` cookie over plain HTTP only from the answer of a page's own request to localhost.
        await visit(page, `${stand.origin}/icon.svg`);
        await send(page, 'login', { email, password: user.password });
      }
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
      });
      return { page, complaints };
    },
    closePages: async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    },
    stop: async () => {
      await browser.close();
      await stand.stop();
    },
  };
}

/** Goes to a page; its status. */
export const visit = async (page: Page, url: string): Promise<number> => (await page.goto(url, { waitUntil: 'load' }))?.status() ?? 0;

/** Sends a POST to the API as the page's own script would, with its session. */
export async function send(page: Page, path: string, body: unknown): Promise<void> {
  const status = await page.evaluate(async ([url, json]) => (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: json })).status, [`/api/v1/${path}`, JSON.stringify(body)] as const);
  if (status >= 400) throw new Error(`POST ${path} answered ${status}`);
}
