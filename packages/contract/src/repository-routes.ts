import { branchRuleSchema, branchPattern, deliveryStates, environmentSlug, reportedStates, repositoryProviders, repositoryUrl } from '@berth/domain';
import { z } from 'zod';
import { route } from './route.js';
import { appParams, id, page, pageQuery, time } from './values.js';

const repository = '/v1/tenants/{tenant}/apps/{app}/repository';
const viewer = { tenant: 'viewer' } as const;
const developer = { tenant: 'developer' } as const;
const admin = { tenant: 'admin' } as const;

const rules = z.array(branchRuleSchema).min(1).max(20).describe('Which branch is deployed where; the first that fits counts; an `environment` that is null is the branch’s own preview. In `branch`, `*` is anything but `/`, `**` anything.');
const token = z.string().min(1).max(500).regex(/^[\x21-\x7e]+$/, 'must be printable characters without spaces').describe('Reads a private repository, and reports commits’ states. It is never shown again.');

export const repositorySchema = z
  .object({
    provider: z.enum(repositoryProviders),
    url: z.url(),
    webhookUrl: z.url().describe('Where the provider sends its messages.'),
    rules: z.array(branchRuleSchema),
    hasToken: z.boolean(),
    createdBy: z.string().nullable(),
    createdAt: time,
    lastDeliveryAt: time.nullable(),
  })
  .meta({ id: 'Repository' });
const withSecretSchema = z.object({ repository: repositorySchema, secret: z.string().describe('Signs the provider’s messages. Shown this once.') });
export const deliverySchema = z
  .object({
    id,
    event: z.string(),
    state: z.enum(deliveryStates),
    reason: z.string().nullable().describe('Why nothing was done, or what failed and what to do.'),
    branch: z.string().nullable(),
    commit: z.string().nullable(),
    environment: environmentSlug.nullable(),
    deployment: z.number().int().nullable().describe('Number of the deployment that it became.'),
    reported: z.enum(reportedStates).nullable().describe('The commit’s state as the provider was told last.'),
    reportFailure: z.string().nullable().describe('Why the provider could not be told.'),
    receivedAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'RepositoryDelivery' });

/** Repositories at GitHub and GitLab whose pushes are deployed. What the providers send goes to `/hooks/v1/<id>`, which is no operation. */
export const repositoryRoutes = {
  connectRepository: route({
    method: 'POST', path: repository, tag: 'Repositories', access: admin, summary: 'Deploy what is pushed to GitHub or GitLab', description: 'Answers with the address and the secret to enter there as a webhook.', params: appParams,
    body: z.object({ url: repositoryUrl, provider: z.enum(repositoryProviders).optional().describe('Known for github.com and gitlab.com.'), branch: branchPattern.default('main'), environment: environmentSlug.default('production'), token: token.optional() }),
    status: 201, response: withSecretSchema, errors: ['wrong-state', 'tenant-suspended', 'tenant-not-ready'],
  }),
  getRepository: route({ method: 'GET', path: repository, tag: 'Repositories', access: viewer, summary: 'Show the connected repository', params: appParams, status: 200, response: repositorySchema }),
  changeRepository: route({ method: 'PATCH', path: repository, tag: 'Repositories', access: admin, summary: 'Change which branch is deployed where, or the token', params: appParams, body: z.object({ rules: rules.optional(), token: token.nullable().optional().describe('Null removes it.') }), status: 200, response: repositorySchema }),
  rotateRepositorySecret: route({ method: 'POST', path: `${repository}/secret`, tag: 'Repositories', access: admin, summary: 'Make a new webhook secret', description: 'The old one is refused from now on.', params: appParams, status: 200, response: withSecretSchema }),
  disconnectRepository: route({ method: 'DELETE', path: repository, tag: 'Repositories', access: admin, summary: 'Disconnect the repository', description: 'What was deployed stays.', params: appParams, status: 204, response: null }),
  listRepositoryDeliveries: route({ method: 'GET', path: `${repository}/deliveries`, tag: 'Repositories', access: viewer, summary: 'List what the provider told of, newest first', params: appParams, query: pageQuery.extend({ state: z.enum(deliveryStates).optional() }), status: 200, response: page(deliverySchema) }),
  redeliver: route({ method: 'POST', path: `${repository}/deliveries/{delivery}/redeliver`, tag: 'Repositories', access: developer, summary: 'Work on a delivery once more', description: 'An older commit never replaces a newer one.', params: appParams.extend({ delivery: id }), status: 202, response: deliverySchema, errors: ['wrong-state'] }),
};
