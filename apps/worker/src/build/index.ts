export type { BuildDeps } from './build-deps.js';
export { BuildCancelled, BuildFailed } from './build-failed.js';
export { buildImage, type BuiltImage } from './build-image.js';
export { imageOfSource } from './find-image.js';
export { buildBudget } from './build-settings.js';
export { cancelBuild } from './cancel-build.js';
export { dockerConfigFor } from './registry-login.js';
export { stopIdleBuilders } from './stop-idle-builders.js';
