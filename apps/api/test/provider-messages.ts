import { createHmac, randomUUID } from 'node:crypto';

/** Messages as GitHub and GitLab document them, shortened to what every one of them has. */

interface Pushed {
  repository: string;
  branch?: string;
  ref?: string;
  before?: string;
  after: string;
  at?: Date;
}
export interface ProviderMessage {
  headers: Record<string, string>;
  body: string;
}

const none = '0'.repeat(40);

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#push, as an `application/json` delivery. */
export function githubPush(secret: string, { repository, branch = 'main', ref = `refs/heads/${branch}`, before = none, after, at = new Date() }: Pushed, delivery: string = randomUUID()): ProviderMessage {
  const [owner, name] = repository.split('/');
  const commit = { id: after, tree_id: 'b4ecb0a5b7c7d2d4a1b0ea4c8dd6a8d3e3ab7d42', distinct: true, message: 'Say hello', timestamp: at.toISOString(), url: `https://github.com/${repository}/commit/${after}`, author: { name: 'Ada', email: 'ada@x.test', username: 'ada' }, committer: { name: 'Ada', email: 'ada@x.test', username: 'ada' }, added: [], removed: [], modified: ['index.html'] };
  return signedByGithub(secret, 'push', {
    ref, before, after,
    repository: { id: 186853002, node_id: 'MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=', name, full_name: repository, private: true, owner: { name: owner, login: owner, id: 1 }, html_url: `https://github.com/${repository}`, clone_url: `https://github.com/${repository}.git`, created_at: 1557933565, updated_at: '2026-01-01T00:00:00Z', pushed_at: Math.floor(at.getTime() / 1000), default_branch: 'main', master_branch: 'main' },
    pusher: { name: 'ada', email: 'ada@x.test' }, sender: { login: 'ada', id: 2, type: 'User' },
    created: before === none, deleted: after === none, forced: false, base_ref: null, compare: `https://github.com/${repository}/compare/${before}...${after}`,
    commits: after === none ? [] : [commit], head_commit: after === none ? null : commit,
  }, delivery);
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#ping, or any other event. */
export function signedByGithub(secret: string, event: string, payload: unknown, delivery: string = randomUUID()): ProviderMessage {
  const body = JSON.stringify(payload);
  return { body, headers: { 'content-type': 'application/json', 'user-agent': 'GitHub-Hookshot/044aadd', 'x-github-delivery': delivery, 'x-github-event': event, 'x-github-hook-id': '292430182', 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` } };
}

/** https://docs.gitlab.com/user/project/integrations/webhook_events/#push-events, with the secret token or a signature. */
export function gitlabPush(secret: string, { repository, branch = 'main', ref = `refs/heads/${branch}`, before = none, after, at = new Date() }: Pushed, { signed = false, id = randomUUID() }: { signed?: boolean; id?: string } = {}): ProviderMessage {
  const body = JSON.stringify({
    object_kind: 'push', event_name: 'push', before, after, ref, ref_protected: true, checkout_sha: after === none ? null : after, user_id: 4, user_name: 'Ada', user_username: 'ada', project_id: 15,
    project: { id: 15, name: 'Shop', web_url: `https://gitlab.com/${repository}`, git_http_url: `https://gitlab.com/${repository}.git`, namespace: 'Acme', visibility_level: 0, path_with_namespace: repository, default_branch: 'main' },
    commits: after === none ? [] : [{ id: after, message: 'Say hello\n', title: 'Say hello', timestamp: at.toISOString(), url: `https://gitlab.com/${repository}/-/commit/${after}`, author: { name: 'Ada', email: '[REDACTED]' }, added: [], modified: ['index.html'], removed: [] }],
    total_commits_count: 1,
  });
  const time = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${id}.${time}.${body}`).digest('base64');
  return {
    body,
    headers: {
      'content-type': 'application/json', 'user-agent': 'GitLab/19.0.0', 'idempotency-key': id, 'x-gitlab-event': 'Push Hook', 'x-gitlab-webhook-uuid': '02affd2d-2cba-4033-917d-ec22d5dc4b38', 'x-gitlab-instance': 'https://gitlab.com', 'x-gitlab-event-uuid': randomUUID(),
      ...(signed ? { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` } : { 'x-gitlab-token': secret }),
    },
  };
}

interface Pulled {
  repository: string;
  branch: string;
  commit: string;
  /** Where the branch lies, when that is elsewhere. */
  from?: string;
  action: string;
  at?: Date;
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
export const githubPull = (secret: string, { repository, branch, commit, from = repository, action, at = new Date() }: Pulled): ProviderMessage =>
  signedByGithub(secret, 'pull_request', {
    action, number: 7,
    pull_request: { number: 7, state: action === 'closed' ? 'closed' : 'open', merged: false, updated_at: at.toISOString().replace(/\.\d+/, ''), head: { label: `ada:${branch}`, ref: branch, sha: commit, repo: { full_name: from, fork: from !== repository } }, base: { ref: 'main', repo: { full_name: repository } } },
    repository: { id: 186853002, full_name: repository, pushed_at: at.toISOString() },
    sender: { login: 'ada', id: 2, type: 'User' },
  });

/** https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events */
export function gitlabMerge(secret: string, { repository, branch, commit, from = repository, action }: Pulled, oldrev?: string): ProviderMessage {
  const body = JSON.stringify({
    object_kind: 'merge_request', event_type: 'merge_request', project: { id: 15, path_with_namespace: repository },
    object_attributes: { iid: 7, action, ...(oldrev !== undefined && { oldrev }), source_branch: branch, target_branch: 'main', source_project_id: from === repository ? 15 : 16, target_project_id: 15, last_commit: { id: commit, message: 'Say hello' } },
  });
  return { body, headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'x-gitlab-event': 'Merge Request Hook', 'x-gitlab-token': secret } };
}
