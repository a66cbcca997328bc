import { Problem, readPreviewSettings } from '@berth/domain';
import type { MockHandlers } from './handler-types.ts';

/** No app has previews here. */
export const previewHandlers: Pick<MockHandlers, 'getPreviewSettings' | 'changePreviewSettings' | 'listPreviews' | 'createPreview' | 'deletePreview'> = {
  getPreviewSettings: ({ db, user, params }) => {
    db.app(user, params.tenant, params.app);
    return readPreviewSettings({});
  },
  changePreviewSettings: ({ db, user, params, body }) => {
    db.app(user, params.tenant, params.app);
    return readPreviewSettings(body);
  },
  listPreviews: ({ db, user, params }) => {
    db.app(user, params.tenant, params.app);
    return { enabled: false, most: readPreviewSettings({}).most, items: [] };
  },
  createPreview: () => {
    throw new Problem('previews-off');
  },
  deletePreview: () => {
    throw new Problem('not-found');
  },
};
