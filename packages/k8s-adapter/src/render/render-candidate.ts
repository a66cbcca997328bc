import type { CandidateSpec, EnvironmentSpec } from '../app-spec.js';
import type { Manifest } from '../manifest.js';
import { renderConfigSecret } from './render-config-secret.js';
import { renderDeployment } from './render-deployment.js';
import { renderDisruptionBudget } from './render-disruption-budget.js';
import { requireDigest } from './require-digest.js';
import { renderService } from './render-service.js';

/**
 * The web process of the release that is tried beside the one that serves: in a Deployment and a Service of its own, so
 * that neither release's pods are touched by the other's. It is not autoscaled: how many pods try it was decided.
 */
export function renderCandidate(spec: EnvironmentSpec, candidate: CandidateSpec): Manifest[] {
  const { release, image, env, configVersion, origin, process } = candidate;
  requireDigest(image);
  if (process.kind !== 'web' || process.port === null) throw new RangeError(`the process ${process.name} takes no requests, so that it cannot be tried`);
  const { traffic } = candidate;
  if (traffic.kind === 'weight' && !(traffic.percent >= 0 && traffic.percent <= 100)) throw new RangeError(`${traffic.percent} is no percentage`);
  if (traffic.kind === 'pods' && !spec.processes.some((one) => one.name === process.name)) throw new RangeError(`there is no process ${process.name} whose requests the candidate could share`);
  const own: EnvironmentSpec = { ...spec, release, image, env, configVersion, origin, processes: [process] };
  const config = configVersion === spec.configVersion ? null : renderConfigSecret(own);
  const objects = [config, renderDeployment(own, process, 'candidate'), renderService(own, process, 'candidate'), renderDisruptionBudget(own, process, 'candidate')];
  return objects.filter((object) => object !== null);
}
