import type { DeploymentStepName } from '@berth/domain';
import { expect, test } from 'vitest';
import { runSteps, type Journal, type Step } from './run-steps.js';

function recording(final: boolean, startedBefore: DeploymentStepName[] = []): { journal: Journal; lines: string[]; step: (name: DeploymentStepName, error?: Error) => Step } {
  const lines: string[] = [];
  const names = new Set(startedBefore);
  return {
    lines,
    journal: {
      started: async (name) => void (names.add(name), lines.push(`started ${name}`)),
      finished: async (name, result) => void lines.push(`${result.skipped ? 'skipped' : 'finished'} ${name}`),
      failed: async () => (lines.push('failed'), final),
      startedNames: async () => names,
    },
    step: (name, error) => ({
      name,
      run: async () => {
        if (error) throw error;
      },
      undo: async () => void lines.push(`undo ${name}`),
    }),
  };
}

test('when the steps are done and their conclusion is refused for good, all are undone', async () => {
  const { journal, lines, step } = recording(true);
  const tooLate = new Error('cancelled');
  await expect(runSteps(journal, [step('apply'), step('verify')], () => Promise.reject(tooLate))).rejects.toBe(tooLate);
  expect(lines.slice(-3)).toEqual(['failed', 'undo verify', 'undo apply']);
});

test('a final failure undoes the started steps, last first, the failed one included', async () => {
  const { journal, lines, step } = recording(true);
  const failure = new Error('no');
  await expect(runSteps(journal, [step('build'), step('apply'), step('rollOut', failure), step('verify')])).rejects.toBe(failure);
  expect(lines).toEqual(['started build', 'finished build', 'started apply', 'finished apply', 'started rollOut', 'failed', 'undo rollOut', 'undo apply', 'undo build']);
});

test('a step that is not needed is skipped without being begun', async () => {
  const { journal, lines, step } = recording(true);
  await runSteps(journal, [{ ...step('release', new Error('not to be run')), isNeeded: () => false }, step('apply')]);
  expect(lines).toEqual(['skipped release', 'started apply', 'finished apply']);
});

test('an error that is not final undoes nothing', async () => {
  const { journal, lines, step } = recording(false);
  await expect(runSteps(journal, [step('build'), step('apply', new Error('the database went away'))])).rejects.toThrow('went away');
  expect(lines.filter((line) => line.startsWith('undo'))).toEqual([]);
});

test('a step that an earlier attempt started is undone too', async () => {
  const { journal, lines, step } = recording(true, ['apply']);
  await expect(runSteps(journal, [step('build', new Error('no')), step('apply')])).rejects.toThrow('no');
  expect(lines.slice(-2)).toEqual(['undo apply', 'undo build']);
});

test('what goes wrong while undoing is told, and the other steps are undone all the same', async () => {
  const { journal, lines, step } = recording(true);
  const broken: Step = { ...step('apply'), undo: async () => Promise.reject(new Error('cluster away')) };
  const failure = new Error('no');
  const error = await runSteps(journal, [step('build'), broken, step('rollOut', failure)]).catch((thrown: unknown) => thrown);
  expect((error as AggregateError).errors).toEqual([failure, new Error('cluster away')]);
  expect(lines).toContain('undo build');
});
