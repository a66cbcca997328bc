import { readFileSync } from 'node:fs';
import type { Env } from '../env.js';
import { CliFailure, usageFailure } from '../cli-failure.js';
import { Api } from '../http/api.js';
import { openDispatcher } from '../http/dispatcher.js';
import { isLocalhost } from '../http/look-up.js';
import { fileFailure } from './file-failure.js';
import { findLink, readLink, type FolderLink } from './folder-link.js';
import { InstallationsFile, normalUrl, unknownInstallation, type Installation } from './installations.js';

export interface SessionOptions {
  env: Env;
  userAgent: string;
  /** Folder whose link counts, or the nearest link above it. */
  folder: string;
  /** Only the folder's own link counts. */
  ownLinkOnly?: boolean | undefined;
  /** `--tenant`, or BERTH_TENANT. */
  tenant?: string | undefined;
  /** `--app`, or BERTH_APP. */
  app?: string | undefined;
}

/** Which installation, who, and which tenant and app a command means. */
export class Session {
  readonly api: Api;
  readonly installations: InstallationsFile;
  readonly url: string;
  readonly link: FolderLink | null;
  /** Certificate of the authority that is trusted besides the system's, in PEM; null for none. */
  readonly ca: string | null;
  private readonly installation: Installation;
  private readonly close: () => Promise<void>;

  /** Throws a failure with a remedy when there is no URL or no token. */
  constructor(private readonly options: SessionOptions) {
    const { env } = options;
    this.installations = new InstallationsFile(env.configFolder);
    const known = this.installations.read();
    const found = options.ownLinkOnly ? readLink(options.folder) : (findLink(options.folder)?.link ?? null);
    const url = env.url ?? found?.url ?? known.current;
    if (url === null || url === undefined) {
      throw new CliFailure('No installation is known yet.', { code: 'no-installation', remedy: 'Run `berth login --url https://…/api`, or set BERTH_URL.', exitCode: 2 });
    }
    this.url = normalUrl(url);
    this.link = found && normalUrl(found.url) === this.url ? found : null;
    this.installation = known.installations[this.url] ?? unknownInstallation;
    const token = env.token ?? this.installation.token;
    if (token === null) throw new CliFailure(`You are not logged in at ${this.url}.`, { code: 'unauthenticated', remedy: 'Run `berth login`, or set BERTH_TOKEN.' });
    this.ca = readCa(env) ?? this.installation.ca;
    const dispatcher = openDispatcher(this.url, { ca: this.ca }, env);
    refuseOpenTransport(this.url);
    this.api = new Api({ url: this.url, token, tokenOrigin: env.token === undefined ? 'login' : 'variable', dispatcher, userAgent: options.userAgent });
    this.close = () => dispatcher.destroy();
  }

  /** The tenant that is meant: flag or variable, folder, chosen by `berth tenants switch`, or the only one. */
  async tenant(): Promise<string> {
    const named = this.options.tenant ?? this.link?.tenant ?? this.installation.tenant;
    if (named !== null && named !== undefined) return named;
    const me = await this.api.ask((client) => client.GET('/v1/me'));
    const [only, ...others] = me.tenants;
    if (only === undefined) throw new CliFailure('You belong to no tenant.', { code: 'no-tenant', remedy: 'Ask an admin of a tenant to add you; operators make tenants with `berth admin tenants create`.' });
    if (others.length > 0) {
      throw usageFailure('You belong to several tenants, and none is chosen.', 'Add --tenant, or choose one with `berth tenants switch`.', me.tenants.map(({ tenant }) => tenant));
    }
    return only.tenant;
  }

  /** The tenant chosen by `berth tenants switch`, or null. */
  get defaultTenant(): string | null {
    return this.installation.tenant;
  }

  /** The app that is meant, or null. */
  app(): string | null {
    const { app, tenant } = this.options;
    if (app !== undefined) return app;
    return this.link && (tenant === undefined || tenant === this.link.tenant) ? this.link.app : null;
  }

  /** The app that is meant. Throws when nothing names one. */
  requireApp(): string {
    const app = this.app();
    if (app === null) throw usageFailure('Which app? This folder is not linked to one.', 'Add --app NAME, or link the folder with `berth link NAME`.');
    return app;
  }

  /** Ends open connections, so that the process can end. */
  async end(): Promise<void> {
    await this.close();
  }
}

/** The certificate that BERTH_CA names, or null. */
export function readCa(env: Pick<Env, 'caFile'>): string | null {
  return env.caFile === undefined ? null : readCertificate(env.caFile);
}

/** A certificate file in PEM. Throws when it is none. */
export function readCertificate(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileFailure(error, path, 'read');
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new CliFailure(`${path} holds no certificate in PEM form.`, { code: 'ca-invalid', remedy: 'Name the file that begins with -----BEGIN CERTIFICATE-----.' });
  }
  return text;
}

/** A token never travels in the clear to another machine. */
export function refuseOpenTransport(url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || isLocalhost(hostname) || hostname === '[::1]' || hostname.startsWith('127.')) return;
  throw new CliFailure(`${url} is not encrypted, so the token is not sent there.`, { code: 'not-encrypted', remedy: 'Use the https:// address.' });
}
