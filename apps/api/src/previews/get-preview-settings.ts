import { readPreviewSettings } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { PreviewSettingsView } from './preview-view.js';

const find = { name: 'get-preview-settings', text: 'SELECT previews FROM app WHERE "tenantId" = $1 AND slug = $2' };

@Injectable()
export class GetPreviewSettings {
  constructor(private readonly database: Database) {}

  /** Throws not-found. */
  async run(tenantId: string, app: string): Promise<PreviewSettingsView> {
    const [row] = await this.database.rows<{ previews: unknown }>(find, [tenantId, app]);
    if (!row) throw notFound();
    return readPreviewSettings(row.previews);
  }
}
