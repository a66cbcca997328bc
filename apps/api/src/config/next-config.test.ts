import { expect, test } from 'vitest';
import { nextConfig, type Config } from './next-config.js';

const present: Config = { variables: { A: '1', B: '2' }, secrets: { S: 'sealed-s' } };
const seal = (name: string, value: string): string => `sealed(${name}=${value})`;
const change = { set: {}, secrets: {}, unset: [] };

test('what is not named stays, sealed values as they are', () => {
  expect(nextConfig(present, { ...change, set: { A: '9' } }, seal)).toEqual({ config: { variables: { A: '9', B: '2' }, secrets: { S: 'sealed-s' } }, names: ['A'] });
});

test('a name moves between variables and secrets and is never both', () => {
  expect(nextConfig(present, { ...change, secrets: { A: 'x' } }, seal)?.config).toEqual({ variables: { B: '2' }, secrets: { S: 'sealed-s', A: 'sealed(A=x)' } });
  expect(nextConfig(present, { ...change, set: { S: 'x' } }, seal)?.config).toEqual({ variables: { A: '1', B: '2', S: 'x' }, secrets: {} });
});

test('a change that changes nothing is none', () => {
  expect(nextConfig(present, { ...change, set: { A: '1' }, unset: ['NOT_THERE'] }, seal)).toBeNull();
});

test('a name given twice is refused with the place of each', () => {
  expect(() => nextConfig(present, { set: { X: '1' }, secrets: { X: '2' }, unset: ['X'] }, seal)).toThrow(expect.objectContaining({ code: 'invalid-input', errors: [{ path: '/body/secrets/X', message: expect.any(String) as string }, { path: '/body/unset/0', message: expect.any(String) as string }] }));
});

test('too many names and too many bytes are refused', () => {
  const names = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`N${index}`, '']));
  expect(() => nextConfig(present, { ...change, set: names }, seal)).toThrow(/1000 names/);
  expect(() => nextConfig(present, { ...change, set: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`N${index}`, 'x'.repeat(65_536)])) }, seal)).toThrow(/KiB/);
});

test.each(['PORT', 'BERTH_APP', 'BERTH_X'])('%s is refused with its place and a remedy, and can still be removed', (name) => {
  for (const field of ['set', 'secrets']) {
    expect(() => nextConfig(present, { ...change, [field]: { OK: '1', [name]: '1' } }, seal)).toThrow(
      expect.objectContaining({ code: 'invalid-input', errors: [{ path: `/body/${field}/${name}`, message: `${field}.${name} is set by Berth itself.` }], remedy: expect.stringMatching(name === 'PORT' ? /berth\.yaml/ : /BERTH_/) as string }),
    );
  }
  const old = { variables: { [name]: '1', A: '1' }, secrets: {} };
  expect(nextConfig(old, { ...change, set: { A: '2' } }, seal)?.names).toEqual(['A']);
  expect(nextConfig(old, { ...change, unset: [name] }, seal)?.config.variables).toEqual({ A: '1' });
});

test('what the berth command reads may be configured', () => {
  expect(nextConfig(present, { ...change, set: { BERTH_URL: 'https://berth.example.com/api' }, secrets: { BERTH_TOKEN: 't' } }, seal)?.names).toEqual(['BERTH_TOKEN', 'BERTH_URL']);
});
