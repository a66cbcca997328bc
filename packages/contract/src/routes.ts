import { accountRoutes } from './account-routes.js';
import { appRoutes } from './app-routes.js';
import { cronRoutes } from './cron-routes.js';
import { domainRoutes } from './domain-routes.js';
import { operatorRoutes } from './operator-routes.js';
import { previewRoutes } from './preview-routes.js';
import { repositoryRoutes } from './repository-routes.js';
import { runRoutes } from './run-routes.js';
import { tenantRoutes } from './tenant-routes.js';
import { volumeRoutes } from './volume-routes.js';

/** Every operation of the API by its OpenAPI operation id. */
export const routes = { ...accountRoutes, ...tenantRoutes, ...operatorRoutes, ...appRoutes, ...cronRoutes, ...domainRoutes, ...previewRoutes, ...repositoryRoutes, ...runRoutes, ...volumeRoutes };
export type RouteName = keyof typeof routes;
