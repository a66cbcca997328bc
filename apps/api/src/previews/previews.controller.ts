import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { ChangePreviewSettings } from './change-preview-settings.js';
import { CreatePreview } from './create-preview.js';
import { DeletePreview } from './delete-preview.js';
import { GetPreviewSettings } from './get-preview-settings.js';
import { ListPreviews } from './list-previews.js';

@Controller()
export class PreviewsController {
  constructor(
    private readonly settings: GetPreviewSettings,
    private readonly change: ChangePreviewSettings,
    private readonly list: ListPreviews,
    private readonly create: CreatePreview,
    private readonly remove: DeletePreview,
  ) {}

  @Operation('getPreviewSettings')
  getPreviewSettings(@Request() { actor, params }: Call<'getPreviewSettings'>) {
    return this.settings.run(actor.tenant.id, params.app);
  }

  @Operation('changePreviewSettings')
  changePreviewSettings(@Request() { actor, params, body }: Call<'changePreviewSettings'>) {
    return this.change.run(actor, params.app, body);
  }

  @Operation('listPreviews')
  listPreviews(@Request() { actor, params }: Call<'listPreviews'>) {
    return this.list.run(actor.tenant.id, params.app);
  }

  @Operation('createPreview')
  createPreview(@Request() { actor, params, body }: Call<'createPreview'>) {
    return this.create.run(actor, params.app, body.branch);
  }

  @Operation('deletePreview')
  deletePreview(@Request() { actor, params, query }: Call<'deletePreview'>) {
    return this.remove.run(actor, params.app, query.branch);
  }
}
