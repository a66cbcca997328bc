import { Args } from '@oclif/core';
import { branchRuleSchema, type BranchRule } from '@berth/domain';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

const preview = 'preview';

export default class RepoRules extends BerthCommand {
  static override summary = 'Show or set which branch is deployed to which environment.';
  static override description = 'Of several rules the first that fits a branch counts. In a pattern, * stands for anything but /, ** for anything. A branch without a rule is not deployed. The environment `preview` stands for the branch’s own preview, which goes when the branch is deleted; see `berth previews enable`.';
  static override examples = [
    '<%= config.bin %> repo rules',
    { description: 'main to production, each release branch to staging', command: "<%= config.bin %> repo rules main=production 'release/*=staging'" },
    { description: 'A preview for every other branch', command: "<%= config.bin %> repo rules main=production '**=preview'" },
  ];
  static override strict = false;
  static override args = { rules: Args.string({ description: 'BRANCH=ENVIRONMENT, in their order; they replace the present ones.', ignoreStdin: true }) };
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(RepoRules);
    const rules = (argv as string[]).map(parseRule);
    const { session, target } = await this.openApp({ ...flags, environment: 'production' });
    const repository = await session.api.ask((client) => {
      const params = { path: target };
      return rules.length === 0 ? client.GET('/v1/tenants/{tenant}/apps/{app}/repository', { params }) : client.PATCH('/v1/tenants/{tenant}/apps/{app}/repository', { params, body: { rules } });
    });
    this.printTable(
      repository.rules,
      [
        { title: 'Branch', value: ({ branch }) => branch },
        { title: 'Environment', value: ({ environment }) => environment ?? preview },
      ],
      'No branch is deployed.',
    );
    return { rules: repository.rules };
  }
}

/** `BRANCH=ENVIRONMENT`. Throws on anything else. */
function parseRule(text: string): BranchRule {
  const at = text.lastIndexOf('=');
  const environment = text.slice(at + 1);
  const parsed = branchRuleSchema.safeParse({ branch: text.slice(0, at), environment: environment === preview ? null : environment });
  if (at > 0 && parsed.success) return parsed.data;
  throw usageFailure(`“${text}” is no rule.`, 'Write BRANCH=ENVIRONMENT, such as main=production or \'release/*=staging\'.');
}
