import { appSlug, deploymentStates, environmentSlug, processSettingsSchema, scaleSchema, sourceRoot, watchedPath } from '@berth/domain';
import { z } from 'zod';
import { route } from './route.js';
import {
  appSchema,
  buildLogSchema,
  buildSchema,
  checkSchema,
  configChangeSchema,
  configSchema,
  deploymentSchema,
  environmentSchema,
  eventSchema,
  logLineSchema,
  processSchema,
  releaseDetailSchema,
  releaseDiffSchema,
  releaseLogSchema,
  releaseSchema,
  sourceSchema,
} from './schemas.js';
import { appParams, archiveTypes, deploymentParams, environmentParams, id, imageReference, page, pageQuery, processParams, releaseVersion, tenantParams } from './values.js';

const apps = '/v1/tenants/{tenant}/apps';
const environment = `${apps}/{app}/environments/{environment}` as const;
const viewer = { tenant: 'viewer' } as const;
const developer = { tenant: 'developer' } as const;

const deploymentInput = z.object({
  source: id.optional().describe('An uploaded source of this app.'),
  image: imageReference.optional().describe('An image reference; a tag is resolved to a digest once.'),
  processes: z.array(processSettingsSchema.partial().required({ name: true })).max(20).optional().describe('Settings that differ from the last release; the first deployment starts from the defaults.'),
  description: z.string().max(200).optional(),
});

