import { Logger } from '@nestjs/common';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { NestLogger } from './logger.js';

test('fields that are logged beside a text keep their error', () => {
  const lines: string[] = [];
  const nest = new NestLogger(pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) }));
  Logger.overrideLogger(nest);
  new Logger('Pushes').error({ err: new Error('git is gone'), appId: 'a' }, 'a push was not followed through');
  new Logger('Pushes').warn({ delivery: 'd' }, 'it waits');
  new Logger('Pushes').warn('plain');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ err: { message: 'git is gone' }, appId: 'a', msg: 'a push was not followed through' }, { delivery: 'd', msg: 'it waits' }, { msg: 'plain' }]);
});
