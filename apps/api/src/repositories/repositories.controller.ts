import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { ChangeRepository } from './change-repository.js';
import { ConnectRepository } from './connect-repository.js';
import { DisconnectRepository } from './disconnect-repository.js';
import { GetRepository } from './get-repository.js';
import { ListDeliveries } from './list-deliveries.js';
import { Redeliver } from './redeliver.js';
import { RotateRepositorySecret } from './rotate-repository-secret.js';

@Controller()
export class RepositoriesController {
  constructor(
    private readonly connect: ConnectRepository,
    private readonly repository: GetRepository,
    private readonly change: ChangeRepository,
    private readonly rotate: RotateRepositorySecret,
    private readonly disconnect: DisconnectRepository,
    private readonly deliveries: ListDeliveries,
    private readonly again: Redeliver,
  ) {}

  @Operation('connectRepository')
  connectRepository(@Request() { actor, params, body }: Call<'connectRepository'>) {
    return this.connect.run(actor, params.app, body);
  }

  @Operation('getRepository')
  getRepository(@Request() { actor, params }: Call<'getRepository'>) {
    return this.repository.run(actor.tenant.id, params.app);
  }

  @Operation('changeRepository')
  changeRepository(@Request() { actor, params, body }: Call<'changeRepository'>) {
    return this.change.run(actor, params.app, body);
  }

  @Operation('rotateRepositorySecret')
  rotateRepositorySecret(@Request() { actor, params }: Call<'rotateRepositorySecret'>) {
    return this.rotate.run(actor, params.app);
  }

  @Operation('disconnectRepository')
  disconnectRepository(@Request() { actor, params }: Call<'disconnectRepository'>) {
    return this.disconnect.run(actor, params.app);
  }

  @Operation('listRepositoryDeliveries')
  listRepositoryDeliveries(@Request() { actor, params, query }: Call<'listRepositoryDeliveries'>) {
    return this.deliveries.run(actor.tenant.id, params.app, query);
  }

  @Operation('redeliver')
  redeliver(@Request() { actor, params }: Call<'redeliver'>) {
    return this.again.run(actor, params.app, params.delivery);
  }
}
