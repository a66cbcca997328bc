import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import type { Actor } from './actor.js';
import { BetterAuth } from './better-auth.js';

/** Ends the session, or revokes the token that was sent and all that were made with it. */
@Injectable()
export class LogOut {
  constructor(
    private readonly database: Database,
    private readonly auth: BetterAuth,
  ) {}

  /** Cookies to send back: they clear the session's. */
  async run(actor: Actor, cookie: string | undefined): Promise<string[]> {
    if (actor.token) {
      await this.database.prisma.apiToken.deleteMany({ where: { id: actor.token.id, userId: actor.userId } });
      return [];
    }
    const { headers } = await this.auth.api.signOut({ headers: new Headers({ cookie: cookie ?? '' }), returnHeaders: true });
    return headers.getSetCookie();
  }
}
