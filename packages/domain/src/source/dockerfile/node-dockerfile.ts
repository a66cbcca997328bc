import type { DetectionOf, NodeInstall } from '../detection.js';
import { appUser, cmd, copy, defaultPort, dockerfileOf, entrypoint, initAndFolder, runAsApp } from './fragments.js';

export const nodeIgnored = ['node_modules', '**/node_modules', 'npm-debug.log*', '.npm', '.pnpm-store', '.next/cache', 'coverage'];

/** Installs the package manager itself, from npm; null for npm. */
function installManager({ manager, managerVersion }: NodeInstall): string | null {
  if (manager === 'npm') return null;
  if (manager === 'yarn') return `RUN command -v yarn >/dev/null || npm install --global yarn@${managerVersion}`;
  return `RUN npm install --global --force ${manager === 'pnpm' ? 'pnpm' : '@yarnpkg/cli-dist'}@${managerVersion}`;
}

const cacheMount = { npm: '/root/.npm', pnpm: '/root/.pnpm-store', yarn: '/root/.yarn-cache' } as const;
/** Yarn 2 and later runs programs out of its cache, so there the cache is a part of the app. */
const mounted = ({ manager }: NodeInstall): string => (manager === 'yarn-berry' ? 'RUN YARN_ENABLE_GLOBAL_CACHE=false' : `RUN --mount=type=cache,target=${cacheMount[manager]}`);

function installPackages(install: NodeInstall, withDev: boolean): string {
  const locked = install.lockfile !== null;
  const commands = {
    npm: `npm ${locked ? 'ci' : 'install'} ${withDev ? '--include=dev' : '--omit=dev'} --no-audit --no-fund`,
    pnpm: `CI=true pnpm install --store-dir ${cacheMount.pnpm} ${locked ? '--frozen-lockfile' : '--no-frozen-lockfile'} ${withDev ? '--prod=false' : '--prod'}`,
    yarn: `yarn install --cache-folder ${cacheMount.yarn} --non-interactive ${locked ? '--frozen-lockfile ' : ''}--production=${withDev ? 'false' : 'true'}`,
    'yarn-berry': `yarn install ${locked ? '--immutable' : '--no-immutable'}`,
  };
  return `${mounted(install)} ${commands[install.manager]}`;
}

/** Takes the packages for development away again; null where the manager has no command for it. */
function prunePackages(install: NodeInstall): string | null {
  const commands = {
    npm: 'npm prune --omit=dev --no-audit --no-fund',
    pnpm: 'CI=true pnpm prune --prod --ignore-scripts',
    yarn: `yarn install --cache-folder ${cacheMount.yarn} --non-interactive --production=true --ignore-scripts --prefer-offline${install.lockfile === null ? '' : ' --frozen-lockfile'}`,
    'yarn-berry': null,
  };
  const command = commands[install.manager];
  return command === null ? null : `${mounted(install)} ${command}`;
}

/** The lines that install packages, with the source's own files copied as late as possible. */
function installBlock(install: NodeInstall, withDev: boolean, copyRest: string): (string | null)[] {
  if (install.manifests === null) return [copyRest, installPackages(install, withDev)];
  return [copy(install.manifests, './'), installPackages(install, withDev), copyRest];
}

/** The stage that installs and builds, from an existing stage with Node.js. */
export function nodeBuildStage(from: string, install: NodeInstall, prune: boolean): (string | null)[] {
  const run = install.manager === 'npm' ? 'npm run build' : install.manager === 'pnpm' ? 'pnpm run build' : 'yarn run build';
  return [`FROM ${from} AS build`, ...installBlock(install, true, 'COPY . .'), install.buildScript ? `RUN ${run}` : null, prune ? prunePackages(install) : null];
}

export function nodeBase(version: string | null, install: NodeInstall, name: string | null): (string | null)[] {
  return [
    `FROM node:${version ?? '24'}-slim${name === null ? '' : ` AS ${name}`}`,
    initAndFolder,
    installManager(install),
    'WORKDIR /app',
    `ENV NODE_ENV=production PORT=${defaultPort} PATH=/app/node_modules/.bin:$PATH`,
  ];
}

/** The Dockerfile of a Node.js app: one stage, or two when there is something to build. */
export function nodeDockerfile({ version, install, processes }: DetectionOf<'node'>): string {
  const run = [...runAsApp, entrypoint, cmd(processes['web']!)];
  if (!install.buildScript) {
    return dockerfileOf([nodeBase(version, install, null), installBlock(install, install.keepDev, `COPY --chown=${appUser} . .`), run]);
  }
  return dockerfileOf([
    nodeBase(version, install, 'base'),
    nodeBuildStage('base', install, !install.keepDev),
    ['FROM base', `COPY --from=build --chown=${appUser} /app ./`],
    run,
  ]);
}
