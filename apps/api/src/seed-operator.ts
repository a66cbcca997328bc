import { createDb } from '@berth/db';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { newTokenSecret } from './account/token-secret.js';
import { readSeedEnv } from './env.js';
import { ensureUser, setPassword } from './members/ensure-user.js';

/**
 * Creates or updates an operator of the installation. Reads JSON from standard input, so that the password is in no
 * process list, and writes JSON to standard output.
 */
const inputSchema = z.object({
  email: z.email().max(254),
  password: z.string().min(12).max(256),
  name: z.string().min(1).max(80).default('Operator'),
  tokenName: z.string().min(1).max(80).optional().describe('Makes a token of this name in place of an earlier one.'),
});

const input = inputSchema.parse(JSON.parse(await text(process.stdin)));
const db = createDb(readSeedEnv().databaseUrl, 1);
try {
  const result = await db.$transaction(async (tx) => {
    const { id: userId, email } = await ensureUser(tx, input, '');
    await tx.user.update({ where: { id: userId }, data: { operator: true } });
    await setPassword(tx, userId, input.password);
    if (input.tokenName === undefined) return { userId, email };
    const { secret, hash, prefix } = newTokenSecret();
    await tx.apiToken.deleteMany({ where: { userId, name: input.tokenName } });
    await tx.apiToken.create({ data: { userId, name: input.tokenName, hash, prefix } });
    return { userId, email, token: secret };
  });
  console.log(JSON.stringify(result));
} finally {
  await db.$disconnect();
}
