import type { FailureClass } from '@berth/domain';
import { expect } from 'vitest';
import type { EndedDeployment } from './installation-on-cluster.js';

export interface Failure {
  class: string;
  step: string;
  message: string;
  evidence: string[];
  lastLines: string[];
  remedy: string;
}

/** Checks what holds for every failure, and gives it. */
export function failureOf(ended: EndedDeployment, failureClass: FailureClass): Failure {
  const failure = ended.failure as unknown as Failure;
  expect(ended, JSON.stringify(failure)).toMatchObject({ state: 'failed', failure: { class: failureClass } });
  expect(failure.message).not.toMatch(/undefined|null|NaN|[{}]/);
  expect(failure.remedy).toMatch(/^[A-Z].+\.$/);
  expect(failure.remedy).not.toMatch(/undefined|null|[{}]/);
  expect(failure.evidence.join('').trim(), 'evidence').not.toBe('');
  return failure;
}
