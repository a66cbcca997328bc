import type { runSchema } from '@berth/contract';
import { roleAtLeast, type Role } from '@berth/domain';
import type { z } from 'zod';

export type RunView = z.input<typeof runSchema>;

/** Columns of `run r JOIN release rl` as the contract has them. */
export const runColumns = `r.name, r.kind, r.command, r.process, r.pod, rl.version AS release, r.attached, r.tty, r."timeoutSeconds", r.state, r."exitCode", r.reason, r."createdBy", r."createdAt", r."startedAt", r."finishedAt"`;

/** A command line may hold secrets that somebody typed: it is for those alone who may run commands. */
export const runFor = <R extends RunView>(role: Role, { command, ...run }: R): Omit<R, 'command'> & Pick<RunView, 'command'> => (roleAtLeast(role, 'developer') ? { ...run, command } : run);
