import type { AppTarget } from '../berth-command.js';
import type { Api } from '../http/api.js';
import type { Deployment } from './deployment.js';
import { findDeployment } from './find-deployment.js';

/** The deployment that is named, or the one that tries its release now. */
export const findRollout = (api: Api, target: AppTarget, named: string | undefined): Promise<Deployment> =>
  findDeployment(api, target, named, { what: 'that tries a release beside the one that serves', test: ({ state, rollout }) => state === 'running' && Boolean(rollout) && rollout?.phase !== 'passed' });
