import { Problem } from '@berth/domain';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';

const requestTimeoutMs = 20_000;
const idleTimeoutMs = 60_000;

export interface RegistryLogin {
  username: string;
  password: string;
}

/** The bytes of an answer that are read to find out why the registry refused. */
const refusalBytes = 500;

const unavailable = (what: string, cause?: unknown): Problem => new Problem('registry-unavailable', undefined, { cause, internal: what, retryAfterSeconds: 5 });

/** What a registry's refusal means. CNCF Distribution hands on what its file system said. */
function refusal(request: string, status: number | undefined, answer: string): Problem {
  const what = `${request} answered ${status}: ${answer.slice(0, refusalBytes)}`;
  return /no space left on device/i.test(answer) ? new Problem('registry-full', undefined, { internal: what }) : unavailable(what);
}

/** Talks to one repository of a registry by the OCI distribution protocol (1.1) and its token flow. */
export class RegistrySession {
  private authorization: string | undefined;

  constructor(
    private readonly registryUrl: string,
    readonly repository: string,
    private readonly login: RegistryLogin,
  ) {}

  /** Sends a request with a body that is at hand; asks for a token when the registry wants one. Throws registry-unavailable, registry-full. */
  async send(method: string, target: string, { headers = {}, body, expect }: { headers?: Record<string, string>; body?: Buffer; expect: number[] }): Promise<Response> {
    const attempt = () =>
      fetch(new URL(target, this.registryUrl), {
        method,
        headers: { ...headers, ...(this.authorization !== undefined && { authorization: this.authorization }) },
        body: body && new Uint8Array(body),
        redirect: 'manual',
        signal: AbortSignal.timeout(requestTimeoutMs),
      }).catch((cause: unknown) => {
        throw unavailable(`${method} ${target}`, cause);
      });
    let response = await attempt();
    if (response.status === 401) {
      await this.authorize(response.headers.get('www-authenticate') ?? '');
      await response.body?.cancel();
      response = await attempt();
    }
    if (expect.includes(response.status)) return response;
    throw refusal(`${method} ${target}`, response.status, await response.text());
  }

  /** Opens an upload of a blob and returns where to send it. */
  async beginUpload(): Promise<string> {
    const response = await this.send('POST', `/v2/${this.repository}/blobs/uploads/`, { expect: [202] });
    return this.locationOf(response.headers.get('location'));
  }

  /** Begins to stream a blob to `location`. */
  stream(location: string): BlobStream {
    const open = new URL(location).protocol === 'https:' ? httpsRequest : httpRequest;
    const request = open(location, {
      method: 'PATCH',
      headers: { 'content-type': 'application/octet-stream', ...(this.authorization !== undefined && { authorization: this.authorization }) },
      timeout: idleTimeoutMs,
    });
    return new BlobStream(request, (next) => this.locationOf(next));
  }

  /** Makes the blob that was streamed to `location` permanent. */
  async finishUpload(location: string, digest: string): Promise<void> {
    const url = new URL(location);
    url.searchParams.set('digest', digest);
    await this.send('PUT', url.href, { headers: { 'content-type': 'application/octet-stream' }, body: Buffer.alloc(0), expect: [201] });
  }

  /** Drops an upload. One that broke while it was sent CNCF Distribution does not drop when asked (416) but purges later. */
  async cancelUpload(location: string): Promise<void> {
    await this.send('DELETE', location, { expect: [202, 204, 404, 416] });
  }

  /**
   * Why a blob stream broke: a registry that answers before it has read all closes the connection, and its answer may be
   * lost with it. One that has no room says so again.
   */
  async causeOf(broken: unknown): Promise<unknown> {
    if (!(broken instanceof Problem) || broken.code !== 'registry-unavailable') return broken;
    try {
      await this.cancelUpload(await this.beginUpload());
      return broken;
    } catch (error) {
      return error;
    }
  }

  /** Stores a small blob unless it is there, and returns its digest. */
  async putBlob(bytes: Buffer): Promise<string> {
    const digest = digestOf(bytes);
    const known = await this.send('HEAD', `/v2/${this.repository}/blobs/${digest}`, { expect: [200, 404] });
    if (known.status === 200) return digest;
    const url = new URL(await this.beginUpload());
    url.searchParams.set('digest', digest);
    await this.send('PUT', url.href, { headers: { 'content-type': 'application/octet-stream' }, body: bytes, expect: [201] });
    return digest;
  }

  /** Stores a manifest under its own digest, which is returned. */
  async putManifest(mediaType: string, bytes: Buffer): Promise<string> {
    const digest = digestOf(bytes);
    await this.send('PUT', `/v2/${this.repository}/manifests/${digest}`, { headers: { 'content-type': mediaType }, body: bytes, expect: [201] });
    return digest;
  }

  private locationOf(header: string | null | undefined): string {
    if (!header) throw unavailable('the registry named no place for the upload');
    return new URL(header, this.registryUrl).href;
  }

  private async authorize(challenge: string): Promise<void> {
    const basic = `Basic ${Buffer.from(`${this.login.username}:${this.login.password}`).toString('base64')}`;
    if (/^basic /i.test(challenge)) {
      this.authorization = basic;
      return;
    }
    const parts = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!]));
    if (!/^bearer /i.test(challenge) || !parts['realm']) throw unavailable(`unknown challenge: ${challenge.slice(0, 200)}`);
    const url = new URL(parts['realm']);
    if (parts['service']) url.searchParams.set('service', parts['service']);
    url.searchParams.set('scope', `repository:${this.repository}:pull,push,delete`);
    const response = await fetch(url, { headers: { authorization: basic }, signal: AbortSignal.timeout(requestTimeoutMs) }).catch((cause: unknown) => {
      throw unavailable('token service', cause);
    });
    if (!response.ok) throw unavailable(`token service answered ${response.status}`);
    const { token, access_token: accessToken } = (await response.json()) as { token?: string; access_token?: string };
    this.authorization = `Bearer ${token ?? accessToken ?? ''}`;
  }
}

/** A blob on its way. `write` waits while the registry is slower than the sender. */
export class BlobStream {
  private readonly answered: Promise<{ status: number | undefined; location: string | undefined; body: string }>;

  constructor(
    private readonly request: ClientRequest,
    private readonly locationOf: (header: string | undefined) => string,
  ) {
    this.answered = once(request, 'response').then(async ([answer]) => {
      const { statusCode: status, headers } = answer as IncomingMessage;
      return { status, location: headers.location, body: await text(answer as IncomingMessage) };
    });
    this.answered.catch(() => undefined); // awaited by write and finish
    request.on('error', () => undefined); // one that comes after the answer changes nothing
    request.once('timeout', () => request.destroy(new Error('the registry takes nothing')));
  }

  /** Throws registry-unavailable or registry-full when the registry has refused or gone. */
  async write(chunk: Buffer): Promise<void> {
    if (this.request.write(chunk)) return;
    await Promise.race([once(this.request, 'drain'), this.refused()]).catch(broken);
  }

  /** Everything has been sent: the place to finish the upload at. */
  async finish(): Promise<string> {
    this.request.end();
    const { status, location } = await this.answered.catch(broken);
    return status === 202 || status === 204 ? this.locationOf(location) : this.refused();
  }

  destroy(): void {
    this.request.destroy();
  }

  private async refused(): Promise<never> {
    const { status, body } = await this.answered.catch(broken);
    throw refusal('PATCH of a blob', status, body);
  }
}

function broken(cause: unknown): never {
  throw cause instanceof Problem ? cause : unavailable('blob stream', cause);
}

export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
