import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'vitest';
import { api, sampleApp, until, urlOf } from '../real-services/installation.js';
import { newTenant } from '../real-services/second-tenant.js';
import { packFolder, uploadSource } from '../real-services/sources.js';
import { BuilderByHand } from './build-by-hand.js';
import { changeSource } from './change-source.js';
import { reportPaired } from './report.js';
import { ByHand, imageOf, pause, timeTo200 } from './side-by-side.js';

const app = 'bench';
/** Builds that a cluster runs side by side, as the worker's default says. */
const buildsAtOnce = 4;
/** How often an answer is looked for: the node that builds has to answer all of them. */
const everyMs = 500;
const seconds = 900;
const counts = (process.env.TENANTS ?? '1,8,32').split(',').map(Number);
const berthFile = 'processes:\n  web: {command: node server.js, replicas: 1, resources: nano}\n';

/** A tenant with an app that was deployed once, so that its builder runs and has the dependencies, and its copy by hand. */
class Pusher {
  private constructor(
    readonly slug: string,
    private readonly token: string,
    private readonly source: ReturnType<typeof sampleApp>,
    private readonly removeTenant: () => Promise<void>,
    private readonly byHand: { copy: ByHand; builder: BuilderByHand; dockerfile: string },
  ) {}

  static async make(slug: string): Promise<Pusher> {
    const { token, remove } = await newTenant(slug);
    const source = sampleApp('hello-node');
    writeFileSync(join(source.folder, 'berth.yaml'), berthFile);
    const made = await api('POST', `/v1/tenants/${slug}/apps`, { name: app }, token);
    if (made.status !== 201) throw new Error(`${slug}: ${made.status} ${JSON.stringify(made.body)}`);
    const first = changeSource(source.folder);
    let dockerfile = '';
    await timeTo200(async () => void (dockerfile = await deploy(slug, token, source.folder)), urlOf(app, slug), first, seconds, everyMs);
    const image = await imageOf(app, slug);
    const copy = await ByHand.copyOf(app, slug);
    await copy.apply(image);
    return new Pusher(slug, token, source, remove, { copy, builder: await BuilderByHand.open(image, slug), dockerfile });
  }

  /** Milliseconds from a changed folder to the first 200 of it. */
  push(): Promise<number> {
    const text = changeSource(this.source.folder);
    return timeTo200(() => deploy(this.slug, this.token, this.source.folder), urlOf(app, this.slug), text, seconds, everyMs);
  }

  /** The same by hand, with as many builds at once as Berth lets through. */
  pushByHand(): Promise<number> {
    const { copy, builder, dockerfile } = this.byHand;
    const text = changeSource(this.source.folder);
    return timeTo200(async () => copy.apply(await inTurn(() => builder.build(this.source.folder, dockerfile))), copy.url, text, seconds, everyMs);
  }

  /** Whether its last deployment has ended. */
  async isQuiet(): Promise<boolean> {
    const { body } = await api('GET', `/v1/tenants/${this.slug}/apps/${app}/environments/production/deployments?limit=1`, undefined, this.token);
    return !['queued', 'running'].includes(body.items[0].state);
  }

  async remove(): Promise<void> {
    this.source.remove();
    this.byHand.builder.remove();
    await this.removeTenant();
  }
}

/** Uploads and deploys the folder, and gives the Dockerfile that Berth made for it. */
async function deploy(tenant: string, token: string, folder: string): Promise<string> {
  const { id, detected } = await uploadSource(app, await packFolder(folder), tenant, token);
  const answer = await api('POST', `/v1/tenants/${tenant}/apps/${app}/environments/production/deployments`, { source: id }, token);
  if (answer.status !== 202) throw new Error(`${tenant}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return detected.dockerfile!;
}

let places = buildsAtOnce;
const waiting: (() => void)[] = [];
/** Does the work once fewer than `buildsAtOnce` others are under way; first come, first served. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (places > 0) places -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else places += 1;
  }
}

let pushers: Pusher[] = [];
afterEach(async () => {
  await Promise.all(pushers.map((pusher) => inTurn(() => pusher.remove())));
  pushers = [];
});

test.each(counts)('D3: %i tenants push at once', async (count) => {
  pushers = await Promise.all(Array.from({ length: count }, (_, index) => inTurn(() => Pusher.make(`pusher${index + 1}`))));
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < Math.max(1, Math.floor(8 / count)); round += 1) {
    await settle();
    theirs.push(...(await Promise.all(pushers.map((pusher) => pusher.pushByHand()))));
    await settle();
    ours.push(...(await Promise.all(pushers.map((pusher) => pusher.push()))));
  }
  reportPaired({ id: `D3-${count}`, what: `push of a changed source to its first 200, by ${count} tenants at once`, baseline: `\`buildctl build\` and \`kubectl apply\`, ${buildsAtOnce} builds at once`, unit: 'ms', ours, theirs });
});

/** Until no deployment is under way and the pods that were replaced have gone. */
async function settle(): Promise<void> {
  await until('no deployment under way', seconds, async () => ((await Promise.all(pushers.map((pusher) => pusher.isQuiet()))).every(Boolean) ? true : undefined), 1_000);
  await pause(3_000);
}
