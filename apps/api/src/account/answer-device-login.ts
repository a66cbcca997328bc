import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Answer, BodyOf } from '../http/operation.js';
import type { Actor } from './actor.js';
import { Throttle } from './throttle.js';

const answersPerUser = 30;

/** Allows or denies a waiting login. Only a browser session may: a token could otherwise grow into one without limits. */
@Injectable()
export class AnswerDeviceLogin {
  constructor(
    private readonly database: Database,
    private readonly throttle: Throttle,
  ) {}

  async run(actor: Actor, { userCode, allow }: BodyOf<'answerDeviceLogin'>): Promise<Answer<'answerDeviceLogin'>> {
    if (actor.token) throw new Problem('role-missing', 'Only a browser session may answer a waiting login.', { remedy: 'Log in to the portal and open the address that the command line shows.' });
    await this.throttle.attempt([{ key: `device-answer:${actor.userId}`, attempts: answersPerUser }]);
    const letters = userCode.toUpperCase().replace(/[^A-Z]/g, '');
    return this.database.write(async (tx) => {
      const login = await tx.deviceLogin.findUnique({ where: { userCode: `${letters.slice(0, 4)}-${letters.slice(4)}` } });
      if (!login) throw notFound();
      const state = allow ? 'approved' : 'denied';
      const { count } = await tx.deviceLogin.updateMany({ where: { id: login.id, state: 'pending', expiresAt: { gt: new Date() } }, data: { state, userId: actor.userId } });
      if (count === 0) throw notFound();
      return { clientName: login.clientName, state };
    });
  }
}
