/**
 * Every way in which a build or a rollout fails, by its stable class. `title` is what happened, `remedy` what to do when
 * nothing more precise is known; `{name}` is replaced by a fact of the case.
 */
export const failures = {
  'build-failed': { title: 'The build failed', remedy: 'Mend the step that the build log ends with, and deploy again.' },
  'no-start-command': { title: 'The start command does not exist in the image', remedy: 'Correct the command of process {process} (Procfile, `berth.yaml` or the Dockerfile\'s CMD): the program must be in the image and executable.' },
  'image-missing': { title: 'The image does not exist', remedy: 'Check the name and digest of {image}, or deploy again from source.' },
  'image-invalid': { title: 'The image name is not valid', remedy: 'Correct the image name {image}.' },
  'image-private': { title: 'The registry refuses to give the image', remedy: 'Check that {image} exists and that this installation may read it.' },
  'image-runs-as-root': { title: 'The image runs as root', remedy: 'Add `USER 1000` (a number, not a name) to the Dockerfile: this cluster runs no image as root.' },
  'wrong-architecture': { title: 'The program is not made for this cluster\'s processors', remedy: 'Build the image for {architecture}; if the start command is a script, begin it with a line such as `#!/bin/sh`.' },
  'registry-unreachable': { title: 'The image registry does not answer', remedy: 'Try again; if it lasts, tell the operator of {registry}.' },
  'registry-throttled': { title: 'The image registry limits how often it may be asked', remedy: 'Wait some minutes and deploy again, or use an image of this installation\'s registry.' },
  crash: { title: 'The app ends soon after it starts', remedy: 'Mend what the last log lines say, and deploy again. `berth logs --previous` shows them all.' },
  exited: { title: 'The app ends by itself without an error', remedy: 'A process must keep running: start the server in the foreground, not as a daemon or a one-off script.' },
  'init-failed': { title: 'A step before the start failed', remedy: 'Mend what its last lines say, and deploy again. The steps are under `init` in `berth.yaml`.' },
  'out-of-memory': { title: 'The app needs more memory than it may use', remedy: 'Raise the memory limit of process {process} above {limit}, or make the app use less.' },
  'wrong-port': { title: 'The app listens on another port', remedy: 'Listen on the port in the variable PORT ({port}); the app listens on {listening}.' },
  'localhost-only': { title: 'The app listens on localhost only', remedy: 'Listen on 0.0.0.0:{port} instead of 127.0.0.1 or localhost, which nothing outside the container can reach.' },
  'probe-failed': { title: 'The app does not pass its health check', remedy: 'Make {check} answer in time with a status below 400, or name another path in `berth.yaml`.' },
  'never-ready': { title: 'The app did not become ready', remedy: 'See what it waits for: `berth logs --previous`, or `berth logs` while its pods still run.' },
  unschedulable: { title: 'No node of the cluster has room', remedy: 'Ask for less CPU or memory, or tell the operator that the cluster is full.' },
  'volume-unavailable': { title: 'A volume is not there', remedy: 'Deploy again; if it lasts, tell the operator: the cluster gives this app no volume.' },
  quota: { title: 'It does not fit the budget', remedy: 'Scale something down, choose a smaller size, or ask the operator for a larger budget.' },
  'config-missing': { title: 'A part of the configuration is missing', remedy: 'Deploy again: the configuration is written anew. If it lasts, tell the operator.' },
  'config-name-missing': { title: 'A name that the app needs is not configured', remedy: 'Set it with `berth config set {name}=…`, and deploy again.' },
  'release-command-failed': { title: 'The release command failed', remedy: 'Mend what its last lines say, and deploy again.' },
  evicted: { title: 'The cluster removed the app\'s pods', remedy: 'See the reason; write less to the local disk, or ask for more.' },
  'pod-refused': { title: 'The cluster refuses to run the app as it is', remedy: 'The message says which rule; change the setting that it names, or tell the operator.' },
  'settings-refused': { title: 'The cluster finds the settings wrong', remedy: 'Change the setting that the message names.' },
  'name-conflict': { title: 'Something that is not ours has the same name on the cluster', remedy: 'Choose another name, or ask the operator to remove the other.' },
  timeout: { title: 'It took too long', remedy: 'Deploy again; if it lasts, see the logs and the cluster\'s load.' },
  'verify-failed': { title: 'The new version does not answer at its URL', remedy: 'The message says what came instead; see what it wrote: `berth logs --previous`.' },
  'gate-failed': { title: 'The canary missed a gate', remedy: 'See what the new version wrote: `berth logs --previous`. Mend it, or correct the gates under `rollout` in berth.yaml, and deploy again.' },
  'certificate-pending': { title: 'The URL has no certificate of its own yet', remedy: 'Wait a moment and deploy again. A domain of your own must lead to the cluster first; if it lasts, tell the operator.' },
  'certificate-failed': { title: 'The URL has no valid certificate', remedy: 'Tell the operator: the certificate of this host is expired, or signed by nobody that is trusted.' },
  'cluster-unreachable': { title: 'The cluster cannot be reached', remedy: 'Running apps are not affected. Try again; if it lasts, tell the operator.' },
  internal: { title: 'Something went wrong on our side', remedy: 'Deploy again; if it lasts, give the deployment\'s id to the operator.' },
} as const satisfies Record<string, { title: string; remedy: string }>;

export type FailureClass = keyof typeof failures;

export const failureClasses = Object.keys(failures) as [FailureClass, ...FailureClass[]];

/** The remedy of `failure` with its facts filled in; a part in braces without a fact falls back to a plain word. */
export function remedyFor(failure: FailureClass, facts: Record<string, string | number | null | undefined> = {}): string {
  return failures[failure].remedy.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? plainWords[name] ?? name));
}

const plainWords: Record<string, string> = {
  process: 'web',
  image: 'the image',
  registry: 'the registry',
  architecture: 'the cluster\'s processor type',
  limit: 'the present one',
  port: 'the one it is given',
  listening: 'another one',
  check: 'the health check',
};
