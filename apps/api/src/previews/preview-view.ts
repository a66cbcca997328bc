import type { environmentSchema, previewSettingsSchema } from '@berth/contract';
import type { z } from 'zod';

export type PreviewSettingsView = z.input<typeof previewSettingsSchema>;
type PreviewView = NonNullable<z.input<typeof environmentSchema>['preview']>;

/** Columns of environment `e` that tell a preview. */
export const previewColumns = 'e.kind, e.branch, e."basedOn", e."expiresAt"';

export interface PreviewFacts {
  kind: 'permanent' | 'preview' | null;
  branch: string | null;
  basedOn: string | null;
  expiresAt: string | null;
}

/** What makes an environment a preview; null for every other one. */
export const previewView = ({ kind, branch, basedOn, expiresAt }: PreviewFacts): PreviewView | null => (kind === 'preview' && branch !== null && expiresAt !== null ? { branch, basedOn, expiresAt } : null);
