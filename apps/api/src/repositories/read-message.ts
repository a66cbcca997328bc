import { branchName, type RepositoryProvider } from '@berth/domain';
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { pullRequestEvents, readPullRequest } from './pull-request.js';
import { textOf } from './verify-message.js';

/** GitHub offers to send a message again for three days. */
const oldestMs = 3 * 86_400_000;
const longestId = 200;
const absent = /^0+$/;

export interface Push {
  branch: string;
  /** What the branch stands at now, and what it stood at before; null where it was not there. */
  commit: string | null;
  before: string | null;
}

/** What a provider's message says, as far as it matters here. `repository` is the path of the repository that it is about. */
export type Message = { kind: 'ping' } | { kind: 'push'; event: string; repository: string; push: Push } | { kind: 'other'; why: string };

const commitId = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const change = z.object({ ref: z.string().max(300), before: commitId, after: commitId });
/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
const githubPush = change.extend({ repository: z.object({ full_name: z.string().max(300), pushed_at: z.unknown().optional() }) });
/** https://docs.gitlab.com/user/project/integrations/webhook_events/#push-events */
const gitlabPush = change.extend({ project: z.object({ path_with_namespace: z.string().max(300) }) });

/** Reads a message whose sender is known. Throws a ZodError or SyntaxError for one that is not as the provider documents it. */
export function readMessage(provider: RepositoryProvider, headers: IncomingHttpHeaders, body: Buffer, now: Date): Message {
  const event = textOf(headers, provider === 'github' ? 'x-github-event' : 'x-gitlab-event').slice(0, 60);
  if (provider === 'github' && event === 'ping') return { kind: 'ping' };
  const isPull = event === pullRequestEvents[provider];
  if (!isPull && event !== (provider === 'github' ? 'push' : 'Push Hook')) return { kind: 'other', why: `Berth does nothing with the event ${JSON.stringify(event)}; it deploys pushes.` };
  const data: unknown = JSON.parse(body.toString('utf8'));
  if (isPull) return pullOf(provider, event, data, now);
  if (provider === 'gitlab') {
    const { project, ...pushed } = gitlabPush.parse(data);
    return pushOf(event, project.path_with_namespace, pushed);
  }
  const { repository, ...pushed } = githubPush.parse(data);
  const { pushed_at: pushedAt } = repository;
  if (typeof pushedAt === 'number' && now.getTime() - pushedAt * 1000 > oldestMs) return { kind: 'other', why: 'The push is older than three days. To deploy the branch, push to it again.' };
  return pushOf(event, repository.full_name, pushed);
}

/** A pull request as what it is to its branch: a commit, or its end. */
function pullOf(provider: RepositoryProvider, event: string, data: unknown, now: Date): Message {
  const pull = readPullRequest(provider, data);
  if (pull.now === null) return { kind: 'other', why: 'The pull request is neither opened, nor closed, nor has it a new commit.' };
  if (pull.isForeign) return { kind: 'other', why: 'The pull request comes from a copy of the repository; such a branch gets no preview.' };
  if (pull.at !== null && now.getTime() - pull.at.getTime() > oldestMs) return { kind: 'other', why: 'The message is older than three days.' };
  const branch = branchName.safeParse(pull.branch);
  if (!branch.success) return { kind: 'other', why: 'The branch has a name that Berth does not take.' };
  return { kind: 'push', event, repository: pull.repository, push: { branch: branch.data, commit: pull.now === 'open' ? pull.commit : null, before: null } };
}

function pushOf(event: string, repository: string, { ref, before, after }: z.output<typeof change>): Message {
  const name = /^refs\/heads\/(.+)$/s.exec(ref)?.[1];
  if (name === undefined) return { kind: 'other', why: 'Tags have no effect on what runs; Berth deploys branches.' };
  const branch = branchName.safeParse(name);
  if (!branch.success) return { kind: 'other', why: 'The branch has a name that Berth does not take.' };
  return { kind: 'push', event, repository, push: { branch: branch.data, commit: absent.test(after) ? null : after, before: absent.test(before) ? null : before } };
}

/**
 * By what a message is known when it comes again: the provider's id, and a fingerprint. GitHub's signature covers the body
 * alone, so that the body itself is the fingerprint: a copy under another id is the same message.
 */
export function identityOf(provider: RepositoryProvider, headers: IncomingHttpHeaders, body: Buffer): { delivery: string; fingerprint: string } {
  const digest = createHash('sha256').update(body).digest('hex');
  const names = provider === 'github' ? ['x-github-delivery'] : ['webhook-id', 'idempotency-key', 'x-gitlab-event-uuid'];
  const delivery = names.map((name) => textOf(headers, name)).find((id) => id !== '')?.slice(0, longestId) ?? digest;
  return { delivery, fingerprint: provider === 'github' ? digest : createHash('sha256').update(`id:${delivery}`).digest('hex') };
}
