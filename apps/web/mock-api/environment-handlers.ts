import { Problem } from '@berth/domain';
import type { MockHandlers } from './handler-types.ts';
import { makeApp } from './seed.ts';
import { startDeployment, type Speed } from './simulate.ts';

/** Environments of an app, and promotion between them. */
export const environmentHandlers = (speed: Speed): Pick<MockHandlers, 'createEnvironment' | 'deleteEnvironment' | 'promote'> => ({
  createEnvironment: ({ db, user, params, body }) => {
    const places = db.places(user, params.tenant, params.app);
    if (places.some(({ environment }) => environment.name === body.name)) throw new Problem('name-taken', `${params.app} has an environment ${body.name} already.`);
    const made = makeApp(params.app, params.tenant, body.name);
    db.tenant(params.tenant).apps.push(made);
    db.emit(params.tenant, 'environment.created', made, { environment: body.name });
    return made.environment;
  },
  deleteEnvironment: ({ db, user, params, query }) => {
    const place = db.environment(user, params.tenant, params.app, params.environment);
    if (params.environment === 'production') throw new Problem('wrong-state', 'The environment production goes with its app alone.');
    if (query.confirm !== params.environment) throw new Problem('wrong-state', 'The typed name is another one.');
    const tenant = db.tenant(params.tenant);
    tenant.apps = tenant.apps.filter((each) => each !== place);
    db.emit(params.tenant, 'environment.deleted', place, { environment: params.environment });
    return { ...place.environment, state: 'deleting' };
  },
  promote: ({ db, user, params, body }) => {
    const place = db.environment(user, params.tenant, params.app, params.environment);
    const from = db.environment(user, params.tenant, params.app, body.from);
    const model = from.releases.find(({ version, live }) => (body.version === undefined ? live : version === body.version));
    if (!model) throw new Problem('no-release', `Nothing is live in ${body.from}.`);
    return startDeployment(db, params.tenant, place, 'promote', `v${model.version} of ${body.from}`, speed, { model });
  },
});
