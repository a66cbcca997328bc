import { BerthCommand } from '../../../berth-command.js';
import { readPages } from '../../../http/read-pages.js';
import { formatCpus, formatMebibytes } from '../../../output/quantities.js';

export default class AdminPlansList extends BerthCommand {
  static override summary = 'List plans: named budgets.';
  static override examples = ['<%= config.bin %> admin plans list'];

  async run(): Promise<unknown> {
    await this.parse(AdminPlansList);
    const { api } = this.openSession();
    const items = await readPages((query) => api.ask((client) => client.GET('/v1/operator/plans', { params: { query } })));
    this.printTable(
      items,
      [
        { title: 'Plan', value: ({ name, isDefault }) => (isDefault ? `${name} (default)` : name) },
        { title: 'CPU', value: ({ budget }) => formatCpus(budget.cpuMillicores), align: 'right' },
        { title: 'Memory', value: ({ budget }) => formatMebibytes(budget.memoryBytes), align: 'right' },
        { title: 'Pods', value: ({ budget }) => budget.pods, align: 'right' },
        { title: 'Storage', value: ({ budget }) => formatMebibytes(budget.storageBytes), align: 'right' },
        { title: 'Apps', value: ({ budget }) => budget.apps, align: 'right' },
      ],
      'There is no plan yet. Make one: `berth admin plans set NAME --cpu 4 …`.',
    );
    return { items };
  }
}
