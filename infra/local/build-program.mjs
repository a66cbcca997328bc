import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { ClusterError } from './cluster-error.mjs';
import { cacheDir } from './paths.mjs';
import { programs } from './programs.mjs';
import { run } from './run-program.mjs';

/** @typedef {import('./programs.mjs').Program} Program */
/** @typedef {import('./go-toolchain.mjs').GoToolchain} GoToolchain */

/**
 * Hash of what makes a program: its recipe, its own files, the machine's architecture. The
 * compiler's version is not part of it: it changes how, not what.
 * @param {Program} program
 * @returns {string} 12 hex digits
 */
export function programHash(program) {
  const hash = createHash('sha256').update(JSON.stringify({ ...program, folder: undefined, patch: undefined })).update(process.arch);
  const { replaceModule, replaceFolder, replaceText } = program.patch ?? {};
  for (const patched of [replaceModule, replaceFolder]) {
    if (patched) hash.update(JSON.stringify({ ...patched, with: basename(patched.with) })).update(readFileSync(patched.with));
  }
  hash.update(JSON.stringify(replaceText ?? []));
  if (program.alignWithKube) hash.update(readFileSync(join(/** @type {string} */ (programs.kube.folder), 'go.mod')));
  for (const file of program.folder ? sourceFiles(program.folder) : []) hash.update(relative(/** @type {string} */ (program.folder), file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

/** @param {string} folder @returns {string[]} */
function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? sourceFiles(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((file) => /(\.go|go\.mod|go\.sum)$/.test(file) && !file.endsWith('_test.go'))
    .sort();
}

/** @param {Program} program folder that holds the built program; there when it has been built */
export const programDir = (program) => join(cacheDir(), 'programs', `${program.name}-${programHash(program)}`);

/** @param {Program} program */
export const isBuilt = (program) => existsSync(programDir(program));

/**
 * Compiles a program into the cache unless it is there.
 * @param {Program} program
 * @param {GoToolchain} toolchain
 * @returns {Promise<string>} its folder
 */
export async function buildProgram(program, toolchain) {
  const target = programDir(program);
  if (existsSync(target)) return target;
  const work = mkdtempSync(join(tmpdir(), `berth-${program.name}-`));
  try {
    const source = program.folder ?? (await copyModule(program, toolchain, join(work, 'source')));
    const output = join(work, 'output');
    mkdirSync(output);
    const link = ['-s', '-w', ...(program.static ? ['-linkmode', 'external', '-extldflags', '-static'] : []), ...(program.ldflags ?? [])];
    const env = { ...toolchain.env, CGO_ENABLED: program.static ? '1' : '0' };
    // One call for several packages compiles what they share once; the linker runs for each.
    await run(
      toolchain.go,
      ['build', ...(program.folder ? [] : ['-mod=mod']), '-trimpath', ...(program.tags ? ['-tags', program.tags] : []), '-ldflags', link.join(' '), '-o', `${output}/`, ...Object.values(program.packages)],
      { cwd: source, env, timeout: 1_800_000 },
    );
    for (const [name, path] of Object.entries(program.packages)) {
      const built = join(output, path === '.' ? moduleName(source) : basename(path));
      if (built !== join(output, name)) renameSync(built, join(output, name));
    }
    for (const folder of program.files ?? []) cpSync(join(source, folder), join(output, basename(folder)), { recursive: true });
    mkdirSync(join(target, '..'), { recursive: true });
    await run('mv', ['-T', output, `${target}.${process.pid}`]); // the work folder may be on another file system
    if (existsSync(target)) rmSync(`${target}.${process.pid}`, { recursive: true });
    else renameSync(`${target}.${process.pid}`, target);
    return target;
  } catch (error) {
    throw new ClusterError('build_failed', `Building ${program.name} failed.\n${error instanceof Error ? error.message : error}`, 'Check that the Go module proxy can be reached (go env GOPROXY), then try again.', error);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} source the name `go build` gives the main package at a module's root */
function moduleName(source) {
  const path = /^module\s+(\S+)/m.exec(readFileSync(join(source, 'go.mod'), 'utf8'))?.[1] ?? '';
  return basename(path.replace(/\/v\d+$/, ''));
}

/**
 * A writable copy of a module is the main module, so that its own `replace` lines hold.
 * @param {Program} program
 * @param {GoToolchain} toolchain
 * @param {string} source
 */
async function copyModule(program, toolchain, source) {
  await copyWritable(await downloadModule(toolchain, /** @type {string} */ (program.module)), source);
  rmSync(join(source, 'vendor'), { recursive: true, force: true });
  const { replaceModule, replaceFolder, replaceText = [] } = program.patch ?? {};
  if (replaceModule) {
    const version = await requiredVersion(toolchain, source, replaceModule.module);
    const copy = join(source, '..', 'replaced');
    await copyWritable(await downloadModule(toolchain, `${replaceModule.module}@${version}`), copy);
    cpSync(replaceModule.with, join(copy, replaceModule.file));
    await run(toolchain.go, ['mod', 'edit', '-replace', `${replaceModule.module}=../replaced`], { cwd: source, env: toolchain.env });
  }
  if (replaceFolder) {
    const folder = join(source, replaceFolder.folder);
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    cpSync(replaceFolder.with, join(folder, `${basename(folder)}.go`));
  }
  for (const { file, from, to } of replaceText) {
    const text = readFileSync(join(source, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} of ${program.module} does not contain ${from}`);
    writeFileSync(join(source, file), text.replaceAll(from, to));
  }
  if (program.alignWithKube) await alignWithKube(program.alignWithKube, toolchain, source);
  return source;
}

/** @param {string} from @param {string} to */
async function copyWritable(from, to) {
  cpSync(from, to, { recursive: true, filter: (path) => !path.includes(`${from}/vendor/`) });
  await run('chmod', ['-R', 'u+w', to]);
}

/**
 * @param {GoToolchain} toolchain
 * @param {string} module module@version
 * @returns {Promise<string>} its folder, read-only
 */
export async function downloadModule(toolchain, module) {
  for (let attempt = 1; ; attempt++) {
    try {
      /** @type {{ Dir: string }} */
      const { Dir } = JSON.parse(await run(toolchain.go, ['mod', 'download', '-json', module], { cwd: tmpdir(), env: toolchain.env }));
      return Dir;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** @param {GoToolchain} toolchain @param {string} source @param {string} module */
async function requiredVersion(toolchain, source, module) {
  const { Require } = await readGoMod(toolchain, join(source, 'go.mod'));
  return Require.find(({ Path }) => Path === module)?.Version;
}

/**
 * @param {GoToolchain} toolchain @param {string} file
 * @returns {Promise<{ Require: { Path: string, Version: string }[], Replace: { Old: { Path: string }, New: { Version?: string } }[] | null }>}
 */
async function readGoMod(toolchain, file) {
  return JSON.parse(await run(toolchain.go, ['mod', 'edit', '-json', file], { env: toolchain.env }));
}

/** @param {string[]} prefixes @param {GoToolchain} toolchain @param {string} source */
async function alignWithKube(prefixes, toolchain, source) {
  const kube = await readGoMod(toolchain, join(/** @type {string} */ (programs.kube.folder), 'go.mod'));
  const versions = new Map(kube.Require.map(({ Path, Version }) => [Path, Version]));
  for (const { Old, New } of kube.Replace ?? []) if (New.Version) versions.set(Old.Path, New.Version);
  const own = await readGoMod(toolchain, join(source, 'go.mod'));
  const raised = own.Require.flatMap(({ Path, Version }) => {
    const wanted = versions.get(Path);
    return wanted && wanted !== Version && prefixes.some((prefix) => Path.startsWith(prefix)) ? [`-require=${Path}@${wanted}`] : [];
  });
  await run(toolchain.go, ['mod', 'edit', ...raised], { cwd: source, env: toolchain.env });
}

/** Copies a built program where the cluster keeps its own, so that the caches can be moved or emptied. */
export function installFile(/** @type {string} */ from, /** @type {string} */ to, mode = 0o755) {
  const current = statSync(to, { throwIfNoEntry: false });
  const wanted = statSync(from);
  if (current && current.size === wanted.size && current.mtimeMs === wanted.mtimeMs) return false;
  mkdirSync(join(to, '..'), { recursive: true });
  cpSync(from, `${to}.new`, { preserveTimestamps: true });
  chmodSync(`${to}.new`, mode);
  renameSync(`${to}.new`, to);
  return true;
}
