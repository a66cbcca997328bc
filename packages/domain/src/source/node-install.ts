import type { PackageJson } from './detect-node.js';
import type { NodeInstall } from './detection.js';
import { contentOf, type SourceListing } from './listing.js';

const installScripts = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];
const localReference = /^(file|link|portal|workspace|patch):|^\.{1,2}\//;

/** Which package manager installs the app's packages, and which files it needs for that. */
export function detectNodeInstall(listing: SourceListing, manifest: PackageJson): NodeInstall {
  const has = (path: string): boolean => listing.paths.includes(path);
  const { manager, managerVersion, lockfile } = managerOf(listing, manifest, has);
  const dependencies = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  const needsAll =
    manager === 'yarn-berry' ||
    (manifest.workspaces !== undefined && manifest.workspaces !== null) ||
    installScripts.some((name) => name in (manifest.scripts ?? {})) ||
    '@prisma/client' in dependencies ||
    'patch-package' in dependencies ||
    Object.values(dependencies).some((version) => localReference.test(version)) ||
    (manager === 'pnpm' && (has('pnpm-workspace.yaml') || has('.pnpmfile.cjs')));
  const manifests = ['package.json', lockfile, '.npmrc', '.yarnrc'].filter((path): path is string => path !== null && has(path));
  return { manager, managerVersion, lockfile, manifests: needsAll ? null : manifests, buildScript: 'build' in (manifest.scripts ?? {}), keepDev: false };
}

type Manager = Pick<NodeInstall, 'manager' | 'managerVersion' | 'lockfile'>;

function managerOf(listing: SourceListing, manifest: PackageJson, has: (path: string) => boolean): Manager {
  const declared = /^(npm|pnpm|yarn)@(\d+[0-9A-Za-z.-]*)/.exec(manifest.packageManager ?? '');
  const declaredVersion = (name: string): string | null => (declared?.[1] === name ? declared[2]! : null);
  if (has('pnpm-lock.yaml')) return { manager: 'pnpm', managerVersion: declaredVersion('pnpm') ?? pnpmFor(contentOf(listing, 'pnpm-lock.yaml')), lockfile: 'pnpm-lock.yaml' };
  if (has('yarn.lock')) {
    const version = declaredVersion('yarn');
    const berry = version === null ? isBerry(listing, has) : !version.startsWith('1.');
    return { manager: berry ? 'yarn-berry' : 'yarn', managerVersion: version ?? (berry ? '4' : '1.22.22'), lockfile: 'yarn.lock' };
  }
  for (const lockfile of ['package-lock.json', 'npm-shrinkwrap.json']) if (has(lockfile)) return { manager: 'npm', managerVersion: null, lockfile };
  if (declared?.[1] === 'pnpm') return { manager: 'pnpm', managerVersion: declared[2]!, lockfile: null };
  if (declared?.[1] === 'yarn') return { manager: declared[2]!.startsWith('1.') ? 'yarn' : 'yarn-berry', managerVersion: declared[2]!, lockfile: null };
  return { manager: 'npm', managerVersion: null, lockfile: null };
}

function isBerry(listing: SourceListing, has: (path: string) => boolean): boolean {
  return /^__metadata:/m.test(contentOf(listing, 'yarn.lock') ?? '') || has('.yarnrc.yml');
}

/** The pnpm major that writes this lock file format (its first line). */
function pnpmFor(lockfile: string | null): string {
  const format = /^lockfileVersion:\s*'?(\d+)/m.exec(lockfile ?? '')?.[1];
  return format === '5' ? '7' : format === '6' ? '8' : '10';
}
