import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute } from 'node:path';
import { z } from 'zod';

const key32 = z.string().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 32) return bytes;
  context.addIssue('must be 32 bytes in base64');
  return z.NEVER;
});

const pemFile = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    context.addIssue(`cannot be read: ${(error as Error).message}`);
    return z.NEVER;
  }
});

/** Hosts of a list with commas, each with its port where that is not 443. */
const hosts = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()).filter(Boolean))
  .pipe(z.array(z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/, 'must be hosts, apart by commas, such as gitlab.internal,git.internal:8443')));

/** Addresses of name servers in a list with commas, each with its port where that is not 53. */
const nameServers = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((server) => server.trim()).filter(Boolean))
  .refine((servers) => servers.every((server) => isIP(server) || /^(\d+(\.\d+){3}|\[[0-9a-fA-F:.]+\])(:\d{1,5})?$/.test(server)), 'must be addresses, apart by commas, such as 192.0.2.53,192.0.2.54:5353');

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });

const envSchema = z
  .object({
    DATABASE_URL: databaseUrl,
    REDIS_URL: z.url({ protocol: /^rediss?$/ }),
    PORT: z.coerce.number().int().min(0).max(65_535),
    BERTH_PUBLIC_URL: z.url({ protocol: /^https?$/ }),
    BERTH_INSTALLATION_ID: z.string().min(1).max(64),
    BERTH_NAMESPACE_PREFIX: z.string().regex(/^[a-z][a-z0-9]{0,19}$/),
    BERTH_INSTALLATION_KEY: key32,
    BERTH_AUTH_SECRET: z.string().min(32),
    BERTH_WORKER_PUBLIC_KEY_FILE: pemFile,
    BERTH_REGISTRY_URL: z.url({ protocol: /^https?$/ }),
    BERTH_REGISTRY_SOURCE_KEY: key32,
    BERTH_GIT_DIR: z.string().refine(isAbsolute, 'must be an absolute path'),
    BERTH_GIT_PUSH_BYTES: z.coerce.number().int().min(1024).default(512 * 2 ** 20),
    BERTH_GIT_REPOSITORY_BYTES: z.coerce.number().int().min(1024).default(2 * 2 ** 30),
    BERTH_GIT_ALLOWED_HOSTS: hosts,
    BERTH_DNS_RESOLVER: nameServers,
    PATH: z.string().default('/usr/local/bin:/usr/bin:/bin'),
    BERTH_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .transform((env) => ({
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    port: env.PORT,
    publicUrl: env.BERTH_PUBLIC_URL.replace(/\/+$/, ''),
    installationId: env.BERTH_INSTALLATION_ID,
    namespacePrefix: env.BERTH_NAMESPACE_PREFIX,
    installationKey: env.BERTH_INSTALLATION_KEY,
    authSecret: env.BERTH_AUTH_SECRET,
    workerPublicKey: env.BERTH_WORKER_PUBLIC_KEY_FILE,
    registryUrl: env.BERTH_REGISTRY_URL.replace(/\/+$/, ''),
    registrySourceKey: env.BERTH_REGISTRY_SOURCE_KEY,
    gitDir: env.BERTH_GIT_DIR,
    gitPushBytes: env.BERTH_GIT_PUSH_BYTES,
    gitRepositoryBytes: env.BERTH_GIT_REPOSITORY_BYTES,
    gitAllowedHosts: env.BERTH_GIT_ALLOWED_HOSTS,
    dnsResolver: env.BERTH_DNS_RESOLVER,
    path: env.PATH,
    logLevel: env.BERTH_LOG_LEVEL,
  }));

type EnvValues = z.output<typeof envSchema>;

const WithEnvValues = class {} as new () => EnvValues;

/** The process's configuration. A class, so that it can be injected. */
export class Env extends WithEnvValues {
  constructor(values: EnvValues) {
    super();
    Object.assign(this, values);
  }
}

function parsed<T extends z.ZodType>(schema: T, source: NodeJS.ProcessEnv): z.output<T> {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  throw new Error(`The environment is not complete:\n${result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`);
}

/** Reads the configuration; throws one error that names every variable that is missing or wrong. */
export const readEnv = (source: NodeJS.ProcessEnv = process.env): Env => new Env(parsed(envSchema, source));

/** What `seed-operator` needs alone. */
export const readSeedEnv = (source: NodeJS.ProcessEnv = process.env): { databaseUrl: string } => ({
  databaseUrl: parsed(z.object({ DATABASE_URL: databaseUrl }), source).DATABASE_URL,
});
