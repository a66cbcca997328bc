import { createHash } from 'node:crypto';
import { dockerfileFor, sourceDetectionSchema, type GeneratedDockerfile, type SourceDetection } from '@berth/domain';

/** How a source is to be built, apart from its bytes. */
export interface BuildRecipe {
  detection: SourceDetection;
  /** null: the source's own Dockerfile. */
  generated: GeneratedDockerfile | null;
}

/** Raised when the way of building changes so that old images must not be taken again. */
const recipeVersion = 1;

/** Reads what was detected in a source. Throws ZodError for a row that this version cannot read. */
export function recipeOf(detection: unknown): BuildRecipe {
  const parsed = sourceDetectionSchema.parse(detection);
  return { detection: parsed, generated: dockerfileFor(parsed) };
}

/** The content address of a build: the same source, Dockerfile and settings give the same key, for one app. */
export function contentKeyOf(sourceDigest: string, { detection, generated }: BuildRecipe): string {
  const facts = [recipeVersion, sourceDigest, generated?.dockerfile ?? null, generated?.ignore ?? null, detection.kind === 'dockerfile' ? detection.path : null];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
