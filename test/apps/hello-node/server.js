import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.get('/', (context) => context.text(`Hello from Node.js! ${process.env.APP_MESSAGE ?? ''}\n`));
app.get('/health', (context) => context.json({ status: 'ok' }));

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 8080), hostname: '0.0.0.0' }, ({ port }) => {
  console.log(`listening on ${port}`);
});

process.once('SIGTERM', () => {
  console.log('stopping: finishing open requests');
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
