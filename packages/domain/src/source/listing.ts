/** What detection looks at: the paths of all files, and the text of the few that say how to build. */
export interface SourceListing {
  /** Relative, apart by `/`, without a leading `./`. */
  paths: readonly string[];
  /** Text by path, of the files for which `wantsContent` is true; only the first `maxManifestBytes` of each. */
  contents: Readonly<Record<string, string>>;
}

/** How much of a file's text detection sees, in bytes. */
export const maxManifestBytes = 256 * 1024;

const wanted = new Set([
  'package.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  '.yarnrc.yml',
  '.nvmrc',
  '.node-version',
  'Procfile',
  'berth.yaml',
  'requirements.txt',
  'pyproject.toml',
  '.python-version',
  'runtime.txt',
  'go.mod',
]);

/** Python files in which an application object is looked for, in this order. */
export const pythonEntries = ['asgi.py', 'wsgi.py', 'main.py', 'app.py', 'server.py', 'application.py', 'app/main.py', 'app/app.py', 'app/__init__.py', 'src/main.py', 'src/app.py', 'api/main.py'];

/** Whether detection reads this file's text. */
export function wantsContent(path: string): boolean {
  return wanted.has(path) || pythonEntries.includes(path) || /^[^/]+\.go$/.test(path);
}

/** A file's text, or null when it is absent or was not kept. */
export function contentOf(listing: SourceListing, path: string): string | null {
  return Object.hasOwn(listing.contents, path) ? listing.contents[path]! : null;
}
