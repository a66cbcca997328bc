import { Problem, previewSlugs } from '@berth/domain';
import type { MockApp, MockDb, MockUser } from './db.ts';
import type { MockHandlers } from './handler-types.ts';
import { ago, makeApp } from './seed.ts';

type Names = 'getPreviewSettings' | 'changePreviewSettings' | 'listPreviews' | 'createPreview' | 'deletePreview';
interface At {
  db: MockDb;
  user: MockUser;
  params: { tenant: string; app: string };
}

const appOf = ({ db, user, params }: At): MockApp => db.app(user, params.tenant, params.app);
const ofBranch = ({ db, user, params }: At, branch: string) => db.places(user, params.tenant, params.app).find(({ environment }) => environment.preview?.branch === branch);

/** Previews, without anything that deploys to them. */
export const previewHandlers: Pick<MockHandlers, Names> = {
  getPreviewSettings: (at) => appOf(at).previews,
  changePreviewSettings: (at) => {
    at.db.emit(at.params.tenant, 'previews.changed', appOf(at), { fields: Object.keys(at.body) });
    return Object.assign(appOf(at).previews, at.body);
  },
  listPreviews: (at) => {
    const { enabled, most } = appOf(at).previews;
    return { enabled, most, items: at.db.places(at.user, at.params.tenant, at.params.app).map(({ environment }) => environment).filter(({ preview }) => preview) };
  },
  createPreview: (at) => {
    if (!appOf(at).previews.enabled) throw new Problem('previews-off');
    const known = ofBranch(at, at.body.branch);
    if (known) return known.environment;
    const made = makeApp(at.params.app, at.params.tenant, previewSlugs(at.body.branch, 'a1b2', 30)[0]);
    made.environment.preview = { branch: at.body.branch, basedOn: 'production', expiresAt: ago(-7 * 86_400) };
    at.db.tenant(at.params.tenant).apps.push(made);
    return made.environment;
  },
  deletePreview: (at) => {
    const place = ofBranch(at, at.query.branch);
    if (!place) throw new Problem('not-found');
    const tenant = at.db.tenant(at.params.tenant);
    tenant.apps = tenant.apps.filter((each) => each !== place);
    at.db.emit(at.params.tenant, 'environment.deleted', place, { environment: place.environment.name });
    return { ...place.environment, state: 'deleting' };
  },
};
