import { liveAnswerSchema, Problem, problems, redisNames, type LiveAnswer, type LiveQuestion, type ProblemCode } from '@berth/domain';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Env } from '../env.js';
import { LiveRedis } from './redis.js';

type Question = LiveQuestion extends infer Q ? (Q extends LiveQuestion ? Omit<Q, 'id' | 'expiresAt'> : never) : never;

/** Once Redis answers, it takes a subscription within this time. */
const listenMs = 2_000;

/** Asks a worker what only the cluster knows now, over Redis. */
@Injectable()
export class AskWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(AskWorker.name);
  private subscriber: Redis | undefined;
  private listening: Promise<unknown> | undefined;
  private stopped = false;
  private readonly asked = new Map<string, (answer: LiveAnswer) => void>();

  constructor(
    private readonly redis: LiveRedis,
    private readonly env: Env,
  ) {}

  onApplicationBootstrap(): void {
    this.subscriber = this.redis.connection();
    this.subscriber.on('message', (_channel, text) => this.hear(text));
    this.listen().catch(() => undefined); // logged there; the next question tries again, and its caller is told
  }

  onApplicationShutdown(): void {
    this.stopped = true;
  }

  /** Hears answers from now on, through lost connections too. Rejects when Redis refuses it; the next call asks again. */
  private listen(): Promise<unknown> {
    this.listening ??= this.subscriber!.subscribe(redisNames.answers(this.env.installationId)).catch((error: Error) => {
      this.listening = undefined;
      if (!this.stopped) this.log.error(`workers' answers cannot be heard: ${error.message}`);
      throw error;
    });
    return this.listening;
  }

  /** Throws unavailable while no answer could be heard. */
  private async requireListening(): Promise<void> {
    const late = new AbortController();
    const tooLate = sleep(listenMs, undefined, { signal: late.signal }).then(() => {
      throw new Error('Redis does not answer');
    });
    try {
      await Promise.race([this.listen(), tooLate]);
    } catch (cause) {
      throw new Problem('unavailable', 'Answers of workers cannot be heard now.', { cause, retryAfterSeconds: 5 });
    } finally {
      late.abort();
      tooLate.catch(() => undefined); // aborted: nobody waits for it
    }
  }

  /** The answer. Throws unavailable when Redis lets no answer be heard or no worker answers within `timeoutMs`, or the problem that the worker names. */
  async run(question: Question, timeoutMs: number): Promise<unknown> {
    await this.requireListening();
    const id = randomUUID();
    const answered = new Promise<LiveAnswer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Problem('unavailable', 'No worker answered in time.', { remedy: 'Try again in a moment; if it lasts, tell the operator that no worker may be running.', retryAfterSeconds: 5 })), timeoutMs);
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
