import { expect, test, vi } from 'vitest';
import { apiAt, contractServer, deployment, eventStream, ok, target } from '../../test/contract-server.js';
import { showDeployment } from './show-deployment.js';

const one = '/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}';

test('what there is to know from the start is said before anything is done, once', async () => {
  const said: string[] = [];
  let saidBefore: string[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const server = await contractServer({
    [`GET ${one}/events`]: ({ response }) => {
      saidBefore = [...said];
      const stream = eventStream(response);
      stream.send('1', { kind: 'deployment.state', data: { deploymentId: 'd', state: 'live', release: 3, message: null } });
      stream.end();
      return 'handled';
    },
    [`GET ${one}`]: () => ok(deployment({ state: 'live', release: 3, warnings: ['v2 ran a command.', 'shop.example.org is taken.'] })),
  });
  try {
    await showDeployment(apiAt(server.url), target, deployment({ warnings: ['v2 ran a command.'] }));
  } finally {
    stderr.mockRestore();
  }
  expect(saidBefore.join('')).toContain('! v2 ran a command.\n');
  expect(said.join('').split('! v2 ran a command.')).toHaveLength(2);
  expect(said.join('')).toContain('! shop.example.org is taken.\n');
});
