import { liveAnswerSchema, Problem, problems, redisNames, type LiveAnswer, type LiveQuestion, type ProblemCode } from '@berth/domain';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Env } from '../env.js';
import { LiveRedis } from './redis.js';

type Question = LiveQuestion extends infer Q ? (Q extends LiveQuestion ? Omit<Q, 'id' | 'expiresAt'> : never) : never;

/** Asks a worker what only the cluster knows now, over Redis. */
@Injectable()
export class AskWorker implements OnApplicationBootstrap {
  private readonly asked = new Map<string, (answer: LiveAnswer) => void>();

  constructor(
    private readonly redis: LiveRedis,
    private readonly env: Env,
  ) {}

  onApplicationBootstrap(): void {
    const subscriber = this.redis.connection();
    subscriber.on('message', (_channel, text) => this.hear(text));
    subscriber.subscribe(redisNames.answers(this.env.installationId)).catch(() => undefined); // only when closed while connecting
  }

  /** The answer. Throws unavailable when no worker answers within `timeoutMs`, or the problem that the worker names. */
  async run(question: Question, timeoutMs: number): Promise<unknown> {
    const id = randomUUID();
    const answered = new Promise<LiveAnswer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Problem('unavailable', 'No worker answered in time.', { retryAfterSeconds: 5 })), timeoutMs);
      this.asked.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
    answered.catch(() => undefined); // awaited below, unless the push fails first
    try {
      const full: LiveQuestion = { ...question, id, expiresAt: Date.now() + timeoutMs };
      await this.redis.commands.lpush(redisNames.questions(this.env.installationId), JSON.stringify(full)).catch((cause: unknown) => {
        throw new Problem('unavailable', 'The queue does not answer.', { cause, retryAfterSeconds: 5 });
      });
      const answer = await answered;
      if (answer.ok) return answer.answer;
      throw new Problem(isCode(answer.code) ? answer.code : 'internal', answer.detail, { remedy: answer.remedy });
    } finally {
      this.asked.delete(id);
    }
  }

  private hear(text: string): void {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return; // not an answer: nobody waits for it
    }
    const answer = liveAnswerSchema.safeParse(json);
    if (answer.success) this.asked.get(answer.data.id)?.(answer.data);
  }
}

const isCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code);
