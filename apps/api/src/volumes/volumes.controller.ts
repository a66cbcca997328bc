import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { DeleteVolume } from './delete-volume.js';
import { ReadVolumes } from './read-volumes.js';

@Controller()
export class VolumesController {
  constructor(
    private readonly volumes: ReadVolumes,
    private readonly remove: DeleteVolume,
  ) {}

  @Operation('listVolumes')
  listVolumes(@Request() { actor, params }: Call<'listVolumes'>) {
    return this.volumes.run(actor.tenant.id, params);
  }

  @Operation('deleteVolume')
  deleteVolume(@Request() { actor, params, query }: Call<'deleteVolume'>) {
    return this.remove.run(actor, params, params.volume, query.confirm);
  }
}
