import { z } from 'zod';
import { branchNameForm, longestBranchName, matchesBranch } from './branch-pattern.js';
import type { ProcessSettings, Scale } from './process-settings.js';
import { namedSizes } from './resources.js';
import { configName, environmentSlug, slugFrom } from './slug.js';

const day = 86_400;

export const branchName = z
  .string()
  .min(1)
  .max(longestBranchName)
  .regex(branchNameForm, 'must be a branch as git names it, such as feature/login');

/** A pattern of branch names: `*` is anything within a part, `**` anything. */
export const branchPattern = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Zs}~^:?[\\]+$/u, 'must be a branch, in which * stands for anything but / and ** for anything');

const fields = {
  enabled: z.boolean().describe('Whether branches get previews.'),
  base: environmentSlug.describe('The environment whose settings and config a new preview starts from.'),
  ttlSeconds: z.number().int().min(60).max(90 * day).describe('How long a preview stays after its last deployment.'),
  most: z.number().int().min(1).max(50).describe('Previews at most.'),
  branches: z.array(branchPattern).min(1).max(20).describe('Branches that may have a preview: `*` is anything but `/`, `**` anything.'),
  variables: z.enum(['all', 'none']).describe('Which variables of the base a new preview gets.'),
  secrets: z.enum(['none', 'all', 'named']).describe('Which secrets of the base a new preview gets; `named`: those in `secretNames`.'),
  secretNames: z.array(configName).max(200).describe('Secrets that a new preview gets where `secrets` is `named`.'),
  size: z.enum(Object.keys(namedSizes) as [keyof typeof namedSizes]).describe('The largest size of a pod.'),
  pods: z.number().int().min(1).max(20).describe('Pods of a process at most.'),
};
/** What an app says of its previews. */
export const previewSettingsShown = z.object(fields);
export type PreviewSettings = z.infer<typeof previewSettingsShown>;
/** What of it is changed. */
export const previewSettingsChange = previewSettingsShown.partial();

const initial: PreviewSettings = { enabled: false, base: 'production', ttlSeconds: 7 * day, most: 5, branches: ['**'], variables: 'all', secrets: 'none', secretNames: [], size: 'small', pods: 1 };

/** The settings as an app's row keeps them: what nobody set is as it is at first. */
export const readPreviewSettings = (kept: unknown): PreviewSettings => ({ ...initial, ...previewSettingsChange.parse(kept) });

/** The part of the tenant's budget that a preview may take, process by process. */
export type PreviewShare = Pick<PreviewSettings, 'size' | 'pods'>;

/** The share of a preview of an app with these settings; null for an environment that is none. */
export const shareOf = ({ kind, app }: { kind: string; app: { previews: unknown } }): PreviewShare | null => (kind === 'preview' ? readPreviewSettings(app.previews) : null);

/** A scale within a share; without one as it is. */
export const scaleInShare = (scale: Scale, share: PreviewShare | null): Scale => (share ? { ...scale, min: Math.min(scale.min, share.pods), max: Math.min(scale.max, share.pods) } : scale);

/** A size of a pod within a share; without one as it is. */
export function sizeInShare(size: ProcessSettings['size'], share: PreviewShare | null): ProcessSettings['size'] {
  if (!share) return size;
  const most = namedSizes[share.size];
  return {
    cpuRequestMillicores: Math.min(size.cpuRequestMillicores, most.cpuRequestMillicores),
    memoryRequestBytes: Math.min(size.memoryRequestBytes, most.memoryRequestBytes),
    memoryLimitBytes: Math.min(size.memoryLimitBytes, most.memoryLimitBytes),
  };
}

/** True when one of the patterns is meant for the branch. */
export const admitsBranch = (patterns: readonly string[], branch: string): boolean => patterns.some((pattern) => matchesBranch(pattern, branch));

/**
 * Names for a branch's preview, the best first: the branch itself where it can be read as a name, and one that ends in
 * `tag`, a short hash of the branch, for when the first is in use. `longest`: characters that the host name has room for.
 */
export function previewSlugs(branch: string, tag: string, longest: number): string[] {
  const plain = slugFrom(branch);
  const room = Math.min(30, longest);
  const start = (plain || 'preview').slice(0, room - tag.length - 1).replace(/-+$/, '');
  const tagged = start === '' ? `p${tag}`.slice(0, room) : `${start}-${tag}`;
  return plain !== '' && plain.length <= room && slugKeepsAll(branch) ? [plain, tagged] : [tagged];
}

/** False where `slugFrom` cuts the name off, so that two long branches would be taken for one. */
const slugKeepsAll = (branch: string): boolean => branch.length <= 30;
