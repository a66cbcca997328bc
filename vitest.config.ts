import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const alias = [
  { find: '@berth/contract/client', replacement: join(root, 'packages/contract/src/client.ts') },
  { find: '@berth/domain/public-address', replacement: join(root, 'packages/domain/src/network/public-address.ts') },
  ...readdirSync(join(root, 'packages')).map((name) => ({ find: new RegExp(`^@berth/${name}$`), replacement: join(root, 'packages', name, 'src/index.ts') })),
];

const made = ['**/node_modules/**', '**/dist/**'];
/** A busy machine makes a pod or a browser late now and then: such a test is tried once more, and the report says so. */
const retry = 1;
const onCluster = { retry, exclude: made, testTimeout: 300_000, hookTimeout: 600_000, fileParallelism: false };

/**
 * unit: no service at all. services: real Postgres and Redis. On the real cluster as well: parts (each file installs
 * what it tests), installation (the whole, as users meet it; side by side with parts), alone (takes PostgreSQL or the
 * cluster's control plane away from all others). random: random actions, by npm run test:random. bench: reports, never judges.
 */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', include: ['{apps,packages,infra}/**/*.test.ts'], exclude: [...made, '**/*.{services,cluster,alone}.test.ts'], testTimeout: 10_000 },
      },
      {
        resolve: { alias },
        test: { name: 'services', retry, include: ['{apps,packages}/**/*.services.test.ts'], exclude: made, testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        resolve: { alias },
        test: { ...onCluster, name: 'parts', include: ['{apps/{api,worker},packages}/**/*.cluster.test.ts'] },
      },
      {
        resolve: { alias },
        test: { ...onCluster, name: 'installation', include: ['{apps/cli,test}/**/*.cluster.test.ts'] },
      },
      {
        resolve: { alias },
        test: { ...onCluster, name: 'alone', include: ['test/**/*.alone.test.ts'] },
      },
      {
        resolve: { alias },
        test: { name: 'random', include: ['test/random/*.random.ts'], testTimeout: 10_800_000, hookTimeout: 600_000, disableConsoleIntercept: true },
      },
      {
        resolve: { alias },
        test: { name: 'bench', include: ['test/bench/*.bench.ts'], testTimeout: 3_600_000, hookTimeout: 600_000, fileParallelism: false },
      },
    ],
  },
});
