import { commandArgv } from './command-line.js';
import type { DetectionOf, NotThisKind } from './detection.js';
import { contentOf, pythonEntries, type SourceListing } from './listing.js';
import type { Procfile } from './procfile.js';

type Python = DetectionOf<'python'>;
type Server = 'gunicorn' | 'uvicorn';

const markers = ['requirements.txt', 'pyproject.toml', 'Pipfile', 'setup.py', 'manage.py'];
const scripts = ['main.py', 'app.py', 'server.py', 'run.py', 'bot.py', 'src/main.py', 'app/main.py'];

/** Detects a Python app; says why not when there are signs of one. */
export function detectPython(listing: SourceListing, procfile: Procfile | null): Python | NotThisKind | null {
  const has = (path: string): boolean => listing.paths.includes(path);
  const marker = markers.find(has) ?? scripts.find((path) => !path.includes('/') && has(path));
  if (marker === undefined) return null;
  const install = installOf(listing, has);
  if (install === null) return { reason: `${marker} alone does not say how to install the app`, remedy: 'Add a requirements.txt (`pip freeze > requirements.txt`), a uv.lock, a poetry.lock, or a Dockerfile.' };
  const named = `${contentOf(listing, 'requirements.txt') ?? ''}\n${contentOf(listing, 'pyproject.toml') ?? ''}`;
  const start = procfile?.lines['web'] ? { argv: commandArgv(procfile.lines['web']), extras: [], notes: [] } : webStart(listing, named, has);
  if (start === null) {
    return { reason: `${marker} says that this is a Python app, but not how to start it`, remedy: 'Add a Procfile with a line such as `web: gunicorn app:app`, or a main.py.' };
  }
  const processes: Record<string, string[]> = { web: start.argv };
  for (const [name, line] of Object.entries(procfile?.lines ?? {})) if (name !== 'web') processes[name] = commandArgv(line);
  const { version, notes } = pythonVersion(listing);
  return {
    kind: 'python',
    version,
    reason: procfile?.lines['web'] ? `${marker}, Procfile` : marker,
    processes,
    notes: [...notes, ...(procfile?.notes ?? []), ...start.notes],
    installer: install.installer,
    manifests: install.manifests,
    extras: start.extras,
    sourceFolder: !has('src/__init__.py') && listing.paths.some((path) => /^src\/.+\.py$/.test(path)),
  };
}

