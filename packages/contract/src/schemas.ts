import {
  appSlug,
  branchName,
  budgetSchema,
  commitSchema,
  configName,
  cronEntrySchema,
  deploymentCauses,
  deploymentStates,
  deploymentSteps,
  environmentSlug,
  gatesSchema,
  observedSchema,
  processSettingsSchema,
  releaseCommandSchema,
  rolloutOrigins,
  rolloutSchema,
  rolloutStrategies,
  scaleSchema,
  stepStates,
  tenantSlug,
  watchStates,
} from '@berth/domain';
import { z } from 'zod';
import { email, id, role, time } from './values.js';

export const named = <T extends z.ZodType>(name: string, schema: T) => schema.meta({ id: name });

export const problemSchema = named(
  'Problem',
  z.object({
    type: z.string().describe('`urn:berth:problem:<code>`.'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string().describe('Stable; programs compare this.'),
    remedy: z.string().describe('What to do.'),
    instance: z.string().describe('The request id.'),
    errors: z.array(z.object({ path: z.string().describe('JSON pointer.'), message: z.string() })).optional(),
  }),
);

export const membershipSchema = z.object({ tenant: tenantSlug, name: z.string(), role });
export const meSchema = named(
  'Me',
  z.object({ id: z.string(), email, name: z.string(), operator: z.boolean(), tenants: z.array(membershipSchema), token: z.object({ id, name: z.string(), expiresAt: time.nullable() }).nullable() }),
);

export const tokenSchema = named(
  'Token',
  z.object({ id, name: z.string(), prefix: z.string(), tenant: tenantSlug.nullable(), role: role.nullable(), expiresAt: time.nullable(), lastUsedAt: time.nullable(), createdAt: time }),
);
export const newTokenSchema = named('NewToken', tokenSchema.extend({ secret: z.string().describe('Shown this once.') }));

export const tenantStates = ['provisioning', 'active', 'suspended', 'deleting'] as const;
export const tenantSchema = named(
  'Tenant',
  z.object({ slug: tenantSlug, name: z.string(), state: z.enum(tenantStates), plan: z.string(), cluster: z.string(), baseDomain: z.string(), apps: z.number().int(), members: z.number().int(), createdAt: time, lastError: z.string().nullable() }),
);
export const budgetUseSchema = named(
  'BudgetUse',
  z.object({ plan: z.string(), budget: budgetSchema, used: budgetSchema.nullable().describe('As the cluster counts it; null before its first answer.'), measuredAt: time.nullable() }),
);
export const memberSchema = named('Member', z.object({ userId: z.string(), email, name: z.string(), role, createdAt: time }));
export const planSchema = named('Plan', z.object({ name: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/), budget: budgetSchema, isDefault: z.boolean() }));
export const clusterSchema = named(
  'Cluster',
  z.object({
    name: z.string(),
    baseDomain: z.string(),
    ingressClass: z.string(),
    registryHost: z.string(),
    isDefault: z.boolean(),
    tenants: z.number().int(),
    observed: z.object({ reachable: z.boolean(), version: z.string().nullable(), nodes: z.number().int(), cpuMillicores: z.number(), memoryBytes: z.number(), message: z.string().nullable(), observedAt: time }).nullable(),
  }),
);

