import { z } from 'zod';
import { admitsBranch, branchPattern } from '../previews.js';
import { environmentSlug } from '../slug.js';

/** Which branch is deployed where; of a list, the first that fits counts. */
export const branchRuleSchema = z.object({ branch: branchPattern, environment: environmentSlug.nullable().describe('Null: a preview of the branch’s own.') });
export type BranchRule = z.infer<typeof branchRuleSchema>;

/** The rule that counts for a branch; undefined when none fits. */
export const ruleFor = (rules: readonly BranchRule[], branch: string): BranchRule | undefined => rules.find((rule) => admitsBranch([rule.branch], branch));
