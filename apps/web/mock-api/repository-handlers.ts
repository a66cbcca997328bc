import { Problem } from '@berth/domain';
import type { MockApp, MockDb, MockUser, Repository } from './db.ts';
import { pageOf } from './db.ts';
import type { MockHandlers } from './handler-types.ts';

type Names = 'connectRepository' | 'getRepository' | 'changeRepository' | 'rotateRepositorySecret' | 'disconnectRepository' | 'listRepositoryDeliveries' | 'redeliver';
interface At {
  db: MockDb;
  user: MockUser;
  params: { tenant: string; app: string };
}

const secret = () => `whsec_${'A1b2'.repeat(8)}`;
const appOf = ({ db, user, params }: At): MockApp => db.app(user, params.tenant, params.app);
function connected(at: At): Repository {
  const { repository } = appOf(at);
  if (!repository) throw new Problem('not-found');
  return repository;
}

/** The repository of an app, without a provider behind it. */
export const repositoryHandlers: Pick<MockHandlers, Names> = {
  connectRepository: (at) => {
    const app = appOf(at);
    const { url, branch, environment, provider, token } = at.body;
    if (!provider && !/\/\/(github|gitlab)\.com\//.test(url)) throw new Problem('invalid-input', 'Nobody knows whether that is GitHub or GitLab.', { remedy: 'Say which: `--provider gitlab`.' });
    app.repository = { provider: provider ?? (url.includes('gitlab.com') ? 'gitlab' : 'github'), url, webhookUrl: 'https://berth.localhost/api/hooks/v1/77aa', rules: [{ branch, environment }], hasToken: token !== undefined, createdBy: at.user.email, createdAt: new Date().toISOString(), lastDeliveryAt: null };
    at.db.emit(at.params.tenant, 'repository.connected', app, { provider: app.repository.provider, url });
    return { repository: app.repository, secret: secret() };
  },
  getRepository: connected,
  changeRepository: (at) => {
    const { rules, token } = at.body;
    return Object.assign(connected(at), rules && { rules }, token !== undefined && { hasToken: token !== null });
  },
  rotateRepositorySecret: (at) => ({ repository: connected(at), secret: secret() }),
  disconnectRepository: (at) => {
    appOf(at).repository = null;
    return null;
  },
  listRepositoryDeliveries: (at) => (connected(at), pageOf(appOf(at).deliveries, at.query)),
  redeliver: (at) => {
    const delivery = appOf(at).deliveries.find(({ id }) => id === at.params.delivery);
    if (!delivery) throw new Problem('not-found');
    if (delivery.state !== 'failed') throw new Problem('wrong-state', 'A newer push of the branch was deployed since.');
    Object.assign(delivery, { state: 'running', reason: null });
    at.db.emit(at.params.tenant, 'repository.delivery', appOf(at), { delivery: delivery.id, state: delivery.state, reason: null });
    return delivery;
  },
};
