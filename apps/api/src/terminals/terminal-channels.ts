import { numbered, Problem, redisNames } from '@berth/domain';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Env } from '../env.js';
import { LiveRedis } from '../live/redis.js';

interface Joined {
  transport: { send(message: Uint8Array): Promise<number>; leave(): void };
  /** Gives every message from the first one on. */
  open(hear: (message: Buffer) => void): void;
}

/** Redis channels between this process and the workers, two for each terminal: one connection hears all of them. */
@Injectable()
export class TerminalChannels implements OnApplicationBootstrap {
  private subscriber: Redis | undefined;
  private readonly hearers = new Map<string, (message: Buffer) => void>();

  constructor(
    private readonly redis: LiveRedis,
    private readonly env: Env,
  ) {}

  onApplicationBootstrap(): void {
    this.subscriber = this.redis.connection();
    this.subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) => this.hearers.get(channel.toString())?.(message));
  }

  /** Throws unavailable while Redis does not answer. */
  async join(runId: string): Promise<Joined> {
    const { installationId } = this.env;
    const output = redisNames.terminalOutput(installationId, runId);
    const input = redisNames.terminalInput(installationId, runId);
    const early: Buffer[] = [];
    this.hearers.set(output, (message) => early.push(message)); // little: the worker waits for our word beyond its window
    await this.subscriber!.subscribe(output).catch((cause: unknown) => {
      this.hearers.delete(output);
      throw new Problem('unavailable', 'The queue that carries terminals does not answer.', { cause, retryAfterSeconds: 5 });
    });
    let number = 0;
    return {
      transport: {
        send: (message) => this.redis.commands.publish(input, Buffer.from(numbered(number++, message))),
        leave: () => {
          this.hearers.delete(output);
          this.subscriber!.unsubscribe(output).catch(() => undefined); // gone with its connection
        },
      },
      open: (hear) => {
        for (const message of early) hear(message);
        this.hearers.set(output, hear);
      },
    };
  }
}
