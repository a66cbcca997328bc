import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import { appColumns, appJoins, AppViews, type AppRow, type AppView } from './app-view.js';

const find = { name: 'get-app', text: `SELECT ${appColumns} FROM app a ${appJoins} WHERE a."tenantId" = $1 AND a.slug = $2 ORDER BY e."createdAt", e.id` };

@Injectable()
export class GetApp {
  constructor(
    private readonly database: Database,
    private readonly views: AppViews,
  ) {}

  /** Throws not-found. */
  async run(tenantId: string, app: string): Promise<AppView> {
    const [view] = await this.views.of(await this.database.rows<AppRow>(find, [tenantId, app]));
    if (!view) throw notFound();
    return view;
  }
}
