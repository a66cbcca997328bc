import { Injectable } from '@nestjs/common';
import { randomBytes, randomInt } from 'node:crypto';
import { Database } from '../database.js';
import { Env } from '../env.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { hashSecret } from './token-secret.js';
import { Throttle } from './throttle.js';

const lifeSeconds = 600;
const pollSeconds = 2;
const startsPerAddress = 60;
/** Letters that are not mistaken for each other and form no words (RFC 8628, section 6.1). */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';

const newUserCode = (): string => {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
};

/** Begins a login that a browser finishes (RFC 8628). */
@Injectable()
export class StartDeviceLogin {
  constructor(
    private readonly database: Database,
    private readonly throttle: Throttle,
    private readonly env: Env,
  ) {}

  async run({ clientName }: BodyOf<'startDeviceLogin'>, address: string): Promise<Answer<'startDeviceLogin'>> {
    await this.throttle.attempt([{ key: `device:${address}`, attempts: startsPerAddress }]);
    const deviceCode = randomBytes(32).toString('base64url');
    const userCode = newUserCode();
    await this.database.prisma.deviceLogin.deleteMany({ where: { expiresAt: { lt: new Date(Date.now() - lifeSeconds * 1000) } } });
    await this.database.prisma.deviceLogin.create({ data: { deviceCodeHash: hashSecret(deviceCode), userCode, clientName, expiresAt: new Date(Date.now() + lifeSeconds * 1000) } });
    const verificationUri = `${this.env.publicUrl}/device`;
    return { deviceCode, userCode, verificationUri, verificationUriComplete: `${verificationUri}?code=${userCode}`, expiresIn: lifeSeconds, interval: pollSeconds };
  }
}
