// Sums the gzipped scripts that each page's HTML loads (`nomodule` excluded) and fails above the budget.
// usage: node measure-first-load.mjs   after `next build`; it starts the portal on its own stand-in of the API.
import { gzipSync } from 'node:zlib';
import { startStand } from './mock-api/stand.ts';

const budgetKb = 170;
const app = '/t/acme/apps/hello/production';
const stand = await startStand('start');
try {
  const hello = stand.db.tenants[0].apps[0];
  const pages = ['/login', '/device', '/me', '/me/tokens', '/t/acme', '/t/acme/usage', '/t/acme/members', app, `${app}/deployments`, `${app}/deployments/${hello.deployments[0].id}`, `${app}/releases`, `${app}/logs`, `${app}/config`, `${app}/processes`, `${app}/domains`, `${app}/environments`, `${app}/repository`, `${app}/settings`, '/operator', '/operator/tenants', '/operator/tenants/acme', '/operator/plans', '/operator/clusters', '/nowhere'];
  const sessions = { owner: stand.db.logIn(stand.db.users[1]), operator: stand.db.logIn(stand.db.users[0]) };
  const sizes = new Map();
  let over = 0;
  for (const page of pages) {
    const cookie = `__Host-berth_session=${page.startsWith('/operator') ? sessions.operator : sessions.owner}`;
    const answer = await fetch(stand.origin + page, { headers: { cookie }, redirect: 'manual' });
    if (answer.status !== 200 && !(page === '/nowhere' && answer.status === 404)) throw new Error(`${page} answered ${answer.status}`);
    const html = await answer.text();
    const sources = new Set([...html.matchAll(/<script\b([^>]*)>/g)].flatMap(([, attributes]) => (/\bnomodule\b/i.test(attributes) ? [] : (/\bsrc="([^"]+)"/.exec(attributes)?.[1] ?? []))));
    let bytes = 0;
    for (const source of sources) {
      if (!sizes.has(source)) sizes.set(source, gzipSync(Buffer.from(await (await fetch(stand.origin + source)).arrayBuffer())).length);
      bytes += sizes.get(source);
    }
    const kb = bytes / 1000;
    if (kb > budgetKb) over += 1;
    console.log(`${kb.toFixed(1).padStart(7)} kB  ${String(sources.size).padStart(2)} scripts  ${page}${kb > budgetKb ? '  over the budget' : ''}`);
  }
  console.log(`budget ${budgetKb} kB: ${over === 0 ? 'kept by every page' : `broken by ${over}`}`);
  process.exitCode = over === 0 ? 0 : 1;
} finally {
  await stand.stop();
}
