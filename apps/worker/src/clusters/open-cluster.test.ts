import { expect, test } from 'vitest';
import { accountOf } from './open-cluster.js';

const token = (sub: string): string => ['e30', Buffer.from(JSON.stringify({ sub })).toString('base64url'), 'c2ln'].join('.');

test('the account is read from the token of a kubeconfig', () => {
  expect(accountOf(`users:\n- name: w\n  user:\n    token: ${token('system:serviceaccount:infra:deployer')}\n`)).toEqual({ namespace: 'infra', name: 'deployer' });
  expect(accountOf(JSON.stringify({ users: [{ user: { token: token('system:serviceaccount:a:b') } }] }))).toEqual({ namespace: 'a', name: 'b' });
});

test('credentials without such a token belong to the usual account', () => {
  expect(accountOf('users: []')).toEqual({ namespace: 'berth-system', name: 'berth-worker' });
  expect(accountOf(`token: ${token('someone')}`)).toEqual({ namespace: 'berth-system', name: 'berth-worker' });
});
