import type { MockApp, Volume } from './db.ts';
import { ago } from './seed.ts';

/** The worker with a volume that it uses and one that the cluster has not made; one that is used no more. */
export function seedVolumes(app: MockApp): void {
  const volume = (name: string, change: Partial<Volume>): Volume => ({ name, process: 'worker', path: `/var/${name}`, sizeBytes: 2 ** 30, state: 'bound', createdAt: ago(80_000), ...change });
  app.volumes = [volume('cache', { state: 'pending', sizeBytes: 0, createdAt: ago(20) }), volume('mail', { sizeBytes: 2.5 * 2 ** 30 }), volume('old-mail', { state: 'unused', path: null })];
  const worker = app.environment.processes.find(({ name }) => name === 'worker');
  if (worker) worker.scale = { min: 1, max: 1 };
}
