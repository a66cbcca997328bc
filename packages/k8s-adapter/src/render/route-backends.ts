import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import { trackObjectName } from '../labels.js';

/** One Service behind an environment's hosts, and its share of the requests in percent. */
export interface RouteBackend {
  service: string;
  percent: number;
}

/** What the hosts lead to. A candidate is named from the start, with 0, so that only a number changes later. */
export function hostBackends(spec: EnvironmentSpec, web: ProcessSpec): RouteBackend[] {
  const stable = trackObjectName(spec, web.name, 'stable');
  const traffic = spec.candidate?.traffic;
  if (!spec.candidate || traffic?.kind !== 'weight') return [{ service: stable, percent: 100 }];
  return [
    { service: stable, percent: 100 - traffic.percent },
    { service: candidateService(spec, spec.candidate.process), percent: traffic.percent },
  ];
}

/** The Service that leads to the candidate alone. */
export const candidateService = (spec: EnvironmentSpec, process: ProcessSpec): string => trackObjectName(spec, process.name, 'candidate');
