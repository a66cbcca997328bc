import { Args, Flags } from '@oclif/core';
import { BerthCommand } from '../../../berth-command.js';
import { usageFailure } from '../../../cli-failure.js';
import { readPages } from '../../../http/read-pages.js';
import { budgetFlags, budgetOf } from '../../../input/budget-flags.js';
import { budgetLine, type Budget } from '../../../output/describe-budget.js';

export default class AdminPlansSet extends BerthCommand {
  static override summary = 'Make or change a plan.';
  static override description = 'A new plan needs all five quantities; of an existing one, those that are not given stay. Tenants keep the budget that they have.';
  static override examples = [
    { description: 'A new plan', command: '<%= config.bin %> admin plans set team --cpu 4 --memory 8Gi --pods 40 --storage 10Gi --apps 20' },
    { description: 'Change one quantity', command: '<%= config.bin %> admin plans set team --pods 60' },
  ];
  static override args = { name: Args.string({ required: true, description: 'Name of the plan.' }) };
  static override flags = { ...budgetFlags, default: Flags.boolean({ summary: 'New tenants get this plan.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(AdminPlansSet);
    const { api } = this.openSession();
    const plans = await readPages((query) => api.ask((client) => client.GET('/v1/operator/plans', { params: { query } })));
    const existing = plans.find(({ name }) => name === args.name);
    const budget: Partial<Budget> = { ...existing?.budget, ...budgetOf(flags) };
    if (!isWhole(budget)) throw usageFailure(`Plan ${args.name} is new, so all quantities are needed.`, 'Add --cpu, --memory, --pods, --storage and --apps.');
    const plan = await api.ask((client) => client.PUT('/v1/operator/plans/{plan}', { params: { path: { plan: args.name } }, body: { budget, isDefault: flags.default || (existing?.isDefault ?? false) } }));
    this.note(`Plan ${plan.name}: ${budgetLine(plan.budget)}${plan.isDefault ? ' (default)' : ''}.`);
    return plan;
  }
}

const isWhole = (budget: Partial<Budget>): budget is Budget => (['cpuMillicores', 'memoryBytes', 'pods', 'storageBytes', 'apps'] as const).every((key) => budget[key] !== undefined);
