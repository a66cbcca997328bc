import { deploymentSteps, eventData } from '@berth/domain';
import type { Deployment, Step, StepName } from './deployment.js';

/** The deployment after one of its events. An event that is not understood changes nothing: a newer API may send more. */
export function applyEvent(deployment: Deployment, event: { kind: string; data: unknown }): Deployment {
  switch (event.kind) {
    case 'deployment.step': {
      const parsed = eventData['deployment.step'].safeParse(event.data);
      if (!parsed.success) return deployment;
      const { step, state, detail, startedAt, finishedAt } = parsed.data;
      return withStep(deployment, step, () => ({ name: step, state, detail, startedAt, finishedAt }));
    }
    case 'deployment.progress': {
      const parsed = eventData['deployment.progress'].safeParse(event.data);
      if (!parsed.success) return deployment;
      return withStep(deployment, parsed.data.step, (step) => (step.state === 'running' ? { ...step, detail: parsed.data.detail } : step));
    }
    case 'deployment.state': {
      const parsed = eventData['deployment.state'].safeParse(event.data);
      if (!parsed.success) return deployment;
      return { ...deployment, state: parsed.data.state, release: parsed.data.release ?? deployment.release, queue: parsed.data.state === 'queued' ? deployment.queue : null };
    }
    default:
      return deployment;
  }
}

function withStep(deployment: Deployment, name: StepName, change: (step: Step) => Step): Deployment {
  const steps = deploymentSteps.map((each) => deployment.steps.find((step) => step.name === each) ?? { name: each, state: 'pending' as const, detail: null, startedAt: null, finishedAt: null });
  return { ...deployment, steps: steps.map((step) => (step.name === name ? change(step) : step)) };
}
