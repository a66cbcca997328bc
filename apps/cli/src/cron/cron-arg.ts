import { Args } from '@oclif/core';
import { processName } from '@berth/domain';
import { named } from '../berth-command.js';

/** The cron process that is meant. */
export const cronArg = { name: Args.string({ description: 'Name of the cron process.', required: true, parse: named('a cron process', processName) }) };
