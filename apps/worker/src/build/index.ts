export type { BuildDeps } from './build-deps.js';
export { BuildCancelled, BuildFailed, type BuildFailure } from './build-failed.js';
export { buildImage, type BuildRequest, type BuiltImage } from './build-image.js';
export { buildBudget, defaultBuildSettings, type BuildSettings } from './build-settings.js';
export { cancelBuild } from './cancel-build.js';
export { dockerConfigFor } from './registry-login.js';
export { stopIdleBuilders } from './stop-idle-builders.js';
