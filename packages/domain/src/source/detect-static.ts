import type { DetectionOf } from './detection.js';
import type { SourceListing } from './listing.js';

const folders = ['.', 'public', 'dist', 'build', 'site', 'www', 'docs'];

/** Detects a folder of files to serve as they are: one with an index.html. */
export function detectStatic(listing: SourceListing): DetectionOf<'static'> | null {
  const folder = folders.find((name) => listing.paths.includes(name === '.' ? 'index.html' : `${name}/index.html`));
  if (folder === undefined) return null;
  return { kind: 'static', version: null, reason: folder === '.' ? 'index.html' : `${folder}/index.html`, processes: {}, notes: [], folder, singlePage: false, install: null };
}
