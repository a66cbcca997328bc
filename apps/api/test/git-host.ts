import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const identity = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@x.test', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@x.test' };

/** A commit's state as the stand-in for a provider's API was told. */
export interface Told {
  path: string;
  authorization: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into any body
  body: any;
}

/**
 * A git host on https://localhost: real repositories by git's own `http-backend`, with a certificate of an authority of its
 * own; and a stand-in for the part of GitHub's and GitLab's API that takes states of commits.
 */
export class GitHost {
  readonly folder = mkdtempSync(join(tmpdir(), 'berth-git-host-'));
  readonly told: Told[] = [];
  readonly asked: string[] = [];
  /** Answers before anything else does, when set. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Basic login that repositories want; none when undefined. */
  login: string | undefined;
  statusAnswer = 201;
  private server: Server | undefined;
  port = 0;

  /** PEM of the authority that signed the host's certificate. */
  get authority(): string {
    return readFileSync(join(this.folder, 'ca.pem'), 'utf8');
  }

  get host(): string {
    return `localhost:${this.port}`;
  }

  async start(): Promise<void> {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: this.folder, stdio: 'ignore' });
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Git host of a test');
    openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'host.key', '-out', 'host.csr', '-subj', '/CN=localhost');
    writeFileSync(join(this.folder, 'san'), 'subjectAltName=DNS:localhost,DNS:git.example.com\n');
    openssl('x509', '-req', '-in', 'host.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'host.pem', '-days', '2', '-extfile', 'san');
    this.server = createServer({ key: readFileSync(join(this.folder, 'host.key')), cert: readFileSync(join(this.folder, 'host.pem')) }, (request, response) => this.answer(request, response));
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    this.port = (this.server.address() as { port: number }).port;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A repository with a working copy to commit in. */
  async repository(path: string): Promise<{ url: string; path: string; commit(files: Record<string, string | Buffer>, message?: string): Promise<string>; git(...args: string[]): Promise<string> }> {
    const work = join(this.folder, 'work', path);
    const bare = join(this.folder, 'repositories', `${path}.git`);
    for (const folder of [work, bare]) mkdirSync(folder, { recursive: true });
    const git = async (...args: string[]) => (await run('git', args, { cwd: work, env: { PATH: process.env['PATH'], HOME: this.folder, ...identity } })).stdout.trim();
    await git('init', '--quiet', '--bare', '--initial-branch=main', bare);
    await git('init', '--quiet', '--initial-branch=main');
    return {
      url: `https://${this.host}/${path}`,
      path,
      git,
      commit: async (files, message = 'Say hello') => {
        for (const [name, content] of Object.entries(files)) {
          mkdirSync(join(work, name, '..'), { recursive: true });
          writeFileSync(join(work, name), content);
        }
        await git('add', '--all');
        await git('commit', '--quiet', '--allow-empty', '--message', message);
        await git('push', '--quiet', '--force', bare, 'HEAD');
        return git('rev-parse', 'HEAD');
      },
    };
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url!, 'https://localhost');
    this.asked.push(`${request.method} ${request.url}`);
    if (this.intercept?.(request, response)) return;
    if (pathname.startsWith('/api/')) return void this.takeState(request, response, request.url!);
    const { authorization } = request.headers;
    if (this.login !== undefined && authorization !== `Basic ${Buffer.from(this.login).toString('base64')}`) return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    const child = spawn('git', ['http-backend'], {
      env: { PATH: process.env['PATH'], ...identity, GIT_PROJECT_ROOT: join(this.folder, 'repositories'), GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: pathname, QUERY_STRING: searchParams.toString(), REQUEST_METHOD: request.method, CONTENT_TYPE: request.headers['content-type'] ?? '', HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '', GIT_PROTOCOL: String(request.headers['git-protocol'] ?? '') },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    request.pipe(child.stdin).on('error', () => undefined); // git has read enough
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('close', () => {
      const whole = Buffer.concat(chunks);
      const end = whole.indexOf('\r\n\r\n');
      const head = whole.toString('latin1', 0, end).split('\r\n').map((line) => line.split(': ') as [string, string]);
      const status = head.find(([name]) => name === 'Status')?.[1];
      response.writeHead(status === undefined ? 200 : Number.parseInt(status, 10), Object.fromEntries(head.filter(([name]) => name !== 'Status'))).end(whole.subarray(end + 4));
    });
  }

  private async takeState(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.told.push({ path, authorization: String(request.headers.authorization ?? request.headers['private-token']), body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(this.statusAnswer, { 'content-type': 'application/json' }).end('{}');
  }
}
