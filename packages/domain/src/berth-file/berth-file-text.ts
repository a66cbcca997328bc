import { stringify } from 'yaml';
import type { SourceDetection } from '../source/detection.js';
import { shownCommand } from './settings-from-source.js';

const inline = (value: string): string => stringify(value, { lineWidth: 0 }).trimEnd();

/** A commented `berth.yaml` for what was detected: what holds already stands, what could be added is a comment. */
export function berthFileText(detection: SourceDetection, schemaUrl: string | null): string {
  const processes = detection.settings?.processes ?? [];
  const release = detection.settings?.release ?? null;
  const command = (name: string): string => {
    const argv = detection.processes[name];
    if (argv) return `    command: ${inline(shownCommand(argv))}`;
    return detection.kind === 'dockerfile' ? '    # command: node server.js   # the image’s own CMD when absent' : '    # command: node server.js';
  };
  return `${schemaUrl === null ? '' : `# yaml-language-server: $schema=${schemaUrl}\n`}# How this app runs on Berth. Every key may be left out. What it means: docs/how-to/berth-yaml.md

# All processes of the app. web gets the requests, at the port in the variable PORT; workers get none.
processes:
${processes
  .map(
    ({ name, kind }) => `  ${name}:
${command(name)}
    replicas: ${kind === 'web' ? 2 : 1}   # or {min: 1, max: 5}; \`berth scale\` wins over it
    resources: small   # nano, tiny, small, medium, large, or {cpu: 250m, memory: 512Mi}`,
  )
  .join('\n')}

# Runs once per deployment, with the new image and config, before anything is changed. Should it fail, nothing changes.
${release ? `release:\n  command: ${inline(shownCommand(release.command))}\n  timeout: ${release.timeoutSeconds}s` : '# release:\n#   command: npm run migrate\n#   timeout: 5m'}

# Commands that run by the clock, with the release's image and config.
# cron:
#   report:
#     schedule: 30 3 * * *
#     timeZone: Europe/Berlin
#     command: npm run report

# When a new pod of web gets requests: when its port takes connections, or when a path answers below 400.
# health:
#   http: /healthz
#   interval: 1s
#   timeout: 3s
#   grace: 45s

# Names that must be configured (\`berth config set\`); a deployment without one of them is refused.
# env:
#   - DATABASE_URL

# How a new version takes over: rolling, staged (one pod is watched first), canary, or blue-green.
# rollout:
#   strategy: canary
#   steps: [{weight: 10, for: 2m}, {weight: 50, for: 2m}]
#   gates: {errorRate: 1%}
#   minReadySeconds: 10   # how long new pods stand before the old ones go
`;
}
