import { randomUUID } from 'node:crypto';
import { berthFileJsonSchema, Problem } from '@berth/domain';
import { pageOf, type Me, type MockDb, type MockUser } from './db.ts';
import type { MockHandlers } from './handler-types.ts';

export function meOf(db: MockDb, user: MockUser): Me {
  const tenants = db.tenants.flatMap(({ row, members }) => members.filter(({ userId }) => userId === user.id).map(({ role }) => ({ tenant: row.slug, name: row.name, role })));
  return { id: user.id, email: user.email, name: user.name, operator: user.operator, tenants, token: null };
}

type Names = 'getHealth' | 'getBerthFileSchema' | 'getReady' | 'logIn' | 'logOut' | 'getMe' | 'listTokens' | 'createToken' | 'deleteToken' | 'startDeviceLogin' | 'pollDeviceLogin' | 'answerDeviceLogin';

export const accountHandlers: Pick<MockHandlers, Names> = {
  getHealth: () => ({ status: 'ok' }),
  getBerthFileSchema: () => berthFileJsonSchema(),
  getReady: () => ({ status: 'ready', checks: {} }),
  logIn: ({ db, body, setCookie }) => {
    const user = db.users.find(({ email, password }) => email === body.email && password === body.password);
    if (!user) throw new Problem('wrong-credentials');
    setCookie(db.logIn(user));
    return meOf(db, user);
  },
  logOut: ({ setCookie }) => {
    setCookie('');
    return null;
  },
  getMe: ({ db, user }) => meOf(db, user),
  listTokens: ({ db, query }) => pageOf(db.tokens, query),
  createToken: ({ db, body }) => {
    const token = { id: randomUUID(), name: body.name, prefix: 'berth_Ab3d', tenant: body.tenant ?? null, role: body.role ?? null, expiresAt: body.expiresAt ?? null, lastUsedAt: null, createdAt: new Date().toISOString() };
    db.tokens.unshift(token);
    return { ...token, secret: `berth_Ab3d${'x'.repeat(39)}` };
  },
  deleteToken: ({ db, params }) => {
    if (!db.tokens.some(({ id }) => id === params.token)) throw new Problem('not-found');
    db.tokens = db.tokens.filter(({ id }) => id !== params.token);
    return null;
  },
  startDeviceLogin: () => ({ deviceCode: 'device', userCode: 'ABCD-EFGH', verificationUri: 'https://berth.localhost/device', verificationUriComplete: 'https://berth.localhost/device?code=ABCD-EFGH', expiresIn: 600, interval: 2 }),
  pollDeviceLogin: () => ({ state: 'pending', token: null, interval: 2 }),
  answerDeviceLogin: ({ body }) => {
    if (body.userCode !== 'ABCD-EFGH') throw new Problem('not-found', 'No login waits for this code, or it has expired.');
    return { clientName: 'berth on laptop', state: body.allow ? 'approved' : 'denied' };
  },
};
