import type { Tx } from '@berth/db';
import { hashPassword } from 'better-auth/crypto';
import { randomUUID } from 'node:crypto';
import { invalidField } from '../http/invalid-input.js';

export interface NewUser {
  email: string;
  name?: string;
  password?: string;
}

/** The user with this address. Makes the account when it is new; then a password is needed: throws invalid-input at `pointer` without one. */
export async function ensureUser(tx: Tx, { email, name, password }: NewUser, pointer: string): Promise<{ id: string; email: string; name: string }> {
  const address = email.toLowerCase();
  const known = await tx.user.findUnique({ where: { email: address }, select: { id: true, email: true, name: true } });
  if (known) return known;
  if (password === undefined) throw invalidField(`${pointer}/password`, 'is missing; it is needed because nobody has this address yet');
  const id = randomUUID();
  const user = await tx.user.create({ data: { id, email: address, name: name ?? address.slice(0, address.indexOf('@')), emailVerified: true } });
  await setPassword(tx, id, password);
  return { id, email: user.email, name: user.name };
}

/** Sets the password of better-auth's credential account, which is made when it is missing. */
export async function setPassword(tx: Tx, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  const { count } = await tx.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password: hash } });
  if (count === 0) await tx.account.create({ data: { id: randomUUID(), accountId: userId, providerId: 'credential', userId, password: hash } });
}
