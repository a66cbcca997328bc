import { z } from 'zod';
import { deploymentInputSchema } from './deployment-input.js';

/**
 * Names in Redis that the API and the worker share. `installation` is the installation's id; no other installation's
 * names can be equal. Nothing under them is kept: Redis may be emptied at any moment.
 */
export const redisNames = {
  /** Prefix of BullMQ's keys. */
  queues: (installation: string): string => `berth:${installation}:queue`,
  /** Key with a time to live of 8 s: set again every 2 s by each worker. */
  worker: (installation: string): string => `berth:${installation}:worker`,
  /** List: the API pushes a {@link LiveQuestion} at the left, a worker takes it at the right. */
  questions: (installation: string): string => `berth:${installation}:questions`,
  /** Channel: workers publish a {@link LiveAnswer}; each API process waits for the ids that it asked. */
  answers: (installation: string): string => `berth:${installation}:answers`,
  /** Key with a time to live of 15 s: set again every 5 s while someone reads the environment's log. */
  logViewers: (installation: string, environmentId: string): string => `berth:${installation}:log-viewers:${environmentId}`,
  /** Channel: an environment's id, published with each heartbeat so that a worker follows its pods at once. */
  logWanted: (installation: string): string => `berth:${installation}:log-wanted`,
  /** Stream of {@link logEntryFields}, about the last 5 000 lines. */
  logs: (installation: string, environmentId: string): string => `berth:${installation}:logs:${environmentId}`,
  /** Key held by the worker that follows the environment's pods. */
  logFollower: (installation: string, environmentId: string): string => `berth:${installation}:log-follower:${environmentId}`,
  /** Key that exists while the stream holds the pods' last lines and new ones arrive. */
  logReady: (installation: string, environmentId: string): string => `berth:${installation}:log-ready:${environmentId}`,
  /** Channel: what the API says in a terminal session; each message has its number (32 bits) before it. */
  terminalInput: (installation: string, runId: string): string => `berth:${installation}:terminal-input:${runId}`,
  /** Channel: what the worker says in it. */
  terminalOutput: (installation: string, runId: string): string => `berth:${installation}:terminal-output:${runId}`,
  /** Hash of the time of the last line that was followed, by pod and container. */
  logPositions: (installation: string, environmentId: string): string => `berth:${installation}:log-positions:${environmentId}`,
} as const;

/** Fields of an entry of a log stream, all text. */
export const logEntryFields = z.object({
  /** RFC 3339, from the node's clock. */
  ts: z.string(),
  pod: z.string(),
  process: z.string(),
  /** Release number; empty when unknown. */
  release: z.string(),
  line: z.string(),
  /** `output`, or `gap` where lines were lost; a gap's line says why. */
  stream: z.enum(['output', 'gap']),
});
export type LogEntry = z.infer<typeof logEntryFields>;

const about = { id: z.string(), tenantId: z.string(), environmentId: z.string(), /** Milliseconds since 1970; a late worker does not answer. */ expiresAt: z.number() };

/** What needs the cluster now and leaves nothing behind. */
export const liveQuestionSchema = z.discriminatedUnion('kind', [
  /** What a deployment would change. Answer: the contract's Check. */
  z.object({ kind: z.literal('check'), ...about, input: deploymentInputSchema }),
  /** Fill the log stream. Answer: `{ lastId }`, the id of the stream's newest entry, once the pods' last lines are in it. */
  z.object({ kind: z.literal('logs'), ...about }),
  /** Serve the terminal of a run. Answer: `{}`, once its messages are heard. */
  z.object({ kind: z.literal('terminal'), ...about, runId: z.string() }),
]);
export type LiveQuestion = z.infer<typeof liveQuestionSchema>;

export const liveAnswerSchema = z.union([
  z.object({ id: z.string(), ok: z.literal(true), answer: z.unknown() }),
  z.object({ id: z.string(), ok: z.literal(false), code: z.string(), detail: z.string(), remedy: z.string() }),
]);
export type LiveAnswer = z.infer<typeof liveAnswerSchema>;