/** Apps and everything that is done with one. */
export const appRoutes = {
  listApps: route({ method: 'GET', path: apps, tag: 'Apps', access: viewer, summary: 'List apps', params: tenantParams, query: pageQuery.extend({ search: z.string().max(60).optional() }), status: 200, response: page(appSchema) }),
  createApp: route({ method: 'POST', path: apps, tag: 'Apps', access: developer, summary: 'Make an app', params: tenantParams, body: z.object({ name: appSlug }), status: 201, response: appSchema, errors: ['name-taken', 'name-reserved', 'over-budget', 'tenant-suspended', 'tenant-not-ready'] }),
  getApp: route({ method: 'GET', path: `${apps}/{app}`, tag: 'Apps', access: viewer, summary: 'Show an app', params: appParams, status: 200, response: appSchema }),
  changeApp: route({ method: 'PATCH', path: `${apps}/{app}`, tag: 'Apps', access: developer, summary: 'Change an app’s settings', description: 'They count from the next source on. A push is deployed when it changes something in the root or in a watched path since the live release.', params: appParams, body: z.object({ root: sourceRoot.optional().describe('Folder of the repository that is the source; empty: all of it.'), watch: z.array(watchedPath).max(50).optional().describe('Paths as git matches them, besides the root; `!` in front leaves out.') }), status: 200, response: appSchema, errors: ['tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  deleteApp: route({ method: 'DELETE', path: `${apps}/{app}`, tag: 'Apps', access: developer, summary: 'Delete an app with everything that is its', description: 'One that was never deployed; any other needs the role admin.', params: appParams, query: z.object({ confirm: z.string().max(30).describe('The app’s name, typed again.') }), status: 202, response: appSchema, errors: ['wrong-state'] }),
  uploadSource: route({ method: 'POST', path: `${apps}/{app}/sources`, tag: 'Deployments', access: developer, summary: 'Upload a source as tar.gz or zip', description: 'Every entry is checked while it streams into the registry; a refused archive leaves nothing behind. A zip file is kept as the tar.gz of the same files.', params: appParams, bodyTypes: archiveTypes, status: 201, response: sourceSchema, errors: ['tenant-suspended', 'tenant-not-ready', 'wrong-state', 'source-too-large', 'source-invalid', 'source-empty', 'source-not-understood', 'berth-file-invalid', 'registry-unavailable', 'unavailable', 'unsupported-media-type'] }),
  createEnvironment: route({ method: 'POST', path: `${apps}/{app}/environments`, tag: 'Apps', access: developer, summary: 'Make an environment', description: 'With a URL and a config of its own; nothing runs in it before the first deployment or promotion.', params: appParams, body: z.object({ name: environmentSlug }), status: 201, response: environmentSchema, errors: ['name-taken', 'over-budget', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  deleteEnvironment: route({ method: 'DELETE', path: environment, tag: 'Apps', access: { tenant: 'admin' }, summary: 'Delete an environment with everything that is its', description: '`production` goes with its app alone.', params: environmentParams, query: z.object({ confirm: z.string().max(30).describe('The environment’s name, typed again.') }), status: 202, response: environmentSchema, errors: ['wrong-state'] }),
  getEnvironment: route({ method: 'GET', path: environment, tag: 'Apps', access: viewer, summary: 'Show what serves, and how we know', params: environmentParams, status: 200, response: environmentSchema }),
  changeEnvironment: route({ method: 'PATCH', path: environment, tag: 'Apps', access: developer, summary: 'Change an environment’s settings', params: environmentParams, body: z.object({ watchSeconds: z.number().int().min(0).max(3600).nullable().describe('How long a release is watched after it went live; 0: not at all; null: as the installation says.') }), status: 200, response: environmentSchema, errors: ['tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  listDeployments: route({ method: 'GET', path: `${environment}/deployments`, tag: 'Deployments', access: viewer, summary: 'List deployments, newest first', params: environmentParams, query: pageQuery.extend({ state: z.enum(deploymentStates).optional() }), status: 200, response: page(deploymentSchema) }),
  createDeployment: route({ method: 'POST', path: `${environment}/deployments`, tag: 'Deployments', access: developer, summary: 'Deploy a source or an image', description: 'Accepted at once; follow it by its events. A newer deployment supersedes one that still waits.', params: environmentParams, body: deploymentInput, status: 202, response: deploymentSchema, errors: ['no-release', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  checkDeployment: route({ method: 'POST', path: `${environment}/checks`, tag: 'Deployments', access: developer, summary: 'Show what a deployment would change, and change nothing', params: environmentParams, body: deploymentInput, status: 200, response: checkSchema, errors: ['unavailable', 'image-not-found', 'no-release', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  getDeployment: route({ method: 'GET', path: `${environment}/deployments/{deployment}`, tag: 'Deployments', access: viewer, summary: 'Show a deployment', params: deploymentParams, status: 200, response: deploymentSchema }),
  streamDeployment: route({ method: 'GET', path: `${environment}/deployments/{deployment}/events`, tag: 'Deployments', access: viewer, summary: 'Follow a deployment to its end', description: 'Server-sent events; resumes after `Last-Event-ID`; ends after the final state.', params: deploymentParams, status: 200, response: eventSchema, responseType: 'text/event-stream' }),
  streamBuildLog: route({ method: 'GET', path: `${environment}/deployments/{deployment}/build-log`, tag: 'Deployments', access: viewer, summary: 'Read or follow the build log', description: 'Server-sent events; resumes after `Last-Event-ID`; ends with the build.', params: deploymentParams, query: z.object({ follow: z.stringbool().default(true) }), status: 200, response: buildLogSchema, responseType: 'text/event-stream', errors: [] }),
  getBuild: route({ method: 'GET', path: `${environment}/deployments/{deployment}/build`, tag: 'Deployments', access: viewer, summary: 'Show what a deployment builds, and from what', description: 'With the Dockerfile that Berth generated. `source` is null for a deployment without one (an image, a rollback, new config), `build` until the build has begun.', params: deploymentParams, status: 200, response: z.object({ source: sourceSchema.nullable(), build: buildSchema.nullable() }) }),
  streamReleaseLog: route({ method: 'GET', path: `${environment}/deployments/{deployment}/release-log`, tag: 'Deployments', access: viewer, summary: 'Read or follow the release command’s log', description: 'Server-sent events; resumes after `Last-Event-ID`; ends with the command.', params: deploymentParams, query: z.object({ follow: z.stringbool().default(true) }), status: 200, response: releaseLogSchema, responseType: 'text/event-stream', errors: [] }),
  cancelDeployment: route({ method: 'POST', path: `${environment}/deployments/{deployment}/cancel`, tag: 'Deployments', access: developer, summary: 'Cancel a deployment', params: deploymentParams, status: 202, response: deploymentSchema, errors: ['wrong-state'] }),
  retryDeployment: route({ method: 'POST', path: `${environment}/deployments/{deployment}/retry`, tag: 'Deployments', access: developer, summary: 'Try a deployment again', description: 'Makes a new deployment of the same source or image, with the config as it is now.', params: deploymentParams, status: 202, response: deploymentSchema, errors: ['no-release', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  promote: route({ method: 'POST', path: `${environment}/promote`, tag: 'Deployments', access: developer, summary: 'Deploy what another environment of the app runs', description: 'The same image and process settings, without a build; the config of this environment.', params: environmentParams, body: z.object({ from: environmentSlug.describe('The environment whose release is taken.'), version: z.number().int().min(1).optional().describe('Its release; the live one when absent.') }), status: 202, response: deploymentSchema, errors: ['release-not-found', 'no-release', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  restart: route({ method: 'POST', path: `${environment}/restart`, tag: 'Deployments', access: developer, summary: 'Replace all pods by new ones of the same release', params: environmentParams, status: 202, response: deploymentSchema, errors: ['no-release', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  listReleases: route({ method: 'GET', path: `${environment}/releases`, tag: 'Releases', access: viewer, summary: 'List releases, newest first', params: environmentParams, query: pageQuery, status: 200, response: page(releaseSchema) }),
  diffReleases: route({ method: 'GET', path: `${environment}/diff`, tag: 'Releases', access: viewer, summary: 'Show what differs between two releases', description: 'Config by name; a variable’s values only for roles that may read them, a secret’s never.', params: environmentParams, query: z.object({ from: releaseVersion, to: releaseVersion }), status: 200, response: releaseDiffSchema, errors: ['release-not-found'] }),
  getRelease: route({ method: 'GET', path: `${environment}/releases/{version}`, tag: 'Releases', access: viewer, summary: 'Show a release, and what of the config differs from the one before', params: environmentParams.extend({ version: releaseVersion }), status: 200, response: releaseDetailSchema, errors: ['release-not-found'] }),
  rollBack: route({ method: 'POST', path: `${environment}/rollback`, tag: 'Releases', access: developer, summary: 'Go back to an earlier release', description: 'Makes a new release equal to the old one, config included unless `keepConfig`.', params: environmentParams, body: z.object({ version: z.number().int().min(1).optional().describe('The one before the live one when absent.'), keepConfig: z.boolean().default(false) }), status: 202, response: deploymentSchema, errors: ['release-not-found', 'no-earlier-release', 'no-release', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  getConfig: route({ method: 'GET', path: `${environment}/config`, tag: 'Config', access: developer, summary: 'Show variables and the names of secrets', params: environmentParams, status: 200, response: configSchema }),
  changeConfig: route({ method: 'PATCH', path: `${environment}/config`, tag: 'Config', access: developer, summary: 'Set and remove variables and secrets, all or nothing', params: environmentParams, body: configChangeSchema, status: 200, response: z.object({ config: configSchema, deployment: deploymentSchema.nullable() }), errors: ['tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  listProcesses: route({ method: 'GET', path: `${environment}/processes`, tag: 'Processes', access: viewer, summary: 'List processes with their pods', params: environmentParams, status: 200, response: z.object({ items: z.array(processSchema), observedAt: z.iso.datetime().nullable() }) }),
  scaleProcess: route({ method: 'PUT', path: `${environment}/processes/{process}/scale`, tag: 'Processes', access: developer, summary: 'Set how many pods a process has', description: '`min` = `max` is a fixed number; a range is scaled by CPU.', params: processParams, body: scaleSchema, status: 200, response: processSchema, errors: ['over-budget', 'no-release', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  streamLogs: route({ method: 'GET', path: `${environment}/logs`, tag: 'Logs', access: viewer, summary: 'Read or follow the app’s log', description: 'Server-sent events; resumes after `Last-Event-ID`.', params: environmentParams, query: z.object({ follow: z.stringbool().default(false), previous: z.stringbool().default(false).describe('Kept lines of failed and removed pods.'), process: z.string().max(20).optional(), tail: z.coerce.number().int().min(0).max(1000).default(200) }), status: 200, response: logLineSchema, responseType: 'text/event-stream', errors: ['unavailable'] }),
};
