import type { components } from '@berth/contract/client';

export type Deployment = components['schemas']['Deployment'];
export type Step = components['schemas']['DeploymentStep'];
export type StepName = Step['name'];
export type Check = components['schemas']['Check'];

/** True when nothing can change the deployment any more. */
export const hasEnded = ({ state }: Pick<Deployment, 'state'>): boolean => state !== 'queued' && state !== 'running';
