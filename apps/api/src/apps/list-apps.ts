import { appSlug } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';
import { appColumns, appJoins, AppViews, type AppRow } from './app-view.js';

const list = {
  name: 'list-apps',
  text: `SELECT ${appColumns} FROM (SELECT * FROM app WHERE "tenantId" = $1 AND ($2::text IS NULL OR strpos(slug, $2) > 0) AND ($3::text IS NULL OR slug > $3) ORDER BY slug LIMIT $4) a ${appJoins}
    ORDER BY a.slug, e."createdAt", e.id`,
};

/** A tenant's apps by name: three queries, whatever the page. */
@Injectable()
export class ListApps {
  constructor(
    private readonly database: Database,
    private readonly views: AppViews,
  ) {}

  async run(tenantId: string, { cursor, limit, search }: QueryOf<'listApps'>): Promise<Answer<'listApps'>> {
    const after = decodeCursor(cursor, appSlug);
    const rows = await this.database.rows<AppRow>(list, [tenantId, search?.trim().toLowerCase() || null, after ?? null, limit + 1]);
    const names = [...new Set(rows.map((row) => row.name))];
    const shown = new Set(names.slice(0, limit));
    const items = await this.views.of(rows.filter((row) => shown.has(row.name)));
    return { items, nextCursor: names.length > limit ? encodeCursor(names[limit - 1]!) : null };
  }
}
