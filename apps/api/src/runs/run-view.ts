import type { runSchema } from '@berth/contract';
import type { z } from 'zod';

export type RunView = z.input<typeof runSchema>;

/** Columns of `run r JOIN release rl` as the contract has them. */
export const runColumns = `r.name, r.kind, r.command, r.process, r.pod, rl.version AS release, r.attached, r.tty, r."timeoutSeconds", r.state, r."exitCode", r.reason, r."createdBy", r."createdAt", r."startedAt", r."finishedAt"`;
