import type { Repository } from '../api/types.ts';
import { Command } from '../ui/copy.tsx';

export interface Connected {
  repository: Repository;
  secret: string;
}

/** What has to be entered at the provider. The secret is gone when the page is. */
export function SecretNote({ connected: { repository: { provider, webhookUrl }, secret } }: { connected: Connected }) {
  const github = provider === 'github';
  return (
    <div className="note stack mb-6" role="status">
      <p><b>Copy the secret now: it is shown this once.</b> Enter this in the repository’s Settings → Webhooks → {github ? 'Add webhook' : 'Add new webhook'}:</p>
      <dl className="diff">
        <dt>{github ? 'Payload URL' : 'URL'}</dt><dd><Command text={webhookUrl} /></dd>
        {github && <><dt>Content type</dt><dd><code>application/json</code></dd></>}
        <dt>{github ? 'Secret' : 'Signing token'}</dt><dd><Command text={secret} />{!github && <p className="sub small">Where your GitLab has no such field: as the secret token.</p>}</dd>
        <dt>{github ? 'Events' : 'Trigger'}</dt><dd>{github ? 'pushes; for previews, pull requests too' : 'push events; for previews, merge request events too'}</dd>
      </dl>
    </div>
  );
}
