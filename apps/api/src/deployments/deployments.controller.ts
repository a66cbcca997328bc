import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { CancelDeployment } from './cancel-deployment.js';
import { CheckDeployment } from './check-deployment.js';
import { CreateDeployment } from './create-deployment.js';
import { GetBuild } from './get-build.js';
import { GetDeployment } from './get-deployment.js';
import { HoldRollout } from './hold-rollout.js';
import { ListDeployments } from './list-deployments.js';
import { Promote } from './promote.js';
import { Restart } from './restart.js';
import { RetryDeployment } from './retry-deployment.js';
import { StreamBuildLog } from './stream-build-log.js';
import { StreamReleaseLog } from './stream-release-log.js';
import { StreamDeployment } from './stream-deployment.js';

@Controller()
export class DeploymentsController {
  constructor(
    private readonly list: ListDeployments,
    private readonly create: CreateDeployment,
    private readonly check: CheckDeployment,
    private readonly deployment: GetDeployment,
    private readonly events: StreamDeployment,
    private readonly buildLog: StreamBuildLog,
    private readonly build: GetBuild,
    private readonly releaseLog: StreamReleaseLog,
    private readonly cancel: CancelDeployment,
    private readonly hold: HoldRollout,
    private readonly retry: RetryDeployment,
    private readonly promotion: Promote,
    private readonly restarting: Restart,
  ) {}

  @Operation('listDeployments')
  listDeployments(@Request() { actor, params, query }: Call<'listDeployments'>) {
    return this.list.run(actor.tenant.id, params, query);
  }

  @Operation('createDeployment')
  createDeployment(@Request() { actor, params, body }: Call<'createDeployment'>) {
    return this.create.run(actor, params, body);
  }

  @Operation('checkDeployment')
  checkDeployment(@Request() { actor, params, body }: Call<'checkDeployment'>) {
    return this.check.run(actor, params, body);
  }

  @Operation('getDeployment')
  getDeployment(@Request() { actor, params }: Call<'getDeployment'>) {
    return this.deployment.run(actor.tenant.id, params, params.deployment);
  }

  @Operation('streamDeployment')
  streamDeployment(@Request() call: Call<'streamDeployment'>) {
    return this.events.run(call);
  }

  @Operation('streamBuildLog')
  streamBuildLog(@Request() call: Call<'streamBuildLog'>) {
    return this.buildLog.run(call);
  }

  @Operation('getBuild')
  getBuild(@Request() { actor, params }: Call<'getBuild'>) {
    return this.build.run(actor.tenant.id, params, params.deployment);
  }

  @Operation('streamReleaseLog')
  streamReleaseLog(@Request() call: Call<'streamReleaseLog'>) {
    return this.releaseLog.run(call);
  }

  @Operation('cancelDeployment')
  cancelDeployment(@Request() { actor, params }: Call<'cancelDeployment'>) {
    return this.cancel.run(actor, params, params.deployment);
  }

  @Operation('pauseRollout')
  pauseRollout(@Request() { actor, params }: Call<'pauseRollout'>) {
    return this.hold.run(actor, params, params.deployment, 'pause');
  }

  @Operation('resumeRollout')
  resumeRollout(@Request() { actor, params }: Call<'resumeRollout'>) {
    return this.hold.run(actor, params, params.deployment, 'resume');
  }

  @Operation('continueRollout')
  continueRollout(@Request() { actor, params }: Call<'continueRollout'>) {
    return this.hold.run(actor, params, params.deployment, 'continue');
  }

  @Operation('retryDeployment')
  retryDeployment(@Request() { actor, params }: Call<'retryDeployment'>) {
    return this.retry.run(actor, params, params.deployment);
  }

  @Operation('promote')
  promote(@Request() { actor, params, body }: Call<'promote'>) {
    return this.promotion.run(actor, params, body);
  }

  @Operation('restart')
  restart(@Request() { actor, params }: Call<'restart'>) {
    return this.restarting.run(actor, params);
  }
}
