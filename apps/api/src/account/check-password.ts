import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { Database } from '../database.js';
import { attemptsPerAccount, attemptsPerAddress } from './log-in.js';
import { Throttle } from './throttle.js';

/** Checks a password without beginning a session, for callers that send it with every request; counted as a login is. */
@Injectable()
export class CheckPassword {
  constructor(
    private readonly database: Database,
    private readonly throttle: Throttle,
  ) {}

  /** The user's id. An unknown address costs the same time. Throws wrong-credentials or too-many-attempts. */
  async run(address: string, email: string, password: string): Promise<string> {
    const account = `account:${email}`;
    await this.throttle.attempt([
      { key: account, attempts: attemptsPerAccount },
      { key: `address:${address}`, attempts: attemptsPerAddress },
    ]);
    const known = await this.database.prisma.account.findFirst({ where: { providerId: 'credential', user: { email } }, select: { userId: true, password: true } });
    if (!known?.password) {
      await hashPassword(password);
      throw new Problem('wrong-credentials');
    }
    if (!(await verifyPassword({ hash: known.password, password }))) throw new Problem('wrong-credentials');
    await this.throttle.forget(account);
    return known.userId;
  }
}
