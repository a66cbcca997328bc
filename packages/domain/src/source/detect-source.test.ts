import { expect, test } from 'vitest';
import { sourceDetectionSchema } from './detection.js';
import { detectSource } from './detect-source.js';
import { wantsContent } from './listing.js';
import { describeDetection, processCommand } from './process-command.js';

/** A source from its files; those that detection does not read may be given as empty. */
export function detect(files: Record<string, string>) {
  return detectSource({ paths: Object.keys(files), contents: Object.fromEntries(Object.entries(files).filter(([path]) => wantsContent(path))) });
}

const json = (value: object): string => JSON.stringify(value);
const pkg = (value: object): Record<string, string> => ({ 'package.json': json(value) });

const found: [title: string, files: Record<string, string>, expected: string, facts?: object][] = [
  ['a Dockerfile wins', { Dockerfile: 'FROM a', 'package.json': '{}', Procfile: 'web: x' }, 'Dockerfile', { notes: ['Dockerfile decides how the app starts; the Procfile is not used.'] }],
  ['a Containerfile counts', { Containerfile: 'FROM a' }, 'Dockerfile (Containerfile)'],
  ['node: a plain start script runs without npm', pkg({ scripts: { start: 'node server.js' } }), 'Node.js 24 (package.json), process web: node server.js'],
  ['node: other scripts are followed', pkg({ scripts: { start: 'npm run start:prod', 'start:prod': 'node dist/main' } }), 'Node.js 24 (package.json), process web: node dist/main'],
  ['node: several programs stay with npm', pkg({ scripts: { start: 'node a.js & node b.js' } }), 'Node.js 24 (package.json), process web: npm start'],
  ['node: hooks stay with npm', pkg({ scripts: { prestart: 'node x', start: 'node server.js' } }), 'Node.js 24 (package.json), process web: npm start'],
  ['node: cross-env is not needed', pkg({ scripts: { start: 'cross-env NODE_ENV=production node server.js' }, devDependencies: { 'cross-env': '7' } }), 'Node.js 24 (package.json), process web: env NODE_ENV=production node server.js', { install: { keepDev: false } }],
  ['node: nodemon is not needed', pkg({ scripts: { start: 'nodemon app.js' }, devDependencies: { nodemon: '3' } }), 'Node.js 24 (package.json), process web: node app.js'],
  ['node: a start program of devDependencies keeps them', pkg({ scripts: { start: 'tsx src/index.ts' }, devDependencies: { tsx: '4' } }), 'Node.js 24 (package.json), process web: tsx src/index.ts', { install: { keepDev: true } }],
  ['node: main is run without a start script', { ...pkg({ main: './lib/server.js' }), 'lib/server.js': '' }, 'Node.js 24 (package.json), process web: node lib/server.js'],
  ['node: a usual entry is run without main', { ...pkg({}), 'src/index.mjs': '' }, 'Node.js 24 (package.json), process web: node src/index.mjs'],
  ['node: main may be built first', pkg({ main: 'dist/main.js', scripts: { build: 'tsc' } }), 'Node.js 24 (package.json), process web: node dist/main.js', { install: { buildScript: true } }],
  ['node: the Procfile wins', { ...pkg({ scripts: { start: 'node a.js' } }), Procfile: 'web: node b.js\nworker: npm run work\nrelease: x\n' }, "Node.js 24 (package.json, Procfile), process web: node b.js, process worker: npm run work"],
  ['node: .nvmrc decides the version', { ...pkg({ scripts: { start: 'node a.js' }, engines: { node: '>=20' } }), '.nvmrc': 'v22.1.0\n' }, 'Node.js 22 (package.json), process web: node a.js'],
  ['node: an old engine is kept', pkg({ scripts: { start: 'node a.js' }, engines: { node: '18.x' } }), 'Node.js 18 (package.json), process web: node a.js'],
  ['node: npm with a lock file', { ...pkg({ scripts: { start: 'node a' } }), 'package-lock.json': '' }, 'Node.js 24 (package.json), process web: node a', { install: { manager: 'npm', lockfile: 'package-lock.json', manifests: ['package.json', 'package-lock.json'] } }],
  ['node: pnpm of an old lock file', { ...pkg({ scripts: { start: 'node a' } }), 'pnpm-lock.yaml': "lockfileVersion: '6.0'\n" }, 'Node.js 24 (package.json), process web: node a', { install: { manager: 'pnpm', managerVersion: '8' } }],
  ['node: pnpm of packageManager', { ...pkg({ scripts: { start: 'node a' }, packageManager: 'pnpm@9.12.3+sha512.abc' }), 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" }, 'Node.js 24 (package.json), process web: node a', { install: { manager: 'pnpm', managerVersion: '9.12.3' } }],
  ['node: yarn 1', { ...pkg({ scripts: { start: 'node a' } }), 'yarn.lock': '# yarn lockfile v1\n' }, 'Node.js 24 (package.json), process web: node a', { install: { manager: 'yarn' } }],
  ['node: yarn 4', { ...pkg({ scripts: { start: 'node a' } }), 'yarn.lock': '__metadata:\n  version: 8\n' }, 'Node.js 24 (package.json), process web: yarn exec node a', { install: { manager: 'yarn-berry', manifests: null } }],
  ['node: install scripts need all files', pkg({ scripts: { start: 'node a', postinstall: 'node x' } }), 'Node.js 24 (package.json), process web: node a', { install: { manifests: null } }],
  ['node: local packages need all files', pkg({ scripts: { start: 'node a' }, dependencies: { x: 'file:./x' } }), 'Node.js 24 (package.json), process web: node a', { install: { manifests: null } }],
  ['node: next runs itself', pkg({ scripts: { build: 'next build', start: 'next start' }, dependencies: { next: '16' } }), 'Node.js 24 (package.json), process web: next start', { install: { keepDev: false } }],
  ['site: vite', pkg({ scripts: { dev: 'vite', build: 'vite build', preview: 'vite preview' }, devDependencies: { vite: '7' } }), 'static files (package.json)', { folder: 'dist', singlePage: true }],
  ['site: create-react-app has a development server as its start', pkg({ scripts: { start: 'react-scripts start', build: 'react-scripts build' }, dependencies: { 'react-scripts': '5' } }), 'static files (package.json)', { folder: 'build' }],
  ['site: astro with a server is an app', { ...pkg({ scripts: { build: 'astro build', start: 'node dist/server/entry.mjs' }, dependencies: { astro: '5', '@astrojs/node': '9' } }) }, 'Node.js 24 (package.json), process web: node dist/server/entry.mjs'],
  ['site: vite with a server of its own is an app', pkg({ scripts: { build: 'vite build', start: 'node server.js' }, devDependencies: { vite: '7' } }), 'Node.js 24 (package.json), process web: node server.js'],
  ['a package.json for tools alone does not hide a page', { ...pkg({ devDependencies: { prettier: '3' } }), 'index.html': '' }, 'static files (index.html)'],
  ['python: flask', { 'requirements.txt': 'Flask==3.1\ngunicorn\n', 'app.py': 'from flask import Flask\napp = Flask(__name__)\n' }, 'Python 3 (requirements.txt), process web: gunicorn --access-logfile - app:app', { extras: [] }],
  ['python: a missing server is added', { 'requirements.txt': 'flask\n', 'app.py': 'app: Flask = Flask(__name__)\n' }, 'Python 3 (requirements.txt), process web: gunicorn --access-logfile - app:app', { extras: ['gunicorn'] }],
  ['python: a factory', { 'requirements.txt': 'flask\n', 'app/__init__.py': 'def create_app():\n  return Flask()\n' }, "Python 3 (requirements.txt), process web: gunicorn --access-logfile - 'app:create_app()'"],
  ['python: fastapi', { 'requirements.txt': 'fastapi[standard]>=0.115\n', 'app/main.py': 'import fastapi\napi = fastapi.FastAPI(title="x")\n' }, 'Python 3 (requirements.txt), process web: uvicorn --host 0.0.0.0 --port "${PORT:-8080}" app.main:api', { extras: [] }],
  ['python: django', { 'requirements.txt': 'django\n', 'manage.py': '', 'shop/wsgi.py': '' }, 'Python 3 (requirements.txt), process web: gunicorn --access-logfile - shop.wsgi:application'],
  ['python: a script', { 'main.py': 'print(1)' }, 'Python 3 (main.py), process web: python3 main.py', { installer: 'none' }],
  ['python: uv', { 'pyproject.toml': '[project]\nrequires-python = ">=3.11,<3.13"\n', 'uv.lock': '', 'main.py': '' }, 'Python 3.12 (pyproject.toml), process web: python3 main.py', { installer: 'uv', manifests: ['pyproject.toml', 'uv.lock'] }],
  ['python: poetry', { 'pyproject.toml': '[tool.poetry]\n', 'poetry.lock': '', 'main.py': '' }, 'Python 3 (pyproject.toml), process web: python3 main.py', { installer: 'poetry' }],
  ['python: poetry without a lock file', { 'pyproject.toml': '[tool.poetry.dependencies]\n', 'main.py': '' }, 'Python 3 (pyproject.toml), process web: python3 main.py', { installer: 'poetry', manifests: ['pyproject.toml'] }],
  ['python: nested requirements need all files', { 'requirements.txt': '-r base.txt\n', 'main.py': '' }, 'Python 3 (requirements.txt), process web: python3 main.py', { manifests: null }],
  ['python: a pinned version', { 'main.py': '', '.python-version': '3.11.9\n' }, 'Python 3.11 (main.py), process web: python3 main.py'],
  ['python: the Procfile wins', { 'requirements.txt': 'flask', Procfile: 'web: gunicorn -b 0.0.0.0:$PORT x:y\nworker: python w.py' }, 'Python 3 (requirements.txt, Procfile), process web: gunicorn -b 0.0.0.0:$PORT x:y, process worker: python w.py'],
  ['go: main at the top', { 'go.mod': 'module example.com/a\n\ngo 1.26\n', 'go.sum': '', 'main.go': '// x\npackage main\n' }, 'Go 1.26 (go.mod), process web: app', { mainPackage: '.', hasSum: true }],
  ['go: a single command', { 'go.mod': 'module example.com/a\n', 'lib.go': 'package a\n', 'cmd/thing/main.go': '' }, 'Go (go.mod), process web: app', { mainPackage: './cmd/thing' }],
  ['go: the command named as the module', { 'go.mod': 'module example.com/shop/v2\n', 'cmd/shop/main.go': '', 'cmd/migrate/main.go': '' }, 'Go (go.mod), process web: app', { mainPackage: './cmd/shop' }],
  ['static: a page', { 'index.html': '', 'style.css': '' }, 'static files (index.html)', { folder: '.' }],
  ['static: a page below public', { 'public/index.html': '' }, 'static files (public/index.html)', { folder: 'public' }],
];

test.each(found)('%s', (_title, files, expected, facts = {}) => {
  const result = detect(files);
  if (!result.found) throw new Error(result.reason);
  expect(describeDetection(result.detection)).toBe(expected);
  expect(result.detection).toMatchObject(facts);
  expect(sourceDetectionSchema.parse(JSON.parse(json(result.detection)))).toEqual(result.detection);
});

test.each([
  ['an empty source', {}, /looked for Dockerfile, Procfile, package.json/],
  ['only a Procfile', { Procfile: 'web: x' }, /not which language/],
  ['a folder too high', { 'README.md': '', 'services/api/package.json': '{}' }, /There is services\/api\/package.json/],
  ['package.json that is not JSON', { 'package.json': '{' }, /not valid JSON/],
  ['node without a start', pkg({ dependencies: { express: '5' } }), /not how to start/],
  ['python without a start', { 'requirements.txt': 'flask' }, /not how to start/],
  ['python without an installation', { 'setup.py': '', 'main.py': '' }, /does not say how to install/],
  ['several go programs', { 'go.mod': 'module a', 'cmd/x/main.go': '', 'cmd/y/main.go': '' }, /cmd\/x, cmd\/y/],
  ['a go library', { 'go.mod': 'module a', 'a.go': 'package a' }, /no program/],
])('%s is refused with what was looked for', (_title, files, reason) => {
  const result = detect(files as Record<string, string>);
  expect(result).toMatchObject({ found: false, reason: expect.stringMatching(reason), remedy: expect.stringMatching(/\w/) });
  expect(result.found ? [] : result.lookedFor).toContain('go.mod');
});

test('names from the prototype are not scripts or packages', () => {
  expect(detect(pkg({ scripts: { start: 'npm run constructor' } }))).toMatchObject({ found: true });
  expect(detect(pkg({ scripts: { start: 'constructor' }, devDependencies: {} }))).toMatchObject({ detection: { install: { keepDev: false } } });
});

test('processes other than web run under the init, web as the image says', () => {
  const result = detect({ ...pkg({ scripts: { start: 'node a.js' } }), Procfile: 'worker: node w.js' });
  if (!result.found) throw new Error(result.reason);
  expect(processCommand(result.detection, 'web')).toBeNull();
  expect(processCommand(result.detection, 'worker')).toEqual(['/usr/bin/tini', '--', 'node', 'w.js']);
  expect(processCommand(result.detection, 'constructor')).toBeNull();
});

test('a command that no program can be given is refused', () => {
  const files = { 'package.json': JSON.stringify({ scripts: { start: 'node server.js' } }), 'server.js': '', Procfile: 'web: node a\0b.js' };
  expect(detectSource({ paths: Object.keys(files), contents: files })).toMatchObject({ found: false, reason: expect.stringMatching(/^A text in the Procfile holds a NUL/) });
});
