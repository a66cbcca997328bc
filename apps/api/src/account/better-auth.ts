import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { Env } from '../env.js';

export const sessionCookie = '__Host-berth_session';
const sessionSeconds = 7 * 24 * 3600;

function configure(database: Database, env: Env) {
  return betterAuth({
    baseURL: env.publicUrl,
    basePath: '/api/auth',
    secret: env.authSecret,
    database: prismaAdapter(database.prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 256 },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    advanced: {
      useSecureCookies: false, // it would put its own prefix before ours
      cookies: { session_token: { name: sessionCookie, attributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } } },
    },
  });
}

/** better-auth, through its server API alone: none of its routes is mounted. */
@Injectable()
export class BetterAuth {
  readonly api: ReturnType<typeof configure>['api'];

  constructor(database: Database, env: Env) {
    this.api = configure(database, env).api;
  }
}
