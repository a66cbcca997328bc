import { expect, test } from 'vitest';
import { detectSource } from '../detect-source.js';
import { wantsContent } from '../listing.js';
import { dockerfileFor } from './dockerfile-for.js';

const express = JSON.stringify({ scripts: { start: 'node server.js' }, dependencies: { express: '5' } });
const built = JSON.stringify({ scripts: { build: 'tsc', start: 'node dist/main.js' }, dependencies: { express: '5' }, devDependencies: { typescript: '6' } });

const sources: Record<string, Record<string, string>> = {
  'node-npm': { 'package.json': express, 'package-lock.json': '{}', 'server.js': '' },
  'node-no-lockfile': { 'package.json': express, 'server.js': '' },
  'node-npm-build': { 'package.json': built, 'package-lock.json': '{}', '.npmrc': '' },
  'node-pnpm-build': { 'package.json': built, 'pnpm-lock.yaml': "lockfileVersion: '9.0'" },
  'node-yarn': { 'package.json': express, 'yarn.lock': '' },
  'node-yarn-berry': { 'package.json': express, 'yarn.lock': '__metadata:' },
  'node-postinstall': { 'package.json': JSON.stringify({ scripts: { postinstall: 'x', start: 'node a.js' } }), 'package-lock.json': '{}' },
  'python-requirements': { 'requirements.txt': 'flask\ngunicorn', 'app.py': 'app = Flask(__name__)' },
  'python-uv': { 'pyproject.toml': '[project]\ndependencies = ["fastapi"]\n', 'uv.lock': '', 'src/main.py': 'app = FastAPI()' },
  'python-poetry': { 'pyproject.toml': '[tool.poetry]', 'poetry.lock': '', 'main.py': '' },
  'python-pyproject': { 'pyproject.toml': '[project]', 'main.py': '' },
  'python-script': { 'main.py': '' },
  go: { 'go.mod': 'module a\ngo 1.26', 'go.sum': '', 'main.go': 'package main' },
  'go-vendored': { 'go.mod': 'module a\ngo 1.26', 'go.sum': '', 'cmd/server/main.go': '', 'vendor/modules.txt': '' },
  static: { 'index.html': '' },
  'static-vite': { 'package.json': JSON.stringify({ scripts: { build: 'vite build' }, devDependencies: { vite: '7' } }), 'package-lock.json': '{}', 'index.html': '' },
};

function generate(files: Record<string, string>) {
  const result = detectSource({ paths: Object.keys(files), contents: Object.fromEntries(Object.entries(files).filter(([path]) => wantsContent(path))) });
  if (!result.found) throw new Error(result.reason);
  return dockerfileFor(result.detection);
}

test.each(Object.keys(sources))('the Dockerfile of %s is the golden one', async (name) => {
  await expect(generate(sources[name]!)!.dockerfile).toMatchFileSnapshot(`golden/${name}.Dockerfile`);
});

test.each(Object.keys(sources))('the image of %s runs without root', (name) => {
  expect(generate(sources[name]!)!.dockerfile).toMatch(/^USER 1000:1000$/m);
});

test.each(Object.keys(sources))('secrets and history stay out of the image of %s', (name) => {
  expect(generate(sources[name]!)!.ignore.split('\n')).toEqual(expect.arrayContaining(['.git', '.env', '.env.*.local']));
});

test('a source with its own Dockerfile gets none', () => {
  expect(generate({ Dockerfile: '' })).toBeNull();
});

test('file names with spaces and quotes cannot leave their instruction', () => {
  const { dockerfile } = generate({ 'package.json': JSON.stringify({ scripts: { start: 'node "a\\nUSER root\\n.js"' } }) })!;
  expect(dockerfile).not.toMatch(/^USER root/m);
});
