import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { DiffReleases } from './diff-releases.js';
import { GetRelease } from './get-release.js';
import { ListReleases } from './list-releases.js';
import { RollBack } from './roll-back.js';

@Controller()
export class ReleasesController {
  constructor(
    private readonly list: ListReleases,
    private readonly release: GetRelease,
    private readonly diff: DiffReleases,
    private readonly back: RollBack,
  ) {}

  @Operation('listReleases')
  listReleases(@Request() { actor, params, query }: Call<'listReleases'>) {
    return this.list.run(actor.tenant.id, params, query);
  }

  @Operation('getRelease')
  getRelease(@Request() { actor, params }: Call<'getRelease'>) {
    return this.release.run(actor.tenant.id, params, params.version);
  }

  @Operation('diffReleases')
  diffReleases(@Request() { actor, params, query }: Call<'diffReleases'>) {
    return this.diff.run(actor, params, query);
  }

  @Operation('rollBack')
  rollBack(@Request() { actor, params, body }: Call<'rollBack'>) {
    return this.back.run(actor, params, body);
  }
}
