import { randomUUID } from 'node:crypto';
import type { Delivery, MockApp } from './db.ts';
import { ago } from './seed.ts';

/** A repository with two rules, and messages that were deployed, left out and failed. */
export function seedRepository(app: MockApp): void {
  app.repository = {
    provider: 'github', url: 'https://github.com/acme/hello.git', webhookUrl: 'https://berth.localhost/api/hooks/v1/2f6c1a', rules: [{ branch: 'main', environment: 'production' }, { branch: '**', environment: null }],
    hasToken: true, createdBy: 'owner@acme.test', createdAt: ago(500_000), lastDeliveryAt: ago(600),
  };
  const delivery = (change: Partial<Delivery>): Delivery => ({ id: randomUUID(), event: 'push', state: 'deployed', reason: null, branch: 'main', commit: '3f9c2e1ab4d5c6e7f8091a2b3c4d5e6f70819203', environment: 'production', deployment: 30, reported: 'success', reportFailure: null, receivedAt: ago(600), finishedAt: ago(590), ...change });
  app.deliveries = [
    delivery({}),
    delivery({ state: 'failed', branch: 'fix/\u202Elive', deployment: null, environment: null, reason: 'The repository could not be read: it is private, and no token is set. Set one: `berth repo token < token`.', reported: null, reportFailure: 'GitHub answered 403.', receivedAt: ago(7000), finishedAt: ago(6990) }),
    delivery({ state: 'ignored', deployment: null, reason: 'A newer push came.', reported: null, receivedAt: ago(90_000), finishedAt: ago(90_000) }),
  ];
}
