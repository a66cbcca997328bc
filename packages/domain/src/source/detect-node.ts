import { z } from 'zod';
import { directArgv, parseCommandLine } from './command-line.js';
import type { DetectionOf, NodeInstall, NotThisKind } from './detection.js';
import { contentOf, type SourceListing } from './listing.js';
import { nodeMajorFor } from './node-version.js';
import { detectNodeInstall } from './node-install.js';
import type { Procfile } from './procfile.js';

const textMap = z.record(z.string(), z.string()).optional().catch(undefined);
const packageSchema = z.object({
  main: z.string().optional().catch(undefined),
  scripts: textMap,
  dependencies: textMap,
  devDependencies: textMap,
  optionalDependencies: textMap,
  engines: z.object({ node: z.string().optional() }).optional().catch(undefined),
  packageManager: z.string().optional().catch(undefined),
  workspaces: z.unknown().optional(),
});
export type PackageJson = z.infer<typeof packageSchema>;

/** Where tools that only make files leave them. */
const siteBuilders: readonly { dependency: string; folder: string; singlePage: boolean; unless?: string[] }[] = [
  { dependency: 'react-scripts', folder: 'build', singlePage: true },
  { dependency: '@vue/cli-service', folder: 'dist', singlePage: true },
  { dependency: 'astro', folder: 'dist', singlePage: false, unless: ['@astrojs/node'] },
  { dependency: 'gatsby', folder: 'public', singlePage: false },
  { dependency: '@11ty/eleventy', folder: '_site', singlePage: false },
  { dependency: '@docusaurus/core', folder: 'build', singlePage: false },
  { dependency: 'parcel', folder: 'dist', singlePage: true },
  { dependency: 'vite', folder: 'dist', singlePage: true, unless: ['@sveltejs/kit', '@remix-run/dev', '@react-router/dev', '@solidjs/start', '@tanstack/react-start', 'nuxt', 'vinxi'] },
];

/** Start scripts that run a server for development, not one for the public. */
const developmentServer = /^(react-scripts start|vite( dev| preview| serve)?|vue-cli-service serve|astro( dev| preview| start)?|gatsby (develop|serve)|eleventy --serve|docusaurus (start|serve)|parcel( serve)?|webpack(-dev-server| serve))\b/;

const entries = ['server', 'index', 'app', 'main', 'src/server', 'src/index', 'src/app', 'src/main'].flatMap((name) => [`${name}.js`, `${name}.mjs`, `${name}.cjs`]);

/** Packages whose program has another name. */
const programOf: Record<string, string> = { nest: '@nestjs/cli', 'ts-node': 'ts-node', tsc: 'typescript', remix: '@remix-run/cli', 'remix-serve': '@remix-run/serve', 'react-router-serve': '@react-router/serve' };

interface Start {
  argv: string[];
  notes: string[];
}

function hooked(scripts: Record<string, string>, name: string): boolean {
  return `pre${name}` in scripts || `post${name}` in scripts;
}

/** Replaces what stands between the line and the program: `npm run x`, cross-env, nodemon. */
function unwrap(line: string, scripts: Record<string, string>, depth = 0): { line: string; notes: string[] } {
  const parsed = parseCommandLine(line);
  if (parsed.kind !== 'argv' || depth > 5) return { line, notes: [] };
  const { argv } = parsed;
  const script = scriptNamed(argv);
  if (script !== null && parsed.env.length === 0 && Object.hasOwn(scripts, script) && !hooked(scripts, script)) return unwrap(scripts[script]!, scripts, depth + 1);
  if (argv[0] === 'cross-env' || argv[0] === 'dotenv-flow') return unwrap(line.replace(/\b(cross-env|dotenv-flow)\s+/, ''), scripts, depth + 1);
  if (argv[0] === 'nodemon' && argv.length > 1 && !argv[1]!.startsWith('-')) {
    return { line: line.replace(/\bnodemon\s+/, 'node '), notes: ['nodemon is for development: node runs the app instead.'] };
  }
  return { line, notes: [] };
}

function scriptNamed(argv: string[]): string | null {
  const [program, first, second] = argv;
  if (program !== 'npm' && program !== 'yarn' && program !== 'pnpm') return null;
  if (first === 'run' && argv.length === 3) return second!;
  if (argv.length !== 2) return null;
  return program === 'npm' ? (first === 'start' ? 'start' : null) : first!;
}

function startFrom(line: string, scripts: Record<string, string>, install: NodeInstall): Start {
  const { line: plain, notes } = unwrap(line, scripts);
  const argv = directArgv(plain);
  const needsYarn = install.manager === 'yarn-berry';
  if (argv === null) {
    const program = needsYarn ? 'yarn' : 'npm';
    const viaPackage = plain === scripts['start'] ? [program, 'start'] : ['/bin/sh', '-c', plain];
    return { argv: viaPackage, notes: [...notes, 'The start command runs several programs under a shell, so they may not hear when they are to stop: prefer one program.'] };
  }
  return { argv: needsYarn && argv[0] !== 'yarn' && argv[0] !== 'env' && argv[0] !== '/bin/sh' ? ['yarn', 'exec', ...argv] : argv, notes };
}

