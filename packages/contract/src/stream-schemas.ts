import { z } from 'zod';
import { named } from './schemas.js';
import { time } from './values.js';

export const eventSchema = named(
  'Event',
  z.object({ id: z.string().describe('Grows; send it back as Last-Event-ID.'), kind: z.string(), app: z.string().nullable(), environment: z.string().nullable(), deploymentId: z.string().nullable(), data: z.record(z.string(), z.unknown()), actor: z.string().nullable(), at: time }),
);
export const logLineSchema = named(
  'LogLine',
  z.object({ at: time, pod: z.string(), process: z.string(), release: z.number().int().nullable(), line: z.string(), gap: z.boolean().optional().describe('True where lines were lost before this one.') }),
);
export const releaseLogSchema = named('ReleaseLogChunk', z.object({ seq: z.number().int(), text: z.string() }));
export const buildLogSchema = named('BuildLogChunk', z.object({ seq: z.number().int(), text: z.string() }));
