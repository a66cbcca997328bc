import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { UploadSource } from './upload-source.js';

@Controller()
export class SourcesController {
  constructor(private readonly upload: UploadSource) {}

  @Operation('uploadSource')
  uploadSource(@Request() { actor, params, request }: Call<'uploadSource'>) {
    return this.upload.run(actor, params.app, request);
  }
}
