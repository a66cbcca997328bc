export * from './branch-rules.js';
export * from './delivery.js';
export * from './provider.js';
export * from './repository-url.js';
