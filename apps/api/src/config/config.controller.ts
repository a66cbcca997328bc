import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { ChangeConfig } from './change-config.js';
import { GetConfig } from './get-config.js';

@Controller()
export class ConfigController {
  constructor(
    private readonly config: GetConfig,
    private readonly change: ChangeConfig,
  ) {}

  @Operation('getConfig')
  getConfig(@Request() { actor, params }: Call<'getConfig'>) {
    return this.config.run(actor.tenant.id, params);
  }

  @Operation('changeConfig')
  changeConfig(@Request() { actor, params, body }: Call<'changeConfig'>) {
    return this.change.run(actor, params, body);
  }
}
