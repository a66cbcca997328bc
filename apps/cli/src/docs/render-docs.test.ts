import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documentedCommands, documentedTopics } from '../../list-commands.mjs';
import { renderDocs, type DocumentedCommand } from './render-docs.js';

const { oclif } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { oclif: { topics: Record<string, { description?: string }> } };
const commands = (await documentedCommands(new URL('../commands/', import.meta.url), '.ts', (url) => import(url.pathname) as Promise<{ default: unknown }>)) as DocumentedCommand[];

test('docs/cli.md says what the commands say (npm run generate -w @berth/cli)', () => {
  expect(readFileSync(new URL('../../../../docs/cli.md', import.meta.url), 'utf8')).toBe(renderDocs(commands, documentedTopics(oclif)));
});

test.each(commands)('berth $name has a summary, examples, and words for each flag and argument', ({ command }) => {
  expect(command.summary).toMatch(/\.$/);
  expect(command.examples?.length).toBeGreaterThan(0);
  for (const flag of Object.values(command.flags ?? {})) expect(flag.summary).toMatch(/\.$/);
  for (const argument of Object.values(command.args ?? {})) expect(argument.description).toMatch(/\.$/);
});

test.each(commands)('berth $name takes no argument from a pipe that is not meant for it', ({ command }) => {
  for (const argument of Object.values(command.args ?? {})) expect(argument.required === true || argument.ignoreStdin === true).toBe(true);
});

test('every command that is promised is there', () => {
  const promised = [
    ['login', 'logout', 'whoami', 'deploy', 'cancel', 'restart', 'logs', 'ps', 'scale', 'releases', 'rollback', 'open', 'status', 'link', 'unlink'],
    ['apps create', 'apps list', 'apps info', 'apps delete', 'tokens list', 'tokens create', 'tokens delete', 'tenants list', 'tenants switch', 'members list', 'members add', 'members remove'],
    ['config set', 'config get', 'config unset', 'config list', 'config import', 'secrets set', 'secrets list', 'secrets unset'],
    ['admin tenants list', 'admin tenants create', 'admin tenants suspend', 'admin tenants resume', 'admin tenants delete', 'admin plans list', 'admin plans set', 'admin budget show', 'admin budget set', 'admin clusters list'],
  ].flat();
  expect(promised.filter((name) => !commands.some((command) => command.name === name))).toEqual([]);
});
