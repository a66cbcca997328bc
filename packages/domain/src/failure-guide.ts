import { failures, type FailureClass } from './failures.js';

interface GuideEntry {
  /** What the failed deployment shows. */
  see: string;
  /** Why it happens, and how Berth knows. */
  why: string;
  /** What to do, most likely first. */
  todo: readonly string[];
}

/** The handbook of failures: one entry per class, the source of docs/failures.md and of the page that a failure links to. */
export const failureGuide: Record<FailureClass, GuideEntry> = {
  'build-failed': {
    see: 'The step of the Dockerfile that failed, its line, and the last lines of the build log.',
    why: 'A step of the build ended with an exit code other than 0, a file that is copied is not in the source, or the image in FROM is not there. Nothing was touched on the cluster.',
    todo: ['Read `berth logs --build`: its last lines are the program’s own.', 'Run the same step on your computer: `docker build .`.', 'A file is missing: see that .dockerignore, .berthignore and .gitignore do not leave it out.'],
  },
  'no-start-command': {
    see: 'The program that was to be started, and that the image does not have it or may not run it.',
    why: 'The container could not start its first program: it is not on the PATH, the path is wrong, or the file is not executable. A shell that did not find a command (exit code 127) or could not run it (126) is the same.',
    todo: ['Correct the command: Procfile, `berth.yaml`, or CMD in the Dockerfile.', 'A script needs `chmod +x`, and a first line with an interpreter that the image has.', 'A command with `&&`, pipes or variables needs a shell: `["sh", "-c", "…"]`.'],
  },
  'image-missing': {
    see: 'The image’s name, and the registry’s answer.',
    why: 'The registry has no such name, tag or digest, or has lost a layer of it. A name of another tenant’s image is answered the same.',
    todo: ['Check the spelling, and that the tag was pushed.', 'The image was deleted: deploy again from source, or push it again.'],
  },
  'image-invalid': {
    see: 'The name as it was given.',
    why: 'It is not a name that a registry could have: capital letters, spaces, a scheme such as `https://`, or a digest that is not `sha256:` and 64 characters.',
    todo: ['Write it as `host/path:tag` or `host/path@sha256:…`, in small letters.'],
  },
  'image-private': {
    see: 'The image’s name, and the registry’s refusal (401 or 403).',
    why: 'The registry wants a login that this installation does not have. Some registries, Docker Hub among them, answer the same for an image that does not exist, so both are said then.',
    todo: ['Check the spelling first: a missing image can look private.', 'Make the image public, or push it to this installation’s registry, or deploy from source.'],
  },
  'image-runs-as-root': {
    see: 'That the image runs as root, or as a user that is named and not numbered.',
    why: 'This cluster has no user namespaces, so root in a container would be root on the node, and the cluster refuses it. A user by name cannot be told from root before the image runs.',
    todo: ['Add `USER 1000` to the Dockerfile, with a number, after the steps that need root.', 'Give that user the files it writes: `COPY --chown=1000 …`.', 'A port below 1024 needs root: listen on the port in PORT.'],
  },
  'wrong-architecture': {
    see: 'That the image has no variant for the cluster’s processors, or “exec format error” from the program.',
    why: 'The image was built for another processor type (an Apple computer builds for arm64), or the start command is a script without a first line such as `#!/bin/sh`.',
    todo: ['Build for the cluster: `docker build --platform linux/amd64 .`, or let Berth build from source.', 'Push an index with both: `docker buildx build --platform linux/amd64,linux/arm64 --push .`.', 'A script: put `#!/bin/sh` into its first line.'],
  },
  'registry-unreachable': {
    see: 'The registry’s name, and how it did not answer: refused, timed out, unknown name, TLS, or an error of its own.',
    why: 'The registry, or the way to it, was away. Where the pods are already starting, it is tried for half a minute before the deployment fails.',
    todo: ['Check the registry’s name in the image.', 'Deploy again in a moment.', 'If it lasts, tell the operator: the cluster may have no way to that registry.'],
  },
  'registry-throttled': {
    see: 'That the registry answered “too many requests”.',
    why: 'Public registries limit how often one address may fetch, and the whole cluster has one address.',
    todo: ['Wait some minutes and deploy again.', 'Use an image of this installation’s registry, or ask the operator for a mirror.'],
  },
  crash: {
    see: 'The exit code or the signal by its name, how often the process was started again, and the app’s last log lines.',
    why: 'The process ended with an error soon after it started. Most often a setting is missing, a database cannot be reached, or an exception is not caught. A signal’s number plus 128 is the exit code: 137 is SIGKILL, 139 SIGSEGV, 143 SIGTERM.',
    todo: ['Read the last lines, and all of them with `berth logs --previous`.', 'A variable is missing: `berth config set NAME=value`.', 'It works on your computer: start it with the same command and PORT=8080, and nothing else in its environment.'],
  },
  exited: {
    see: 'That the process ended by itself with exit code 0, and its last lines.',
    why: 'A process must keep running. This one did its work and left, or started a server in the background and ended.',
    todo: ['Start the server in the foreground: no `&`, no `--daemon`, no `pm2 start`.', 'A job that ends belongs into a release command or a one-off run.'],
  },
  'init-failed': {
    see: 'Which step it was, its exit code and its last lines.',
    why: 'A command under `init` ended with an exit code other than 0. It runs in each new pod, with the app’s image and config, and the process is not started before it has passed. What served before still serves.',
    todo: ['Mend what the last lines say.', 'What needs to run once per deployment, and not in each pod, is a release command: write it under `release`.'],
  },
  'out-of-memory': {
    see: 'The memory limit, the most that was measured where the cluster measures, and the last log lines.',
    why: 'The process reached its memory limit and the kernel ended it (exit code 137), or its language’s own heap was full. What was measured is a sample every some seconds: a fast growth is above it.',
    todo: ['Give the process a higher memory limit.', 'Node: `NODE_OPTIONS=--max-old-space-size=…` keeps the heap below the limit.', 'Fewer workers or threads use less: many servers start one per CPU of the node.'],
  },
  'wrong-port': {
    see: 'The port that the app listens on, and the one it was asked to.',
    why: 'Requests come to the port in the variable PORT. Berth looked at the sockets inside the container and found another one open; in an image that holds no program which could tell them, it tried the ports that servers usually take.',
    todo: ['Listen on `process.env.PORT`, `os.environ["PORT"]`, `os.Getenv("PORT")`.', 'The port cannot be changed: set the process’s port to the one it listens on.'],
  },
  'localhost-only': {
    see: 'The address that the app listens on: 127.0.0.1 or ::1.',
    why: 'Only programs in the same container reach localhost. It is the default of many development servers (Flask, Vite, Django’s runserver, Rails).',
    todo: ['Listen on 0.0.0.0, or on all addresses: `--host 0.0.0.0`, `listen(port)` without a host.'],
  },
  'probe-failed': {
    see: 'What is asked, and what came: the status, no answer in time, or a refused connection.',
    why: 'The process runs and does not pass its health check, so that it would get no requests. An answer of 400 or above, or none within 3 s, counts as failed.',
    todo: ['Ask the same path yourself while the app runs; the logs show the requests.', 'An app that redirects or needs a login on `/`: name a path that answers 200 without.', 'It starts slowly: listen first, and load after it.'],
  },
  'never-ready': {
    see: 'How long the process has run, and that it listens on no port.',
    why: 'The process runs, says nothing wrong, and opens no port: it waits for something, or is no server at all.',
    todo: ['See in `berth logs --previous` what it waits for: a database, a lock, a download.', 'A process without a port is a worker: give it another name than web.'],
  },
  unschedulable: {
    see: 'The resource that is short, what a pod asks for, and how much the roomiest node has free.',
    why: 'The budget admits the pods, and no node of the cluster has the room: other tenants use it, one pod asks for more than a whole node has, or a node takes no new pods, as when its disk is nearly full. An old pod makes room for a new one only where that would be enough.',
    todo: ['Ask for less: a smaller size, or fewer pods.', 'Wait until another rollout is over, and deploy again.', 'Tell the operator that the cluster is full.'],
  },
  'volume-unavailable': {
    see: 'The claim or the mount that the cluster waits for.',
    why: 'A process has a volume in berth.yaml, and the cluster has no storage class or no room for it, or the volume is on a node that has no room for the pod.',
    todo: ['See `berth volumes`: `pending` is one that the cluster has not made.', 'Tell the operator, with the evidence.'],
  },
  quota: {
    see: 'What the release needs, what the budget allows, and what is free of it.',
    why: 'All pods of a release must fit the tenant’s budget. It is looked at before anything is touched, and the cluster’s own quota has the last word.',
    todo: ['See what is used: `berth tenants show`.', 'Scale something down, delete an app, or choose a smaller size.', 'Ask the operator for a larger budget.'],
  },
  'config-missing': {
    see: 'The name of the missing object or key.',
    why: 'A pod refers to a configuration that is not on the cluster: somebody removed it by hand.',
    todo: ['Deploy again: the configuration is written anew.', 'If it lasts, tell the operator.'],
  },
  'config-name-missing': {
    see: 'The names that are not configured.',
    why: 'The `requires` of berth.yaml names variables or secrets that the environment does not have. This is looked at before anything is touched; the version that served before still serves.',
    todo: ['Set them: `berth config set --no-deploy NAME=…`, or `berth secrets set` for what nobody may read. Then deploy again.', 'The app does not need one any more: take it out of `requires`.', 'After a promotion: each environment has a config of its own; set the name in the one that was promoted to.'],
  },
  'release-command-failed': {
    see: 'How the command ended, its exit code, and its last lines.',
    why: 'The release command of berth.yaml or the Procfile ended with an exit code other than 0, took longer than it may, or was lost with its node. It runs before anything is changed, so the version that served before still serves; what the command itself did is not taken back. A command that was begun and has left no trace is not run a second time.',
    todo: ['Read its log: `berth logs --release`.', 'Mend what it says and deploy again: the command should bear to be run twice.', 'It took too long: raise its `timeout` in berth.yaml.'],
  },
  evicted: {
    see: 'The cluster’s own reason for removing the pod.',
    why: 'A pod wrote more to its local disk than it may, or its node ran out of disk or memory and chose it.',
    todo: ['Write less to the local disk; logs belong to the standard output.', 'If the app writes little, tell the operator: a node is short of something.'],
  },
  'pod-refused': {
    see: 'The rule that refuses the pod, in the cluster’s words.',
    why: 'A policy of the cluster does not admit the pod as Berth renders it.',
    todo: ['Change the setting that the message names.', 'Otherwise tell the operator: a policy of the cluster is at odds with Berth.'],
  },
  'settings-refused': {
    see: 'The field, and what is wrong with it.',
    why: 'The cluster finds a value invalid. It was asked by a dry run, so nothing was touched.',
    todo: ['Change the setting that the message names.'],
  },
  'name-conflict': {
    see: 'The name of the object that is in the way.',
    why: 'Something on the cluster has a name that Berth needs and is not Berth’s. Berth touches nothing that is not its own.',
    todo: ['Choose another name for the app.', 'Or ask the operator to remove the other object.'],
  },
  timeout: {
    see: 'How long it took, how many pods are ready, and what the others are doing.',
    why: 'The rollout or the build did not end within its time, and nothing that Berth knows says why: a slow image, a slow start, a busy cluster.',
    todo: ['Deploy again: what was fetched is kept.', 'See the logs of the pods that are not ready.', 'A build that is always too long: cache its dependencies in a step of their own.'],
  },
  'verify-failed': {
    see: 'What the public URL, or a new pod itself, answered: its status and first words, that nothing came, or the error of the connection; and the app’s last lines.',
    why: 'The new pods are ready, and neither they nor the public URL give an answer below 500 within the time. A new pod is asked itself as soon as it is ready: where it answers badly or not at all, those of the version before stay, where they still stand by, and serve on once it is taken away.',
    todo: ['The app answers 500 and above: the last log lines say why.', 'The app takes connections and answers nothing, or only after its start-up work: let a health check say when it is ready (`health: {http: /}` in berth.yaml), and see in the last lines what it waits for.', 'It speaks HTTP/2 or gRPC: set `protocol` in berth.yaml.', 'The app answers only for a host name of its own: let it accept the URL’s host.', 'The pods answer and the URL does not: tell the operator that the ingress does not serve the route.'],
  },
  'gate-failed': {
    see: 'The gate, and what was measured: how many requests the new version got, how many answers were 500 or above, how long 95 of 100 took.',
    why: 'A canary’s requests are measured by the ingress, apart from those of the version that serves. A share of errors or a time above the gate of `rollout` in berth.yaml, among at least 20 requests, ends the deployment. All requests went back to the version that served before.',
    todo: ['Read the new version’s last lines: `berth logs --previous`.', 'Compare with the version that serves: when it is as slow, the gate is too tight.', 'Mend it and deploy again.'],
  },
  'certificate-pending': {
    see: 'The URL, and the certificate that came instead: for whom it is, and by whom.',
    why: 'The ingress has no certificate for this host yet and shows another one. A certificate of a new host takes up to some minutes; the wildcard of the base domain is the operator’s.',
    todo: ['Wait a moment and deploy again.', 'A domain of your own: its DNS record must lead to the cluster before a certificate can be had.', 'If it lasts, tell the operator.'],
  },
  'certificate-failed': {
    see: 'The URL, and what is wrong with its certificate: expired, not valid yet, or signed by nobody that is trusted.',
    why: 'There is a certificate for this host, and a browser would refuse it.',
    todo: ['Tell the operator: the certificate must be renewed.'],
  },
  'cluster-unreachable': {
    see: 'How the cluster did not answer.',
    why: 'The cluster’s control plane was away for longer than Berth waits. Running apps go on without it.',
    todo: ['Deploy again in a moment.', 'If it lasts, tell the operator.'],
  },
  internal: {
    see: 'That something went wrong on Berth’s side.',
    why: 'An error that nobody foresaw. The operator finds it in the worker’s log under the deployment’s id.',
    todo: ['Deploy again.', 'If it lasts, give the deployment’s id to the operator.'],
  },
};

const introduction = `# Why a deployment fails

A failed deployment ends with a class, the cause in one sentence, the evidence it was found by, the app’s last log lines, and what to do. The version that served before goes on serving. Each class has its section here, under its name; the \`docs\` link of a failure leads to it.

What can pass by itself counts only when it is still there some seconds later; what cannot ends the deployment at once. The cause is looked for before its consequences: a pod that was killed for memory is *out-of-memory*, not *crash*.
`;

/** The handbook as Markdown; the committed docs/failures.md. */
export function failureHandbook(): string {
  const entries = (Object.keys(failures) as FailureClass[]).map((name) => {
    const { see, why, todo } = failureGuide[name];
    return `## ${name}\n\n**${failures[name].title}.**\n\n**What you see.** ${see}\n\n**Why.** ${why}\n\n**What to do.**\n\n${todo.map((line) => `- ${line}`).join('\n')}\n`;
  });
  return `${introduction}\n${entries.join('\n')}`;
}
