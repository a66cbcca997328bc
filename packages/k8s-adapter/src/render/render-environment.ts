import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import type { Manifest } from '../manifest.js';
import { renderConfigSecret, renderOwnPullSecret } from './render-config-secret.js';
import { renderDeployment } from './render-deployment.js';
import { renderDisruptionBudget } from './render-disruption-budget.js';
import { renderAutoscaler } from './render-autoscaler.js';
import { renderIngress } from './render-ingress.js';
import { renderService } from './render-service.js';

const byDigest = /^[^@\s]+@sha256:[0-9a-f]{64}$/;

/**
 * All objects of one environment, in an order in which they can be applied. Pure: equal specs give equal objects.
 * Throws RangeError for an image that is not named by digest, or two processes of one name.
 */
export function renderEnvironment(spec: EnvironmentSpec): Manifest[] {
  if (!byDigest.test(spec.image)) throw new RangeError(`the image ${spec.image} is not named by its digest`);
  const names = spec.processes.map((process) => process.name);
  if (new Set(names).size !== names.length) throw new RangeError(`two processes have one name: ${names.join(', ')}`);

  const objects: (Manifest | null)[] = [renderOwnPullSecret(spec), renderConfigSecret(spec)];
  for (const process of spec.processes) {
    objects.push(renderDeployment(spec, process), renderService(spec, process), renderAutoscaler(spec, process), renderDisruptionBudget(spec, process));
  }
  objects.push(renderIngress(spec, firstWebProcess(spec)));
  return objects.filter((object) => object !== null);
}

/** The process that the environment's hosts lead to. */
export function firstWebProcess(spec: EnvironmentSpec): ProcessSpec | null {
  return spec.processes.find((process) => process.kind === 'web') ?? null;
}
