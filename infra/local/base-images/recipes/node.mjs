import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../run-program.mjs';
import { path, suite } from '../debian-suite.mjs';

/** @typedef {import('../base-images.mjs').BaseImage} BaseImage */

const versions = { npm: '11.21.2', yarn: '1.22.22', corepack: '0.36.0' };

/** @param {string} version exact @param {string[]} names further tags, such as `latest` @returns {BaseImage} */
export function node(version, names) {
  const [major, minor] = version.split('.');
  const numbers = [major, `${major}.${minor}`, version];
  return {
    repository: 'node',
    tags: [...numbers, ...names].flatMap((name) => (name === 'latest' ? ['latest', 'slim', suite, `${suite}-slim`] : [name, `${name}-slim`, `${name}-${suite}`, `${name}-${suite}-slim`])),
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