function comesFromDev(argv: string[], manifest: PackageJson): boolean {
  const program = argv.find((word, at) => !(at === 0 && word === 'env') && !word.includes('='))?.replace(/^.*\//, '') ?? '';
  const words = argv[0] === '/bin/sh' ? argv[2]!.split(/\s+/) : [program];
  return words.some((word) => {
    const owner = Object.hasOwn(programOf, word) ? programOf[word]! : word;
    return Object.hasOwn(manifest.devDependencies ?? {}, owner) && !Object.hasOwn(manifest.dependencies ?? {}, owner);
  });
}

function nodeVersion(listing: SourceListing, manifest: PackageJson): { version: string; notes: string[] } {
  for (const [source, text] of [
    ['.nvmrc', contentOf(listing, '.nvmrc')],
    ['.node-version', contentOf(listing, '.node-version')],
    ['engines.node', manifest.engines?.node ?? null],
  ] as const) {
    if (text === null) continue;
    const major = nodeMajorFor(text);
    if (major !== null) return { version: String(major), notes: [] };
    return { version: '24', notes: [`${source} asks for ${text.trim()}, which is not understood: Node.js 24 is used.`] };
  }
  return { version: '24', notes: [] };
}

/** Detects a Node.js app, or a site that Node.js tools make; says why not when there is a package.json. */
export function detectNode(listing: SourceListing, procfile: Procfile | null): DetectionOf<'node'> | DetectionOf<'static'> | NotThisKind | null {
  if (!listing.paths.includes('package.json')) return null;
  const read = readPackage(contentOf(listing, 'package.json'));
  if (read === null) return { reason: 'package.json is not valid JSON', remedy: 'Mend package.json, or add a Dockerfile.' };
  const scripts = read.scripts ?? {};
  const { version, notes } = nodeVersion(listing, read);
  const install = detectNodeInstall(listing, read);
  const start = webStart(listing, read, procfile, install);
  if (start === 'site') {
    const site = siteOf(read)!;
    return {
      kind: 'static', version, reason: 'package.json', processes: {}, folder: site.folder, singlePage: site.singlePage, install,
      notes: [...notes, ...(procfile?.notes ?? []), `${site.dependency} makes files only: they are served from ${site.folder}/.`],
    };
  }
  if (start === null) {
    return { reason: 'package.json says how to install the app, but not how to start it', remedy: 'Add a "start" script to package.json, or a Procfile with a line such as `web: node server.js`.' };
  }
  const processes: Record<string, string[]> = { web: start.argv };
  const all = [...notes, ...(procfile?.notes ?? []), ...start.notes];
  for (const [name, line] of Object.entries(procfile?.lines ?? {})) {
    if (name === 'web') continue;
    const other = startFrom(line, scripts, install);
    processes[name] = other.argv;
    all.push(...other.notes);
  }
  const keepDev = Object.values(processes).some((argv) => comesFromDev(argv, read));
  if (keepDev) all.push('What starts the app is in devDependencies, so these are installed too.');
  return { kind: 'node', version, reason: procfile?.lines['web'] ? 'package.json, Procfile' : 'package.json', processes, notes: [...new Set(all)], install: { ...install, keepDev } };
}

function readPackage(text: string | null): PackageJson | null {
  try {
    const parsed = packageSchema.safeParse(JSON.parse((text ?? '').replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function siteOf(manifest: PackageJson): (typeof siteBuilders)[number] | undefined {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  return siteBuilders.find((builder) => builder.dependency in all && !builder.unless?.some((other) => other in all));
}

function webStart(listing: SourceListing, manifest: PackageJson, procfile: Procfile | null, install: NodeInstall): Start | 'site' | null {
  const scripts = manifest.scripts ?? {};
  const fromProcfile = procfile?.lines['web'];
  if (fromProcfile) return startFrom(fromProcfile, scripts, install);
  const start = scripts['start'];
  const isSite = siteOf(manifest) !== undefined && 'build' in scripts;
  if (start !== undefined && !(isSite && developmentServer.test(unwrap(start, scripts).line))) {
    if (hooked(scripts, 'start')) {
      return { argv: [install.manager === 'yarn-berry' ? 'yarn' : 'npm', 'start'], notes: ['npm start is used because of prestart or poststart: the app may not hear when it is to stop.'] };
    }
    return startFrom(start, scripts, install);
  }
  if (isSite) return 'site';
  const main = manifest.main?.replace(/^\.\//, '');
  if (main !== undefined && (listing.paths.includes(main) || install.buildScript)) return { argv: ['node', main], notes: [] };
  const entry = entries.find((path) => listing.paths.includes(path));
  return entry === undefined ? null : { argv: ['node', entry], notes: [`There is no start script: ${entry} is run.`] };
}
