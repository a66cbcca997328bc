import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { hashSecret, newTokenSecret } from './token-secret.js';

const tokenLifeMs = 90 * 24 * 3600_000;

/** Tells the waiting client what the browser decided; the token is made and handed over once. */
@Injectable()
export class PollDeviceLogin {
  constructor(private readonly database: Database) {}

  async run({ deviceCode }: BodyOf<'pollDeviceLogin'>): Promise<Answer<'pollDeviceLogin'>> {
    const deviceCodeHash = hashSecret(deviceCode);
    const login = await this.database.prisma.deviceLogin.findUnique({ where: { deviceCodeHash } });
    if (!login) throw notFound();
    if (login.state === 'denied') return { state: 'denied', token: null };
    if (login.state === 'used' || login.expiresAt <= new Date()) return { state: 'expired', token: null };
    if (login.state === 'pending' || !login.userId) return { state: 'pending', token: null };
    const userId = login.userId;
    const { secret, hash, prefix } = newTokenSecret();
    return this.database.write(async (tx) => {
      const { count } = await tx.deviceLogin.updateMany({ where: { id: login.id, state: 'approved' }, data: { state: 'used' } });
      if (count === 0) return { state: 'expired', token: null };
      await tx.apiToken.create({ data: { userId, name: login.clientName, hash, prefix, expiresAt: new Date(Date.now() + tokenLifeMs) } });
      return { state: 'approved', token: secret };
    });
  }
}
