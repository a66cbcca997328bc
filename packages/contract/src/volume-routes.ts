import { volumeName, volumeStates } from '@berth/domain';
import { z } from 'zod';
import { route } from './route.js';
import { environmentParams, time } from './values.js';

export const volumeViewSchema = z
  .object({
    name: z.string(),
    process: z.string().describe('The process that has it, or had it last.'),
    path: z.string().nullable().describe('Where the process finds it; null for one that is not used.'),
    sizeBytes: z.number().describe('0 until the cluster has been given it.'),
    state: z.enum(volumeStates).describe('`pending`: the cluster has not made it yet, `bound`: it has, `unused`: what runs does not name it and its data stays.'),
    createdAt: time,
  })
  .meta({ id: 'Volume' });

const all = '/v1/tenants/{tenant}/apps/{app}/environments/{environment}/volumes';

/** Volumes: what processes keep on disk. berth.yaml makes them; they go when somebody says so, or with their environment. */
export const volumeRoutes = {
  listVolumes: route({ method: 'GET', path: all, tag: 'Volumes', access: { tenant: 'viewer' }, summary: 'List volumes, used and unused', params: environmentParams, status: 200, response: z.object({ items: z.array(volumeViewSchema) }) }),
  deleteVolume: route({
    method: 'DELETE',
    path: `${all}/{volume}`,
    tag: 'Volumes',
    access: { tenant: 'admin' },
    summary: 'Delete a volume with what is on it',
    description: 'One that nothing uses, while no deployment is under way.',
    params: environmentParams.extend({ volume: volumeName }),
    query: z.object({ confirm: z.string().max(30).describe('The volume’s name, typed again.') }),
    status: 202,
    response: volumeViewSchema,
    errors: ['volume-in-use', 'wrong-state', 'tenant-suspended', 'tenant-not-ready'],
  }),
};
