import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { core, namespaceOf } from '../real-services/cluster.js';
import { installation } from '../real-services/installation.js';

/** `buildctl` against a tenant's own builder, as a person with its keys would use it. Remove its files with `remove`. */
export class BuilderByHand {
  private readonly folder = mkdtempSync(join(tmpdir(), 'berth-by-hand-'));
  private readonly buildctl = findBuildctl();
  private readonly namespace: string;
  private constructor(private readonly registry: string, private readonly tenant: string) {
    this.namespace = namespaceOf(tenant, true);
  }

  /** `image` is any image of the tenant: the ones built by hand go beside it. */
  static async open(image: string, tenant = 'acme'): Promise<BuilderByHand> {
    const builder = new BuilderByHand(image.slice(0, image.indexOf('/')), tenant);
    for (const [secret, files] of [['buildkitd-client-tls', ['ca.crt', 'tls.crt', 'tls.key']], ['berth-registry', ['config.json']]] as const) {
      const { data } = await core.readNamespacedSecret({ name: secret, namespace: builder.namespace });
      for (const file of files) writeFileSync(join(builder.folder, file), Buffer.from(data![file]!, 'base64'), { mode: 0o600 });
    }
    return builder;
  }

  /** Builds the folder by this Dockerfile, pushes, and gives the image by digest. */
  async build(context: string, dockerfile: string): Promise<string> {
    const name = `${this.registry}/${installation.BERTH_NAMESPACE_PREFIX}/${this.tenant}/byhand`;
    const metadata = join(this.folder, 'metadata.json');
    writeFileSync(join(this.folder, 'Dockerfile'), dockerfile);
    await this.run(['build', '--progress', 'plain', '--frontend', 'dockerfile.v0', '--local', `context=${context}`, '--local', `dockerfile=${this.folder}`, '--metadata-file', metadata, '--output', `type=image,name=${name}:bench,push=true,registry.insecure=true`]);
    const { 'containerimage.digest': digest } = JSON.parse(readFileSync(metadata, 'utf8')) as Record<string, string>;
    return `${name}@${digest}`;
  }

  /** Empties the builder's cache. */
  prune = () => this.run(['prune', '--all']);

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async run(args: string[]): Promise<void> {
    const { items } = await core.listNamespacedPod({ namespace: this.namespace, labelSelector: 'app.kubernetes.io/component=builder' });
    const ip = items.find(({ metadata, status }) => !metadata?.deletionTimestamp && status?.podIP)?.status?.podIP;
    if (!ip) throw new Error(`${this.tenant} has no builder that runs; deploy something from source first`);
    const file = (name: string) => join(this.folder, name);
    const address = ['--addr', `tcp://${ip}:1234`, '--tlsservername', `buildkitd.${this.namespace}.svc`, '--tlscacert', file('ca.crt'), '--tlscert', file('tls.crt'), '--tlskey', file('tls.key')];
    await promisify(execFile)(this.buildctl, [...address, ...args], { env: { ...process.env, DOCKER_CONFIG: this.folder }, timeout: 600_000, maxBuffer: 64 * 2 ** 20 });
  }
}

/** The buildctl that was compiled for the local cluster's builder. */
function findBuildctl(): string {
  const programs = join(process.env.BERTH_CACHE ?? join(homedir(), '.cache/berth'), 'programs');
  const found = readdirSync(programs).map((name) => join(programs, name, 'buildctl')).find((file) => existsSync(file));
  if (!found) throw new Error(`there is no buildctl under ${programs}`);
  return found;
}
