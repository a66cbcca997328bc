import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { ChangeApp } from './change-app.js';
import { ChangeEnvironment } from './change-environment.js';
import { CreateEnvironment } from './create-environment.js';
import { CreateApp } from './create-app.js';
import { DeleteEnvironment } from './delete-environment.js';
import { DeleteApp } from './delete-app.js';
import { GetApp } from './get-app.js';
import { GetEnvironment } from './get-environment.js';
import { ListApps } from './list-apps.js';

@Controller()
export class AppsController {
  constructor(
    private readonly list: ListApps,
    private readonly create: CreateApp,
    private readonly app: GetApp,
    private readonly changing: ChangeApp,
    private readonly remove: DeleteApp,
    private readonly environment: GetEnvironment,
    private readonly change: ChangeEnvironment,
    private readonly addEnvironment: CreateEnvironment,
    private readonly removeEnvironment: DeleteEnvironment,
  ) {}

  @Operation('listApps')
  listApps(@Request() { actor, query }: Call<'listApps'>) {
    return this.list.run(actor.tenant.id, query);
  }

  @Operation('createApp')
  createApp(@Request() { actor, body }: Call<'createApp'>) {
    return this.create.run(actor, body);
  }

  @Operation('getApp')
  getApp(@Request() { actor, params }: Call<'getApp'>) {
    return this.app.run(actor.tenant.id, params.app);
  }

  @Operation('changeApp')
  changeApp(@Request() { actor, params, body }: Call<'changeApp'>) {
    return this.changing.run(actor, params.app, body);
  }

  @Operation('deleteApp')
  deleteApp(@Request() { actor, params, query }: Call<'deleteApp'>) {
    return this.remove.run(actor, params.app, query.confirm);
  }

  @Operation('getEnvironment')
  getEnvironment(@Request() { actor, params }: Call<'getEnvironment'>) {
    return this.environment.run(actor.tenant.id, params);
  }

  @Operation('createEnvironment')
  createEnvironment(@Request() { actor, params, body }: Call<'createEnvironment'>) {
    return this.addEnvironment.run(actor, params.app, body.name);
  }

  @Operation('deleteEnvironment')
  deleteEnvironment(@Request() { actor, params, query }: Call<'deleteEnvironment'>) {
    return this.removeEnvironment.run(actor, params, query.confirm);
  }

  @Operation('changeEnvironment')
  changeEnvironment(@Request() { actor, params, body }: Call<'changeEnvironment'>) {
    return this.change.run(actor, params, body);
  }
}
