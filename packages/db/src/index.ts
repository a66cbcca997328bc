export * from './client.js';
export * from './environment-deletion.js';
export * from './events.js';
export * from './migrate.js';
export * from './outbox.js';
export * from './previews.js';
export * from './release-runs.js';
export { Prisma } from './generated/client.js';
export type * from './generated/models.js';
