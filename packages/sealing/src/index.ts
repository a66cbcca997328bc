export * from './aes-gcm.js';
export * from './certificate-names.js';
export * from './registry-passwords.js';
export * from './tenant-secrets.js';
export * from './worker-seal.js';