export const failureSchema = named(
  'Failure',
  z.object({
    class: z.string().describe('Stable failure class, such as `crash` or `out-of-memory`.'),
    step: z.enum(deploymentSteps).nullable(),
    message: z.string().describe('The cause in one sentence.'),
    evidence: z.array(z.string()),
    lastLines: z.array(z.string()).describe('Last log lines, secrets redacted.'),
    remedy: z.string(),
    docs: z.url().describe('The page that explains this class: what is seen, why it happens, what to do.'),
  }),
);
export const stepSchema = named(
  'DeploymentStep',
  z.object({ name: z.enum(deploymentSteps), state: z.enum(stepStates), detail: z.string().nullable(), startedAt: time.nullable(), finishedAt: time.nullable() }),
);
const use = z.object({ cpuMillicores: z.number(), memoryBytes: z.number(), pods: z.number() });
const fieldChange = z.object({ path: z.string().describe('JSON pointer.'), before: z.string().nullable().describe('Shortened; what is no text as JSON; null where there is none.'), after: z.string().nullable() });
export const checkSchema = named(
  'Check',
  z.object({
    objects: z.array(
      z.object({
        kind: z.string(),
        name: z.string(),
        change: z.enum(['create', 'update', 'delete', 'none']),
        fields: z.array(z.string()).describe('Changed fields; secret values never.'),
        changes: z.array(fieldChange).default([]).describe('The changed fields with their values; those of secrets are hidden.'),
      }),
    ),
    needs: use,
    free: use.nullable(),
    budget: z.object({ limit: use.partial(), before: use, after: use }).nullable().default(null).describe('The tenant’s use before, and when everything has been replaced; null where the cluster counts nothing.'),
    surge: z.string().nullable(),
    rollout: z.string().nullable().default(null).describe('How the release is tried beside the one that serves, or why it is not although that was asked for; else null.'),
    storage: z.object({ more: z.number().describe('Bytes.'), free: z.number().nullable().describe('What the budget has left; null where nothing is counted.') }).optional().describe('Storage that its volumes take beyond what they have; absent where they take none.'),
    refusal: z.string().nullable().describe('Why the cluster would refuse it.'),
    note: z.string().nullable().default(null).describe('What could not be known before the deployment.'),
  }),
);
export const deploymentSchema = named(
  'Deployment',
  z.object({
    id,
    number: z.number().int(),
    app: appSlug,
    environment: environmentSlug,
    cause: z.enum(deploymentCauses),
    state: z.enum(deploymentStates),
    release: z.number().int().nullable(),
    previousRelease: z.number().int().nullable(),
    buildId: id.nullable(),
    url: z.url(),
    steps: z.array(stepSchema),
    failure: failureSchema.nullable(),
    check: checkSchema.nullable(),
    warnings: z.array(z.string()),
    fromSource: z.array(z.string()).describe('What berth.yaml and Procfile in its source set, a sentence each.'),
    commit: commitSchema.nullable().optional().describe('What was pushed, where it came by git.'),
    watch: z.object({ state: z.enum(watchStates), until: time, failure: failureSchema.nullable().describe('What was found.') }).nullable().describe('The time after it went live in which its release is watched; null when it is not.'),
    recovers: z.object({ deployment: z.number().int(), release: z.number().int().nullable(), failure: failureSchema.nullable() }).nullable().describe('Cause `automatic`: the deployment whose release failed in its watch, and how.'),
    rollout: z
      .object({
        strategy: z.enum(rolloutStrategies),
        sharing: z.enum(['weight', 'pods']).describe('`pods`: requests are shared by number of pods.'),
        stages: z.array(z.object({ percent: z.number().describe('Of the requests.'), pods: z.number().int(), seconds: z.number(), manual: z.boolean().describe('Ends by a continue alone.') })),
        stage: z.number().int().describe('Index of the stage that was reached.'),
        phase: z.enum(['starting', 'holding', 'passed']).describe('`starting`: its pods come up; `holding`: it is watched; `passed`: all stages are over.'),
        paused: z.boolean(),
        secondsLeft: z.number().int().nullable().describe('Of the stage; null where time does not end it.'),
        previewUrl: z.url().nullable().describe('Leads to the new release alone, while it is tried.'),
        gates: gatesSchema.describe('What its requests must keep to.'),
        figures: z.object({ requests: z.number(), errors: z.number(), p95Ms: z.number().nullable() }).nullable().describe('What the ingress measured of the stage; null where it does not.'),
      })
      .nullable()
      .optional()
      .describe('How far the release has been tried beside the one that serves; null when it is not.'),
    retryOf: z.number().int().nullable().describe('Number of the deployment that this one tries again.'),
    queue: z
      .object({ ahead: z.number().int().describe('Deployments of the tenant that run or come before.'), behind: z.number().int().nullable().describe('Number of the deployment of this environment that runs first.') })
      .nullable()
      .describe('Its place while it waits.'),
    createdBy: z.string().nullable(),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
  }),
);

export const releaseSchema = named(
  'Release',
  z.object({
    version: z.number().int(),
    live: z.boolean().describe('Whether it is the one that is meant to serve.'),
    wasLive: z.boolean().describe('Whether a deployment of it ever got live. False for one whose first deployment still runs, failed or was cancelled.'),
    watch: z.enum(watchStates).nullable().describe('`failed`: it went live and failed in its watch; Berth went back by itself.'),
    image: z.string(),
    imageDigest: z.string(),
    configVersion: z.number().int(),
    processes: z.array(processSettingsSchema),
    releaseCommand: releaseCommandSchema.nullable().describe('Runs once per deployment of new code, before anything is changed.'),
    cron: z.array(cronEntrySchema).optional().describe('Commands that run by the clock.'),
    rollout: rolloutSchema.optional().describe('How it takes over from the release before.'),
    rolloutFrom: z.enum(rolloutOrigins).nullable().optional().describe('What said so: its berth.yaml, which goes with it, or the environment’s setting; null: nothing did.'),
    requires: z.array(configName).describe('Names that must be configured.'),
    commit: commitSchema.nullable().optional().describe('What its code was pushed as, where it came by git.'),
    description: z.string(),
    createdBy: z.string().nullable(),
    createdAt: time,
  }),
);

