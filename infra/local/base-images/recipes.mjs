import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run-program.mjs';

/**
 * One base image: what is added to the Debian root below it.
 * @typedef {object} BaseImage
 * @property {string} repository below `mirror/library/`
 * @property {string[]} tags
 * @property {string[]} [packages] of Debian
 * @property {string} [script] runs in the root, after the packages
 * @property {(upper: string, context: { work: string, goroot: string }) => Promise<void>} [place] puts files into the layer before
 * @property {import('../images/image-layout.mjs').ImageConfig} config
 */

export const suite = 'bookworm';
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const versions = { npm: '11.21.2', yarn: '1.22.22', corepack: '0.36.0' };

/** @param {string} version exact @param {string[]} names further tags, such as `latest` @returns {BaseImage} */
function node(version, names) {
  const [major, minor] = version.split('.');
  const numbers = [major, `${major}.${minor}`, version];
  return {
    repository: 'node',
    tags: [...[...numbers, ...names].flatMap((name) => (name === 'latest' ? ['latest', 'slim', suite, `${suite}-slim`] : [name, `${name}-slim`, `${name}-${suite}`, `${name}-${suite}-slim`]))],
    async place(upper, { work }) {
      const platform = `node-linux-${process.arch}`;
      await run('npm', ['install', '--prefix', work, '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', `${platform}@${version}`, ...Object.entries(versions).map(([name, exact]) => `${name}@${exact}`)]);
      const local = join(upper, 'usr', 'local');
      mkdirSync(join(local, 'bin'), { recursive: true });
      const headersOfOthers = /\/openssl\/archs\/(?!linux-)/; // fifty megabytes
      for (const part of ['bin', 'include']) cpSync(join(work, 'node_modules', platform, part), join(local, part), { recursive: true, filter: (file) => !headersOfOthers.test(file) });
      for (const name of Object.keys(versions)) cpSync(join(work, 'node_modules', name), join(local, 'lib', 'node_modules', name), { recursive: true });
    },
    script: `
      cd /usr/local/bin && rm -f npm npx corepack
      ln -s ../lib/node_modules/npm/bin/npm-cli.js npm
      ln -s ../lib/node_modules/npm/bin/npx-cli.js npx
      ln -s ../lib/node_modules/corepack/dist/corepack.js corepack
      ln -s ../lib/node_modules/yarn/bin/yarn.js yarn
      ln -s yarn yarnpkg
      ln -s node nodejs
      chown -R 0:0 /usr/local
      groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
      node --version && npm --version && yarn --version`,
    packages: ['libstdc++6'],
    config: { Env: [`PATH=${path}`, `NODE_VERSION=${version}`, `YARN_VERSION=${versions.yarn}`], Cmd: ['node'] },
  };
}

/** @returns {BaseImage} */
const python = () => ({
  repository: 'python',
  tags: ['3', '3.11'].flatMap((name) => [name, `${name}-slim`, `${name}-${suite}`, `${name}-slim-${suite}`]).concat('latest', 'slim', suite, `slim-${suite}`),
  packages: ['python3', 'python3-pip', 'python3-venv', 'python3-setuptools', 'python3-wheel'],
  // The image's Python is the app's own to install into, as in Docker's.
  script: `
    rm -f /usr/lib/python3*/EXTERNALLY-MANAGED
    ln -s /usr/bin/python3 /usr/local/bin/python3 && ln -s python3 /usr/local/bin/python
    ln -s /usr/bin/pip3 /usr/local/bin/pip3 && ln -s pip3 /usr/local/bin/pip
    python --version && pip --version`,
  config: { Env: [`PATH=${path}`, 'LANG=C.UTF-8', 'PYTHONUNBUFFERED=1'], Cmd: ['python3'] },
});

/** @param {string} version of the machine's Go, e.g. go1.26.8 @param {Record<string, string>} settings @returns {BaseImage} */
function golang(version, settings) {
  const [major, minor] = version.replace(/^go/, '').split('.');
  return {
    repository: 'golang',
    tags: ['1', `${major}.${minor}`, version.replace(/^go/, '')].flatMap((name) => [name, `${name}-${suite}`]).concat('latest', suite),
    packages: ['git', 'gcc', 'libc6-dev', 'pkg-config', 'make'],
    async place(upper, { goroot }) {
      const target = join(upper, 'usr', 'local', 'go');
      mkdirSync(target, { recursive: true });
      for (const part of ['bin', 'lib', 'pkg', 'src', 'VERSION', 'go.env']) {
        cpSync(join(goroot, part), join(target, part), { recursive: true, dereference: true, filter: (file) => !/\/(testdata|obj)(\/|$)|_test\.go$/.test(file) });
      }
    },
    script: `
      chown -R 0:0 /usr/local/go && chmod 755 /usr/local/go/bin/*
      mkdir -p /go/src /go/bin && chmod -R 1777 /go
      /usr/local/go/bin/go version`,
    config: {
      Env: [`PATH=/go/bin:/usr/local/go/bin:${path}`, 'GOPATH=/go', 'GOTOOLCHAIN=local', `GOLANG_VERSION=${version.replace(/^go/, '')}`, ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)],
      WorkingDir: '/go',
      Cmd: ['bash'],
    },
  };
}

const serveScript = `#!/bin/sh
# Serves /usr/share/nginx/html on $PORT as any user.
set -eu
sed "s/@PORT@/\${PORT:-8080}/" /etc/nginx/serve.conf.template > /tmp/nginx.conf
exec nginx -c /tmp/nginx.conf -g 'daemon off;'
`;

const serveConfig = `worker_processes 1;
pid /tmp/nginx.pid;
error_log stderr;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /dev/stdout;
  client_body_temp_path /tmp/client-body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  sendfile on;
  server_tokens off;
  server {
    listen @PORT@;
    root /usr/share/nginx/html;
    location / { try_files $uri $uri/ =404; }
  }
}
`;

/** A static server: like Docker's nginx, but on $PORT (8080 unless set) and as user 101. @returns {BaseImage} */
const nginx = () => ({
  repository: 'nginx',
  tags: ['latest', 'stable', 'mainline', '1', 'alpine', 'stable-alpine', 'mainline-alpine', '1-alpine', suite],
  packages: ['nginx-light'],
  async place(upper) {
    for (const [file, text, mode] of /** @type {const} */ ([['usr/local/bin/serve', serveScript, 0o755], ['etc/nginx/serve.conf.template', serveConfig, 0o644]])) {
      mkdirSync(join(upper, file, '..'), { recursive: true });
      writeFileSync(join(upper, file), text, { mode });
    }
  },
  script: 'rm -f /usr/share/nginx/html/index.nginx-debian.html && nginx -v',
  config: { Env: [`PATH=${path}`, 'PORT=8080'], User: '101:101', ExposedPorts: { '8080/tcp': {} }, StopSignal: 'SIGQUIT', Cmd: ['/usr/local/bin/serve'] },
});

/** @returns {BaseImage} */
const debian = () => ({
  repository: 'debian',
  tags: [suite, `${suite}-slim`, '12', '12-slim', 'stable', 'stable-slim', 'latest'],
  config: { Env: [`PATH=${path}`], Cmd: ['bash'] },
});

/**
 * The base images, the most wanted first.
 * @param {{ goVersion: string, goSettings: Record<string, string> }} machine
 * @returns {BaseImage[]}
 */
export const baseImages = ({ goVersion, goSettings }) => [
  node('24.21.0', ['lts', 'krypton', 'current', 'latest']),
  debian(),
  python(),
  golang(goVersion, goSettings),
  nginx(),
  node('22.23.3', ['jod']),
];
