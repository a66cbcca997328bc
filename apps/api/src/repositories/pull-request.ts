import type { RepositoryProvider } from '@berth/domain';
import { z } from 'zod';

/** Events that tell of pull requests, and of merge requests at GitLab. */
export const pullRequestEvents: Record<RepositoryProvider, string> = { github: 'pull_request', gitlab: 'Merge Request Hook' };
export const isPullRequest = (event: string): boolean => Object.values(pullRequestEvents).includes(event);

const commitId = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const named = z.object({ full_name: z.string().max(300) });
/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
const github = z.object({
  action: z.string().max(60),
  repository: named,
  pull_request: z.object({ updated_at: z.iso.datetime(), head: z.object({ ref: z.string().max(300), sha: commitId, repo: named.nullable() }) }),
});
/** https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events */
const gitlab = z.object({
  project: z.object({ path_with_namespace: z.string().max(300) }),
  object_attributes: z.object({ action: z.string().max(60).optional(), source_branch: z.string().max(300), source_project_id: z.number().nullable(), target_project_id: z.number(), oldrev: commitId.optional(), last_commit: z.object({ id: commitId }) }),
});

/** What happened to a pull request, as far as its preview is concerned. */
export interface PullRequest {
  repository: string;
  branch: string;
  commit: string;
  /** Open: its branch may have a new commit. Null: nothing that concerns a preview. */
  now: 'open' | 'closed' | null;
  /** Its branch lies in a copy of the repository that belongs to somebody else. */
  isForeign: boolean;
  /** When it happened; null where the message does not say. */
  at: Date | null;
}

/** Throws a ZodError for what is not as the provider documents it. */
export function readPullRequest(provider: RepositoryProvider, data: unknown): PullRequest {
  if (provider === 'github') {
    const { action, repository, pull_request: { head, updated_at: at } } = github.parse(data);
    const now = action === 'closed' ? 'closed' : ['opened', 'reopened', 'synchronize'].includes(action) ? 'open' : null;
    return { repository: repository.full_name, branch: head.ref, commit: head.sha, now, isForeign: head.repo?.full_name !== repository.full_name, at: new Date(at) };
  }
  const { project, object_attributes: { action, oldrev, ...request } } = gitlab.parse(data);
  const isOpen = action === 'open' || action === 'reopen' || (action === 'update' && oldrev !== undefined);
  const now = action === 'close' || action === 'merge' ? 'closed' : isOpen ? 'open' : null;
  return { repository: project.path_with_namespace, branch: request.source_branch, commit: request.last_commit.id, now, isForeign: request.source_project_id !== request.target_project_id, at: null };
}
