import { test } from 'vitest';
import { runRandomActions } from './run-random-actions.js';

test('15 random actions leave everything as it must be', async () => {
  await runRandomActions({ seed: 1, steps: 15, say: (line) => console.log(line) });
});
