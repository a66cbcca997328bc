import { configName } from '@berth/domain';
import { z } from 'zod';
import { named } from './schemas.js';
import { time } from './values.js';

export const configSchema = named(
  'Config',
  z.object({
    version: z.number().int(),
    variables: z.record(configName, z.string()),
    secrets: z.array(configName).describe('Names only: values are never returned.'),
    changedAt: time.nullable(),
    changedBy: z.string().nullable(),
  }),
);
export const configValue = z.string().max(65_536).refine((value) => !value.includes('\0'), 'must not contain NUL');
export const configChangeSchema = z
  .object({
    set: z.record(configName, configValue).default({}).describe('Variables to set.'),
    secrets: z.record(configName, configValue).default({}).describe('Secrets to set: sealed, never returned.'),
    unset: z.array(configName).max(1000).default([]).describe('Names to remove.'),
    deploy: z.boolean().default(true).describe('Deploy at once when something is deployed.'),
  })
  .meta({ id: 'ConfigChange' });
