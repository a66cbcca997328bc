import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { usageFailure } from './cli-failure.js';

const unlessEmpty = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Variables that the flags do not already read (`--tenant`, `--app` and `--environment` name theirs in the help). */
const envSchema = z.object({
  BERTH_URL: unlessEmpty(z.url({ protocol: /^https?$/, error: 'is not an http or https URL' })),
  BERTH_TOKEN: unlessEmpty(z.string()),
  BERTH_CA: unlessEmpty(z.string()),
  GIT_SSL_CAINFO: unlessEmpty(z.string()),
  XDG_CONFIG_HOME: unlessEmpty(z.string()),
  HTTPS_PROXY: unlessEmpty(z.string()),
  https_proxy: unlessEmpty(z.string()),
  HTTP_PROXY: unlessEmpty(z.string()),
  http_proxy: unlessEmpty(z.string()),
  CI: unlessEmpty(z.string()),
});

export interface Env {
  url: string | undefined;
  token: string | undefined;
  /** Path of a certificate file in PEM. */
  caFile: string | undefined;
  /** Certificates that git takes before those of its settings. */
  gitCaFile: string | undefined;
  /** Folder of the CLI's own settings. */
  configFolder: string;
  /** True when requests go through a proxy that the environment names. */
  proxied: boolean;
  /** True on a build server: nothing is asked there. */
  unattended: boolean;
}

/** Whether errors are shown with their place in the code. */
export const wantsDebug = (source: NodeJS.ProcessEnv = process.env): boolean => (source.DEBUG ?? '') !== '';

/** Reads the environment once. Throws a usage failure that names every variable that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = envSchema.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw usageFailure(`The environment has a wrong value: ${lines.join('; ')}.`, 'Correct the variable or unset it.');
  }
  const env = parsed.data;
  return {
    url: env.BERTH_URL,
    token: env.BERTH_TOKEN,
    caFile: env.BERTH_CA,
    gitCaFile: env.GIT_SSL_CAINFO,
    configFolder: join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'berth'),
    proxied: [env.HTTPS_PROXY, env.https_proxy, env.HTTP_PROXY, env.http_proxy].some((value) => value !== undefined),
    unattended: env.CI !== undefined && env.CI !== 'false',
  };
}
