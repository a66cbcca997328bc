import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { hashSecret, newTokenSecret } from './token-secret.js';

const tokenLifeMs = 90 * 24 * 3600_000;
/** A client that keeps to the interval is not early because its requests take unequal time. */
const jitterSeconds = 0.5;
const longestPollSeconds = 60;
const notePoll = {
  name: 'note-device-poll',
  text: `UPDATE device_login d SET "lastPolledAt" = now() AT TIME ZONE 'UTC', "pollSeconds" = least(d."pollSeconds" + CASE WHEN before.early THEN 5 ELSE 0 END, ${longestPollSeconds})
    FROM (SELECT id, coalesce("lastPolledAt" > (now() AT TIME ZONE 'UTC') - make_interval(secs => "pollSeconds" - ${jitterSeconds}), false) AS early FROM device_login WHERE id = $1 FOR UPDATE) before
    WHERE d.id = before.id RETURNING d."pollSeconds" AS interval, before.early`,
};

/** Tells the waiting client what the browser decided; the token is made and handed over once. */
@Injectable()
export class PollDeviceLogin {
  constructor(private readonly database: Database) {}

  async run({ deviceCode }: BodyOf<'pollDeviceLogin'>): Promise<Answer<'pollDeviceLogin'>> {
    const deviceCodeHash = hashSecret(deviceCode);
    const login = await this.database.prisma.deviceLogin.findUnique({ where: { deviceCodeHash } });
    if (!login) throw notFound();
    const interval = login.pollSeconds;
    if (login.state === 'denied') return { state: 'denied', token: null, interval };
    if (login.state === 'used' || login.expiresAt <= new Date()) return { state: 'expired', token: null, interval };
    if (login.state === 'pending' || !login.userId) return this.pending(login.id);
    const userId = login.userId;
    const { secret, hash, prefix } = newTokenSecret();
    return this.database.write(async (tx) => {
      const { count } = await tx.deviceLogin.updateMany({ where: { id: login.id, state: 'approved' }, data: { state: 'used' } });
      if (count === 0) return { state: 'expired', token: null, interval };
      await tx.apiToken.create({ data: { userId, name: login.clientName, hash, prefix, expiresAt: new Date(Date.now() + tokenLifeMs) } });
      return { state: 'approved', token: secret, interval };
    });
  }

  /** Notes when it was asked. Who asks too early has to wait 5 s longer from then on (RFC 8628, section 3.5). */
  private async pending(id: string): Promise<Answer<'pollDeviceLogin'>> {
    const [row] = await this.database.rows<{ interval: number; early: boolean }>(notePoll, [id]);
    if (!row) throw notFound();
    return { state: row.early ? 'slow_down' : 'pending', token: null, interval: row.interval };
  }
}
