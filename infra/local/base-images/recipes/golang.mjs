import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { path, suite } from '../debian-suite.mjs';

/** @typedef {import('../base-images.mjs').BaseImage} BaseImage */

/** @param {string} version of the machine's Go, e.g. go1.26.8 @param {Record<string, string>} settings @returns {BaseImage} */
export function golang(version, settings) {
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
