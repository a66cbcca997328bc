import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startStand, type Stand } from '../mock-api/stand.ts';
import { launchBrowser } from './launch-browser.ts';

export interface Testbed extends Stand {
  browser: Browser;
  /** How long the stand-in's deployments take for a step; may be changed between tests. */
  speed: { step: number };
  /** A page of somebody who is logged in, with everything that went wrong in it. */
  open: (email: string, options?: { width?: number; height?: number }) => Promise<{ page: Page; complaints: string[] }>;
  /** Ends every page and its streams. */
  closePages: () => Promise<void>;
}

/** Portal, stand-in of the API and a browser. */
export async function startTestbed(step = 300): Promise<Testbed> {
  const speed = { step };
  const stand = await startStand('start', { speed });
  const contexts: BrowserContext[] = [];
  const browser = await launchBrowser(Number(new URL(stand.origin).port));
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
