import { z } from 'zod';
import { sourceSettingsSchema } from '../berth-file/source-settings.js';
import type { FileProblem } from '../berth-file/read-berth-file.js';

const found = {
  /** Of the language, as the base image's tag names it; null where it plays no part. */
  version: z.string().max(40).nullable(),
  /** The file that decided. */
  reason: z.string().max(200),
  /** argv by process name; empty with a Dockerfile, whose own CMD runs. */
  processes: z.record(z.string(), z.array(z.string())),
  /** What the user should know, in sentences. */
  notes: z.array(z.string()),
  /** What berth.yaml and Procfile ask for; absent in sources of older versions. */
  settings: sourceSettingsSchema.optional(),
};

/** How the packages of a Node.js app are installed, and what is built. */
export const nodeInstallSchema = z.object({
  manager: z.enum(['npm', 'pnpm', 'yarn', 'yarn-berry']),
  /** Of pnpm or yarn, to be installed by npm; null for npm itself. */
  managerVersion: z.string().max(40).nullable(),
  lockfile: z.string().nullable(),
  /** Files that the installation needs; null when it may need any file. */
  manifests: z.array(z.string()).nullable(),
  buildScript: z.boolean(),
  /** True when what runs in production comes from devDependencies. */
  keepDev: z.boolean(),
});
export type NodeInstall = z.infer<typeof nodeInstallSchema>;

const dockerfileDetection = z.object({ kind: z.literal('dockerfile'), ...found, path: z.string() });
const nodeDetection = z.object({ kind: z.literal('node'), ...found, install: nodeInstallSchema });
const pythonDetection = z.object({
  kind: z.literal('python'),
  ...found,
  installer: z.enum(['requirements', 'uv', 'poetry', 'pyproject', 'none']),
  /** Files that the installation needs; null when it may need any file. */
  manifests: z.array(z.string()).nullable(),
  /** Servers that the app needs and does not name itself. */
  extras: z.array(z.enum(['gunicorn', 'uvicorn'])),
  /** True when modules lie below `src/`. */
  sourceFolder: z.boolean(),
});
const goDetection = z.object({
  kind: z.literal('go'),
  ...found,
  /** The main package, relative to the module: `.` or `./cmd/server`. */
  mainPackage: z.string(),
  hasSum: z.boolean(),
  vendored: z.boolean(),
});
const staticDetection = z.object({
  kind: z.literal('static'),
  ...found,
  /** Folder with the files to serve, relative to the source. */
  folder: z.string(),
  /** True when unknown paths belong to the page's own router. */
  singlePage: z.boolean(),
  /** How the files are made first; null when they are in the source. */
  install: nodeInstallSchema.nullable(),
});

/** How a source is built and started; stored with the source. */
export const sourceDetectionSchema = z.discriminatedUnion('kind', [dockerfileDetection, nodeDetection, pythonDetection, goDetection, staticDetection]);
export type SourceDetection = z.infer<typeof sourceDetectionSchema>;
export type SourceKind = SourceDetection['kind'];
export type DetectionOf<K extends SourceKind> = Extract<SourceDetection, { kind: K }>;

export type DetectionResult =
  | { found: true; detection: SourceDetection }
  | { found: false; reason: string; lookedFor: string[]; remedy: string; /** Set when berth.yaml is the reason. */ problems?: FileProblem[] };

/** Why one kind is not it although its marker is there: told when nothing else fits. */
export interface NotThisKind {
  reason: string;
  remedy: string;
}