function installOf(listing: SourceListing, has: (path: string) => boolean): Pick<Python, 'installer' | 'manifests'> | null {
  const project = has('pyproject.toml');
  if (project && has('uv.lock')) {
    const needsAll = /^\[tool\.uv\.(workspace|sources)/m.test(contentOf(listing, 'pyproject.toml') ?? '');
    return { installer: 'uv', manifests: needsAll ? null : ['pyproject.toml', 'uv.lock'] };
  }
  if (project && has('poetry.lock')) return { installer: 'poetry', manifests: ['pyproject.toml', 'poetry.lock'] };
  if (has('requirements.txt')) {
    const needsAll = /^\s*(-[rce]\b|--requirement|--constraint|--editable|\.{0,2}\/|file:)/m.test(contentOf(listing, 'requirements.txt') ?? '');
    return { installer: 'requirements', manifests: needsAll ? null : ['requirements.txt'] };
  }
  if (project && /^\[tool\.poetry\.dependencies\]/m.test(contentOf(listing, 'pyproject.toml') ?? '')) return { installer: 'poetry', manifests: ['pyproject.toml'] };
  if (project) return { installer: 'pyproject', manifests: ['pyproject.toml'] };
  if (has('Pipfile') || has('setup.py')) return null;
  return { installer: 'none', manifests: [] };
}

interface Start {
  argv: string[];
  extras: Server[];
  notes: string[];
}

const mentions = (text: string, name: string): boolean => new RegExp(`(^|["'\\s,])${name}(\\[[^\\]]*\\])?\\s*([<>=!~;,"'\\s]|$)`, 'im').test(text);

function served(server: Server, application: string, named: string, flags: string[] = []): Start {
  const argv =
    server === 'gunicorn'
      ? ['gunicorn', '--access-logfile', '-', ...flags, application] // gunicorn itself binds to PORT
      : ['/bin/sh', '-c', `exec uvicorn --host 0.0.0.0 --port "\${PORT:-8080}" ${[...flags, application].join(' ')}`];
  if (mentions(named, server) || (server === 'uvicorn' && /fastapi\[(standard|all)/i.test(named))) return { argv, extras: [], notes: [] };
  return { argv, extras: [server], notes: [`${server} is added to run the app: name it in your requirements to choose its version.`] };
}

function webStart(listing: SourceListing, named: string, has: (path: string) => boolean): Start | null {
  if (has('manage.py')) {
    const wsgi = listing.paths.filter((path) => /^(\w+\/)+wsgi\.py$/.test(path)).sort((a, b) => a.length - b.length)[0];
    if (wsgi !== undefined) return served('gunicorn', `${moduleOf(wsgi)}:application`, named);
  }
  for (const path of pythonEntries) {
    const text = contentOf(listing, path);
    if (text === null) continue;
    const application = applicationIn(text);
    if (application !== null) return startOf(path, application, named, has);
  }
  const script = scripts.find(has);
  return script === undefined ? null : { argv: ['python3', script], extras: [], notes: [] };
}

interface Application {
  /** `app`, or `create_app` to be called. */
  name: string;
  factory: boolean;
  asgi: boolean;
}

/** The application object or factory that a module defines at its top level. */
function applicationIn(text: string): Application | null {
  const made = /^(\w+)\s*(?::\s*[\w.]+\s*)?=\s*(?:\w+\.)?(FastAPI|Starlette|Litestar|Quart|BlackSheep|Flask|Bottle|Falcon|App|get_asgi_application|get_wsgi_application)\(/m.exec(text);
  if (made) {
    const what = made[2]!;
    if (what === 'App' && !/^\s*(import|from)\s+falcon/m.test(text)) return null;
    return { name: made[1]!, factory: false, asgi: /^(FastAPI|Starlette|Litestar|Quart|BlackSheep|get_asgi_application)$/.test(what) };
  }
  const factory = /^def\s+(create_app|make_app|create_application)\s*\(/m.exec(text);
  if (factory) return { name: factory[1]!, factory: true, asgi: /FastAPI|Starlette|Litestar|Quart/.test(text) };
  const called = /^(\w+)\s*=\s*(create_app|make_app|create_application)\(/m.exec(text);
  return called ? { name: called[1]!, factory: false, asgi: false } : null;
}

function startOf(path: string, { name, factory, asgi }: Application, named: string, has: (path: string) => boolean): Start {
  const module = moduleOf(path.startsWith('src/') && !has('src/__init__.py') ? path.slice('src/'.length) : path);
  if (asgi) return served('uvicorn', `${module}:${name}`, named, factory ? ['--factory'] : []);
  return served('gunicorn', `${module}:${name}${factory ? '()' : ''}`, named);
}

const moduleOf = (path: string): string => path.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');

function pythonVersion(listing: SourceListing): { version: string; notes: string[] } {
  const pinned = contentOf(listing, '.python-version') ?? contentOf(listing, 'runtime.txt');
  const exact = pinned === null ? null : /^(?:python-|cpython-)?(3\.\d+)/m.exec(pinned.trim());
  if (exact) return { version: exact[1]!, notes: [] };
  const required = /^requires-python\s*=\s*["']([^"']+)["']/m.exec(contentOf(listing, 'pyproject.toml') ?? '')?.[1];
  const only = required === undefined ? null : /^(?:==|~=)\s*(3\.\d+)(?:\.|$)/.exec(required.trim()) ?? /<\s*(3\.\d+)$/.exec(required.trim());
  if (only === null) return { version: '3', notes: [] };
  if (only[0].startsWith('<')) return { version: `3.${Number(only[1]!.slice(2)) - 1}`, notes: [] };
  return { version: only[1]!, notes: [] };
}
