import type { AppTarget } from '../berth-command.js';
import type { CliFailure } from '../cli-failure.js';
import type { Api } from '../http/api.js';
import { followEvents, pause } from '../http/server-sent-events.js';
import { workerAnswers } from '../http/worker-answers.js';
import { applyEvent } from './apply-event.js';
import { hasEnded, type Deployment } from './deployment.js';

export interface FollowDeploymentOptions {
  signal: AbortSignal;
  /** Called whenever something is known anew. */
  onChange: (deployment: Deployment) => void;
  onLoss?: (failure: CliFailure) => void;
  /** Called once, when nothing happens and no worker is there that would do anything. */
  onNoWorker?: () => void;
  /** Without an event for this long, in milliseconds, the deployment itself is asked for. */
  silenceMs?: number;
}

export const deploymentPath = ({ tenant, app, environment }: AppTarget, deployment: string) => `/v1/tenants/${tenant}/apps/${app}/environments/${environment}/deployments/${deployment}`;

/** The deployment as the API knows it. */
function getDeployment(api: Api, target: AppTarget, deployment: string): Promise<Deployment> {
  return api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}', { params: { path: { ...target, deployment } } }));
}

/**
 * Follows a deployment to its end by its events; where events do not come through (lost connections, proxies that
 * hold them back) it asks. Resolves with the last that is known: not ended only when `signal` was aborted.
 */
export async function followDeployment(api: Api, target: AppTarget, first: Deployment, options: FollowDeploymentOptions): Promise<Deployment> {
  const { signal, onChange, onLoss, onNoWorker, silenceMs = 5_000 } = options;
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  let known = first;
  let lastNews = Date.now();
  const learn = (deployment: Deployment) => {
    lastNews = Date.now();
    known = deployment;
    onChange(known);
    if (hasEnded(known)) over.abort();
  };
  onChange(known);
  if (hasEnded(known)) return known;
  let releaseAsked = false;
  const asking = askWhenSilent();
  try {
    await followEvents(api, `${deploymentPath(target, first.id)}/events`, {
      signal: stop,
      patientAtFirst: true,
      isComplete: () => hasEnded(known),
      onEvent: ({ data }) => {
        const event: unknown = JSON.parse(data);
        if (typeof event === 'object' && event !== null && 'kind' in event && 'data' in event) learn(applyEvent(known, { kind: String(event.kind), data: event.data }));
        void learnRelease();
      },
      ...(onLoss && { onLoss }),
    });
  } finally {
    over.abort();
    await asking;
  }
  if (signal.aborted) return known;
  const last = await getDeployment(api, target, first.id);
  onChange(last);
  return last;

  /** No event names the release when it is made: it is asked for once, when it begins to go on the cluster. */
  async function learnRelease(): Promise<void> {
    if (releaseAsked || known.release !== null || !known.steps.some(({ name, state }) => name === 'apply' && state !== 'pending')) return;
    releaseAsked = true;
    const { release } = await getDeployment(api, target, first.id).catch(() => known); // it is known at the end at the latest
    if (!stop.aborted && known.release === null) learn({ ...known, release });
  }

  async function askWhenSilent(): Promise<void> {
    let told = false;
    while (!stop.aborted) {
      await pause(Math.max(100, lastNews + silenceMs - Date.now()), stop);
      if (stop.aborted || Date.now() - lastNews < silenceMs) continue;
      lastNews = Date.now();
      const current = await getDeployment(api, target, first.id).catch(() => null); // the stream reports what is wrong
      if (current !== null && !stop.aborted) learn(current);
      if (onNoWorker && !told && !stop.aborted && !(await workerAnswers(api)) && !stop.aborted) {
        told = true;
        onNoWorker();
      }
    }
  }
}
