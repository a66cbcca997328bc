import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const alias = [
  { find: '@berth/contract/client', replacement: join(root, 'packages/contract/src/client.ts') },
  ...readdirSync(join(root, 'packages')).map((name) => ({ find: new RegExp(`^@berth/${name}$`), replacement: join(root, 'packages', name, 'src/index.ts') })),
];

/** unit: no service at all. services: real Postgres and Redis. cluster: the real cluster as well. random: random actions, by npm run test:random. bench: reports, never judges. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', include: ['{apps,packages,infra}/**/*.test.ts'], exclude: ['**/node_modules/**', '**/dist/**', '**/*.services.test.ts', '**/*.cluster.test.ts'], testTimeout: 10_000 },
      },
      {
        resolve: { alias },
        test: { name: 'services', include: ['{apps,packages}/**/*.services.test.ts'], exclude: ['**/node_modules/**', '**/dist/**'], testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        resolve: { alias },
        test: { name: 'cluster', include: ['{apps,packages,test}/**/*.cluster.test.ts'], exclude: ['**/node_modules/**', '**/dist/**'], testTimeout: 300_000, hookTimeout: 600_000, fileParallelism: false },
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
