import { startStand } from './stand.ts';

// Portal and mock for development. usage: npm run dev -w apps/web [-- start]
const mode = process.argv[2] === 'start' ? 'start' : 'dev';
const stand = await startStand(mode, { port: Number(process.env.PORT ?? 3100) });
console.log(`${stand.origin}  (owner@acme.test, viewer@acme.test or operator@berth.test; password: correct horse battery)`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stand.stop().then(() => process.exit(0)));
