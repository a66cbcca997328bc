import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import type { Manifest } from '../manifest.js';
import { renderActivation } from './render-activation.js';
import { renderCandidate } from './render-candidate.js';
import { renderConfigSecret, renderOwnPullSecret } from './render-config-secret.js';
import { renderCronJob } from './render-cron-job.js';
import { renderDeployment } from './render-deployment.js';
import { renderDisruptionBudget } from './render-disruption-budget.js';
import { renderCertificate } from './render-certificate.js';
import { renderAutoscaler } from './render-autoscaler.js';
import { renderHttpRoutes } from './render-http-routes.js';
import { renderCertificatesIngress, renderIngress } from './render-ingress.js';
import { renderService } from './render-service.js';
import { renderClaims } from './render-volumes.js';
import { requireDigest } from './require-digest.js';

/**
 * All objects of one environment, in an order in which they can be applied. Pure: equal specs give equal objects.
 * Throws RangeError for an image that is not named by digest, two processes of one name, or a candidate that cannot be
 * tried as it says.
 */
export function renderEnvironment(spec: EnvironmentSpec): Manifest[] {
  requireDigest(spec.image);
  const names = [...spec.processes, ...spec.cron].map((process) => process.name);
  if (new Set(names).size !== names.length) throw new RangeError(`two processes have one name: ${names.join(', ')}`);

  const objects: (Manifest | null)[] = [renderOwnPullSecret(spec), renderConfigSecret(spec), ...spec.certificates.map((certificate) => renderCertificate(spec, certificate))];
  for (const process of spec.processes) {
    objects.push(...renderClaims(spec, process), renderDeployment(spec, process), renderService(spec, process), renderAutoscaler(spec, process), renderDisruptionBudget(spec, process));
  }
  for (const cron of spec.cron) objects.push(renderCronJob(spec, cron));
  if (spec.candidate) objects.push(...renderCandidate(spec, spec.candidate));
  const web = firstWebProcess(spec);
  objects.push(renderActivation(spec, web));
  if (spec.routing.kind === 'gateway') objects.push(...renderHttpRoutes(spec, spec.routing.gateway, web), renderCertificatesIngress(spec, web));
  else objects.push(renderIngress(spec, web));
  return objects.filter((object) => object !== null);
}

/** The process that the environment's hosts lead to. */
export function firstWebProcess(spec: EnvironmentSpec): ProcessSpec | null {
  return spec.processes.find((process) => process.kind === 'web') ?? null;
}
