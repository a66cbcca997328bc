import 'reflect-metadata';
import { createApi } from './create-api.js';
import { readEnv } from './env.js';

const shutdownMs = 10_000;

try {
  const env = readEnv();
  const app = await createApi(env);
  await app.listen(env.port, '127.0.0.1');
  const log = app.getHttpAdapter().getInstance().log;
  log.info({ port: env.port }, 'listening');
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), shutdownMs).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
