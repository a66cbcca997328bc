interface Connected {
  repository: { provider: 'github' | 'gitlab'; webhookUrl: string };
  secret: string;
}

/** What has to be entered at the provider, line by line. */
export function webhookSteps({ repository: { provider, webhookUrl }, secret }: Connected): string[] {
  const where = provider === 'github' ? 'Settings → Webhooks → Add webhook' : 'Settings → Webhooks → Add new webhook';
  const fields: [string, string][] = provider === 'github'
    ? [['Payload URL', webhookUrl], ['Content type', 'application/json'], ['Secret', secret], ['Events', 'pushes; for previews, pull requests too']]
    : [['URL', webhookUrl], ['Signing token', `${secret}   (where your GitLab has no such field: as the secret token)`], ['Trigger', 'push events; for previews, merge request events too']];
  return [`Enter this in the repository’s ${where}. The secret is shown this once.`, ...fields.map(([name, value]) => `  ${name.padEnd(14)}${value}`)];
}
