import { BerthCommand } from '../../../berth-command.js';
import { readPages } from '../../../http/read-pages.js';
import { formatAge, formatCpus, formatMebibytes } from '../../../output/quantities.js';

export default class AdminClustersList extends BerthCommand {
  static override summary = 'List the clusters that apps run on.';
  static override examples = ['<%= config.bin %> admin clusters list'];

  async run(): Promise<unknown> {
    await this.parse(AdminClustersList);
    const { api } = this.openSession();
    const items = await readPages((query) => api.ask((client) => client.GET('/v1/operator/clusters', { params: { query } })));
    const now = new Date();
    this.printTable(
      items,
      [
        { title: 'Cluster', value: ({ name, isDefault }) => (isDefault ? `${name} (default)` : name) },
        { title: 'Answers', value: ({ observed }) => (observed === null ? 'not asked yet' : observed.reachable ? 'yes' : 'no'), style: ({ observed }, style) => (observed?.reachable ? style.good : style.careful) },
        { title: 'Version', value: ({ observed }) => observed?.version },
        { title: 'Nodes', value: ({ observed }) => observed?.nodes, align: 'right' },
        { title: 'CPU', value: ({ observed }) => (observed === null ? null : formatCpus(observed.cpuMillicores)), align: 'right' },
        { title: 'Memory', value: ({ observed }) => (observed === null ? null : formatMebibytes(observed.memoryBytes)), align: 'right' },
        { title: 'Tenants', value: ({ tenants }) => tenants, align: 'right' },
        { title: 'Domain', value: ({ baseDomain }) => baseDomain },
        { title: 'Seen', value: ({ observed }) => (observed === null ? null : `${formatAge(observed.observedAt, now)} ago`) },
        ...(items.some(({ observed }) => observed?.message) ? [{ title: 'Message', value: ({ observed }: (typeof items)[number]) => observed?.message, flexible: true }] : []),
      ],
      'There is no cluster.',
    );
    return { items };
  }
}
