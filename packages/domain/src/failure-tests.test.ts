import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failureClasses } from './failures.js';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const page = read('test/README.md');
const files: Record<string, string> = {
  classes: 'apps/worker/test/failure-classes.cluster.test.ts',
  causes: 'apps/worker/test/failure-causes.cluster.test.ts',
  rollouts: 'apps/worker/test/deployments.cluster.test.ts',
  release: 'apps/worker/test/release-command.cluster.test.ts',
  objects: 'packages/k8s-adapter/test/failures.cluster.test.ts',
  deploys: 'test/flow/failed-deploys.cluster.test.ts',
  processes: 'apps/worker/test/processes.cluster.test.ts',
  strategies: 'test/flow/strategies.cluster.test.ts',
  volumes: 'apps/worker/test/volumes.cluster.test.ts',
};

test.each(failureClasses)('%s is shown by the tests on the cluster that test/README.md names, or it says why by none', (name) => {
  const said = new RegExp(`^\\| ${name} \\| (.+) \\|$`, 'm').exec(page)?.[1] ?? '';
  const [named = '', why] = said.split(/[;:] /);
  const tests = named.split(', ');
  if (named === 'none') expect(why).toMatch(/\w+ \w+/);
  else for (const one of tests) expect(existsSync(new URL(files[one]!, root)) && read(files[one]!), `${one} names ${name}`).toContain(`'${name}'`);
});
