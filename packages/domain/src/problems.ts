/**
 * Every error that a caller can get, by its stable code (RFC 9457 problem documents). `remedy` says what to do;
 * an error may carry a more precise detail and remedy of its own.
 */
export const problems = {
  'bad-request': { status: 400, title: 'The request is malformed', remedy: 'Mend the request as the detail says.' },
  'invalid-input': { status: 422, title: 'Some fields are not valid', remedy: 'Mend the fields listed under `errors`.' },
  unauthenticated: { status: 401, title: 'You are not logged in', remedy: 'Run `berth login`, or send a valid token as `Authorization: Bearer`.' },
  'token-expired': { status: 401, title: 'The token has expired', remedy: 'Make a new token with `berth tokens create` after `berth login`.' },
  'wrong-credentials': { status: 401, title: 'E-mail or password is wrong', remedy: 'Check both, or ask an admin to invite you again.' },
  'too-many-attempts': { status: 429, title: 'Too many attempts', remedy: 'Wait as long as Retry-After says.' },
  'role-missing': { status: 403, title: 'Your role does not allow this', remedy: 'Ask an owner or admin of the tenant for that role.' },
  'cross-site': { status: 403, title: 'The request comes from another site', remedy: 'Use the portal, the CLI, or a token.' },
  'not-found': { status: 404, title: 'Nothing here that you can see', remedy: 'Check the name, and that you are logged in as a member of the tenant.' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method', remedy: 'Use one of the methods that the Allow header names.' },
  'name-taken': { status: 409, title: 'The name is taken', remedy: 'Choose another name.' },
  'name-reserved': { status: 422, title: 'The name is reserved', remedy: 'Choose another name.' },
  'wrong-state': { status: 409, title: 'This is not possible in the current state', remedy: 'See the detail for the states that allow it.' },
  'tenant-suspended': { status: 403, title: 'The tenant is suspended', remedy: 'Ask the operator of this installation.' },
  'tenant-not-ready': { status: 409, title: 'The tenant is being set up or deleted', remedy: 'Try again in a few seconds.' },
  'idempotency-conflict': { status: 422, title: 'This idempotency key was used with another request', remedy: 'Use a new key for a new request.' },
  'over-budget': { status: 409, title: 'It does not fit the budget', remedy: 'Scale something down, delete an app, or ask the operator for a larger budget.' },
  'cannot-sleep': { status: 409, title: 'This process cannot sleep', remedy: 'Scale it to 1 or more: `berth scale web=1..3`.' },
  'requests-uncounted': { status: 409, title: 'This process cannot be scaled by its requests', remedy: 'Scale it by CPU: `berth scale web=1..5`, without `--rps`.' },
  'has-volume': { status: 409, title: 'A process with a volume has one pod', remedy: 'Scale it to 1, or to 0 to stop it.' },
  'volume-in-use': { status: 409, title: 'The volume is in use', remedy: 'Take it out of berth.yaml and deploy that first.' },
  'previews-off': { status: 409, title: 'Previews are not enabled for this app', remedy: 'An admin can enable them: `berth previews enable`.' },
  'branch-without-preview': { status: 409, title: 'This branch gets no preview', remedy: 'See which branches do: `berth previews settings`.' },
  'source-too-large': { status: 413, title: 'The source is too large', remedy: 'Leave out build results and data with .berthignore.' },
  'source-invalid': { status: 422, title: 'The source archive is not acceptable', remedy: 'Pack a plain tar.gz or zip of files and folders inside one root, as `berth deploy` does.' },
  'source-empty': { status: 422, title: 'The source has no files', remedy: 'Deploy a folder that has files which are not ignored.' },
  'source-not-understood': { status: 422, title: 'No way to build this source was found', remedy: 'Add a Dockerfile or a Procfile, or deploy the folder that holds package.json, requirements.txt, go.mod or index.html.' },
  'berth-file-invalid': { status: 422, title: 'berth.yaml is not valid', remedy: 'Mend the lines that are named.' },
  'registry-unavailable': { status: 503, title: 'The image registry does not answer', remedy: 'Try again; if it lasts, tell the operator.' },
  'registry-full': { status: 507, title: 'The image registry has no room left', remedy: 'Nothing was stored, and running apps are not affected. Ask the operator to make room.' },
  'image-not-found': { status: 422, title: 'The image cannot be found', remedy: 'Check the name and tag, and that the registry lets this installation read it.' },
  'release-not-found': { status: 404, title: 'There is no such release', remedy: 'See `berth releases`.' },
  'no-release': { status: 409, title: 'Nothing has been deployed yet', remedy: 'Run `berth deploy` first.' },
  'no-earlier-release': { status: 409, title: 'There is no earlier release to go back to', remedy: 'See `berth releases`.' },
  'upgrade-required': { status: 426, title: 'A terminal opens by WebSocket', remedy: 'Open it with `berth run` or `berth exec`.' },
  'no-pod': { status: 409, title: 'No such pod runs', remedy: 'See `berth ps`.' },
  'payload-too-large': { status: 413, title: 'The request is too large', remedy: 'Send less.' },
  'unsupported-media-type': { status: 415, title: 'This content type is not accepted', remedy: 'Send what the API description names.' },
  unavailable: { status: 503, title: 'A part of the platform does not answer', remedy: 'Running apps are not affected. Try again in a moment.' },
  internal: { status: 500, title: 'Something went wrong on our side', remedy: 'Try again; if it lasts, give the request id to the operator.' },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ProblemCode = keyof typeof problems;

/** One field that was refused. `path` is a JSON pointer (RFC 6901) into the request. */
export interface FieldError {
  path: string;
  message: string;
}

export interface ProblemOptions {
  remedy?: string;
  errors?: FieldError[];
  /** For the operator's log only; never sent to the caller. */
  internal?: string;
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** An error meant for the caller: a stable code, a sentence that says what is wrong, and what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
  readonly errors: FieldError[] | undefined;
  readonly internal: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ProblemCode,
    detail?: string,
    options: ProblemOptions = {},
  ) {
    super(detail ?? problems[code].title, { cause: options.cause });
    this.status = problems[code].status;
    this.title = problems[code].title;
    this.remedy = options.remedy ?? problems[code].remedy;
    this.errors = options.errors;
    this.internal = options.internal;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
