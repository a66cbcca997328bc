export { previewSettingsSchema } from './preview-routes.js';
export { cronRunSchema, cronSchema } from './cron-routes.js';
export * from './openapi.js';
export * from './route.js';
export * from './routes.js';
export { runSchema } from './run-routes.js';
export * from './schemas.js';
export * from './stream-schemas.js';
export * from './values.js';