export const releaseDetailSchema = named(
  'ReleaseDetail',
  releaseSchema.extend({
    before: z.number().int().nullable().describe('The release before it, which it is compared with; null for the first.'),
    configChanges: z
      .array(z.object({ name: configName, kind: z.enum(['variable', 'secret']), change: z.enum(['added', 'removed', 'changed']) }))
      .describe('Names that differ from the release before; values never.'),
  }),
);

const changeOf = z.enum(['added', 'removed', 'changed']);
const shown = z.string().nullable();
export const releaseDiffSchema = named(
  'ReleaseDiff',
  z.object({
    from: z.number().int(),
    to: z.number().int(),
    image: z.object({ changed: z.boolean(), before: z.string(), after: z.string() }),
    config: z.object({
      before: z.number().int(),
      after: z.number().int(),
      valuesShown: z.boolean().describe('Whether your role may read variables.'),
      changes: z.array(z.object({ name: configName, change: changeOf, kind: z.enum(['variable', 'secret']), before: shown.describe('A variable’s value; null for a secret.'), after: shown })),
    }),
    processes: z.array(z.object({ name: z.string(), change: changeOf, fields: z.array(z.object({ field: z.string(), before: shown, after: shown })) })),
    settings: z.array(z.object({ field: z.string(), before: shown, after: shown })).describe('Release command, rollout, cron processes and required names.'),
  }),
);

export const sourceSchema = named(
  'Source',
  z.object({
    id,
    digest: z.string(),
    sizeBytes: z.number(),
    files: z.number().int(),
    detected: z.object({ kind: z.enum(['dockerfile', 'node', 'python', 'go', 'static']), version: z.string().nullable(), reason: z.string(), command: z.array(z.string()).nullable(), dockerfile: z.string().nullable().describe('The generated Dockerfile; null when the source has its own.'), fromSource: z.array(z.string()).describe('What berth.yaml and Procfile set, a sentence each.') }),
    createdAt: time,
  }),
);

export const buildSchema = named(
  'Build',
  z.object({
    id,
    state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    image: z.string().nullable(),
    imageDigest: z.string().nullable(),
    layers: z.number().int().nullable(),
    cachedLayers: z.number().int().nullable(),
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
  }),
);

export const processSchema = named(
  'Process',
  z.object({
    name: z.string(),
    kind: z.string(),
    scale: scaleSchema,
    ready: z.number().int(),
    desired: z.number().int(),
    command: z.array(z.string()).nullable(),
    size: processSettingsSchema.shape.size,
    fromSource: z.array(z.string()).optional().describe('Settings that berth.yaml or Procfile of its source set, such as `command` and `scale`.'),
    pods: observedSchema.shape.processes.element.shape.pods,
  }),
);

export const environmentSchema = named(
  'Environment',
  z.object({
    app: appSlug,
    name: environmentSlug,
    url: z.url(),
    state: observedSchema.shape.state,
    reason: z.string(),
    observedAt: time.nullable(),
    liveRelease: z.number().int().nullable(),
    servingRelease: z.number().int().nullable(),
    configVersion: z.number().int().describe('The config that the next deployment gets.'),
    liveConfigVersion: z.number().int().nullable().optional().describe('The config of the live release; of one environment alone.'),
    watchSeconds: z.number().int().nullable().describe('How long a new release is watched; null: as long as the installation says.'),
    rollout: z
      .object({
        settings: rolloutSchema,
        from: z.enum([...rolloutOrigins, 'default']).describe('What said so: the berth.yaml of the live release, or the environment’s setting.'),
        setting: rolloutSchema.nullable().describe('The environment’s setting, which berth.yaml overrides.'),
      })
      .optional()
      .describe('How the next release takes over, unless its source or its deployment says otherwise.'),
    preview: z.object({ branch: branchName, basedOn: environmentSlug.nullable(), expiresAt: time }).nullable().optional().describe('For a preview: its branch, the environment that it started from, and when it goes unless it is deployed again.'),
    lastDeployment: deploymentSchema.nullable(),
    processes: z.array(processSchema),
  }),
);
export const appSchema = named(
  'App',
  z.object({ id, name: appSlug, tenant: tenantSlug, state: z.enum(['active', 'deleting']), url: z.url(), gitUrl: z.url().optional().describe('Where to push to.'), root: z.string().optional().describe('The folder of the repository that is its source; empty: all of it.'), watch: z.array(z.string()).optional().describe('Paths whose changes are deployed, besides the root’s.'), environments: z.array(environmentSchema.omit({ processes: true })), createdAt: time }),
);
