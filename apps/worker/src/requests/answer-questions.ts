import { liveQuestionSchema, Problem, redisNames, type LiveAnswer, type LiveQuestion } from '@berth/domain';
import type { Redis } from 'ioredis';
import type { Terminals } from '../terminals/serve-terminals.js';
import type { LogFollowers } from '../logs/log-followers.js';
import type { WorkerDeps } from '../worker-deps.js';
import { answerCheck } from './answer-check.js';

/** Questions that one worker answers side by side. */
const width = 16;
const waitSeconds = 2;

/** Answers what the API asks about the cluster as it is now; each question is taken by one worker. Late ones are dropped. */
export function answerQuestions(deps: WorkerDeps, followers: LogFollowers, terminals: Terminals, connect: () => Redis): { close(): Promise<void> } {
  const { installation } = deps.env;
  const reader = connect();
  const running = new Set<Promise<void>>();
  let closed = false;

  const valueOf = (question: LiveQuestion): Promise<unknown> => {
    switch (question.kind) {
      case 'check':
        return answerCheck(deps, question);
      case 'logs':
        return followers.ready(question);
      case 'terminal':
        return terminals.open(question);
    }
  };
  const answer = async (question: LiveQuestion): Promise<LiveAnswer> => {
    try {
      return { id: question.id, ok: true, answer: await valueOf(question) };
    } catch (error) {
      if (!(error instanceof Problem)) deps.log.error({ error, kind: question.kind }, 'a live question could not be answered');
      const problem = error instanceof Problem ? error : new Problem('internal');
      return { id: question.id, ok: false, code: problem.code, detail: problem.message, remedy: problem.remedy };
    }
  };
  const take = async (text: string): Promise<void> => {
    const parsed = liveQuestionSchema.safeParse(JSON.parse(text));
    if (!parsed.success) {
      deps.log.error({ issues: parsed.error.issues }, 'a live question was not understood');
      return;
    }
    if (parsed.data.expiresAt < Date.now()) return;
    await deps.redis.publish(redisNames.answers(installation), JSON.stringify(await answer(parsed.data)));
  };
  const loop = async (): Promise<void> => {
    while (!closed) {
      try {
        const popped = await reader.brpop(redisNames.questions(installation), waitSeconds);
        if (!popped) continue;
        const work: Promise<void> = take(popped[1])
          .catch((error: unknown) => deps.log.warn({ error }, 'an answer was not given'))
          .finally(() => running.delete(work));
        running.add(work);
        if (running.size >= width) await Promise.race(running);
      } catch (error) {
        if (closed) return;
        deps.log.debug({ error: (error as Error).message }, 'waiting for questions broke off');
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };
  const looping = loop();
  return {
    async close() {
      closed = true;
      reader.disconnect();
      await looping;
      await Promise.all(running);
    },
  };
}
