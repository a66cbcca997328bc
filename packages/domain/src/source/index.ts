export { parseCommandLine } from './command-line.js';
export * from './detect-source.js';
export { sourceDetectionSchema, type DetectionResult, type SourceDetection, type SourceKind } from './detection.js';
export { maxManifestBytes, wantsContent, type SourceListing } from './listing.js';
export * from './process-command.js';
export * from './source-path.js';
export * from './source-root.js';
export { dockerfileFor, type GeneratedDockerfile } from './dockerfile/dockerfile-for.js';
