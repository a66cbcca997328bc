import { Injectable } from '@nestjs/common';
import { GetApp } from '../apps/get-app.js';
import type { Answer } from '../http/operation.js';
import { GetPreviewSettings } from './get-preview-settings.js';

/** An app's previews, and how many it may have. */
@Injectable()
export class ListPreviews {
  constructor(
    private readonly getApp: GetApp,
    private readonly getSettings: GetPreviewSettings,
  ) {}

  async run(tenantId: string, app: string): Promise<Answer<'listPreviews'>> {
    const [{ environments }, { enabled, most }] = await Promise.all([this.getApp.run(tenantId, app), this.getSettings.run(tenantId, app)]);
    return { enabled, most, items: environments.filter(({ preview }) => preview) };
  }
}
