import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CliFailure } from '../cli-failure.js';
import { fileFailure } from './file-failure.js';

const installationSchema = z.object({
  token: z.string().nullable(),
  /** True when `berth login` got it by the browser, so that `berth logout` may revoke it. */
  ownToken: z.boolean(),
  email: z.string().nullable(),
  /** The tenant that commands mean when nothing else names one. */
  tenant: z.string().nullable(),
  /** Certificate of the authority that signs this installation's, in PEM. */
  ca: z.string().nullable(),
});
export type Installation = z.infer<typeof installationSchema>;

const fileSchema = z.object({
  /** The URL that commands use when nothing else names one. */
  current: z.string().nullable(),
  installations: z.record(z.string(), installationSchema),
});
export type Installations = z.infer<typeof fileSchema>;

export const unknownInstallation: Installation = { token: null, ownToken: false, email: null, tenant: null, ca: null };

/** One spelling of a URL, so that credentials are found again. */
export const normalUrl = (url: string): string => new URL(url).href.replace(/\/+$/, '');

/** The installations that this user has logged in to, each with its token, in one file that only the user may read. */
export class InstallationsFile {
  readonly path: string;

  constructor(configFolder: string) {
    this.path = join(configFolder, 'installations.json');
  }

  /** Throws when the file is there and cannot be understood. */
  read(): Installations {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return { current: null, installations: {} };
      throw fileFailure(error, this.path, 'read');
    }
    try {
      return fileSchema.parse(JSON.parse(text));
    } catch (error) {
      throw new CliFailure(`${this.path} is damaged.`, { code: 'settings-damaged', remedy: 'Delete it and run `berth login` again.', cause: error });
    }
  }

  /** Writes the whole file or nothing. */
  write(installations: Installations): void {
    const draft = `${this.path}.${process.pid}`;
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      writeFileSync(draft, `${JSON.stringify(installations, null, 2)}\n`, { mode: 0o600 });
      chmodSync(draft, 0o600);
      renameSync(draft, this.path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw fileFailure(error, this.path, 'write');
    }
  }

  /** Changes what is known of one installation, and makes it the current one when `current` says so. */
  update(url: string, change: Partial<Installation>, options: { current?: boolean } = {}): void {
    const all = this.read();
    all.installations[url] = { ...unknownInstallation, ...all.installations[url], ...change };
    if (options.current) all.current = url;
    this.write(all);
  }
}
