import { Args, Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../berth-command.js';
import { formatScale, parseScale } from '../input/parse-scale.js';

export default class Scale extends BerthCommand {
  static override summary = 'Set how many pods a process has.';
  static override description = 'A number is fixed; in a range the cluster decides, by CPU unless `--rps` or berth.yaml says otherwise. A web process with a range from 0 sleeps while nobody asks for it, and the next request wakes it up.';
  static override examples = [
    { description: 'Three pods', command: '<%= config.bin %> scale web=3' },
    { description: 'Between two and ten, by CPU', command: '<%= config.bin %> scale web=2..10 --app shop' },
    { description: 'As many as it takes that each pod gets 50 requests per second', command: '<%= config.bin %> scale web=1..5 --rps 50' },
    { description: 'None after 30 minutes without a request', command: '<%= config.bin %> scale web=0..2 --idle 30m' },
  ];
  static override strict = false;
  static override args = { scale: Args.string({ required: true, description: 'PROCESS=N or PROCESS=MIN..MAX; several may follow each other.' }) };
  static override flags = { ...appFlags, idle: Flags.string({ summary: 'How long without a request until it sleeps.', description: 'For a range from 0, such as 90s, 10m or 1h; 10m when absent.' }), rps: Flags.integer({ min: 1, summary: 'How many requests per second a pod is to get.', description: 'For a range of a web process, on a cluster that counts requests.' }) };

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(Scale);
    const wanted = (argv as string[]).map((text) => parseScale(text, flags));
    const { session, target } = await this.openApp(flags);
    const items = [];
    for (const { process, scale } of wanted) {
      const answer = await session.api.askOnce((client, header) => client.PUT('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/processes/{process}/scale', { params: { path: { ...target, process }, header }, body: scale }));
      this.note(`${answer.name}: ${formatScale(answer.scale)} wanted, ${answer.ready} ready now.`);
      items.push(answer);
    }
    return { items };
  }
}
