import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { isAPIError } from 'better-auth/api';
import type { BodyOf } from '../http/operation.js';
import { BetterAuth } from './better-auth.js';
import { GetMe, type Me } from './get-me.js';
import { Throttle } from './throttle.js';

export const attemptsPerAccount = 10;
export const attemptsPerAddress = 100;

/** Checks a password and begins a session; an unknown address costs the same time and gets the same answer. */
@Injectable()
export class LogIn {
  constructor(
    private readonly auth: BetterAuth,
    private readonly throttle: Throttle,
    private readonly getMe: GetMe,
  ) {}

  async run(input: BodyOf<'logIn'>, client: { address: string; userAgent: string | undefined }): Promise<{ me: Me; cookies: string[] }> {
    const email = input.email.toLowerCase();
    const account = `account:${email}`;
    await this.throttle.attempt([
      { key: account, attempts: attemptsPerAccount },
      { key: `address:${client.address}`, attempts: attemptsPerAddress },
    ]);
    const { headers, response } = await this.signIn(email, input.password, client);
    await this.throttle.forget(account);
    const { id, name } = response.user;
    return { me: await this.getMe.run({ userId: id, email, name, operator: false, token: null }), cookies: headers.getSetCookie() };
  }

  private async signIn(email: string, password: string, { address, userAgent }: { address: string; userAgent: string | undefined }) {
    const headers = new Headers({ 'x-forwarded-for': address, 'user-agent': userAgent?.slice(0, 255) ?? '' });
    try {
      return await this.auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true });
    } catch (error) {
      if (isAPIError(error) && error.statusCode < 500) throw new Problem('wrong-credentials');
      throw error;
    }
  }
}
