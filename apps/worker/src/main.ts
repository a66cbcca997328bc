import { pino } from 'pino';
import { readEnv, type WorkerEnv } from './env.js';
import { startWorker } from './start-worker.js';

/** How long the parts may take to hand over before the process ends all the same. */
const stopMs = 20_000;

let env: WorkerEnv;
try {
  env = readEnv();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(2);
}
const log = pino({
  level: env.logLevel,
  base: { part: 'worker', worker: env.workerId },
  serializers: { error: pino.stdSerializers.err },
  redact: ['*.password', '*.token', '*.kubeconfig', '*.headers.authorization', 'error.response', 'error.request', 'error.config'],
});

process.on('unhandledRejection', (error) => log.error({ error }, 'a promise was rejected that nobody waited for'));

const worker = await startWorker(env, log);
let stopped = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopped) return;
    stopped = true;
    log.info({ signal }, 'stopping: what runs is handed over');
    setTimeout(() => {
      log.error('stopping took too long');
      process.exit(1);
    }, stopMs).unref();
    worker.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'stopping failed');
        process.exit(1);
      },
    );
  });
}
