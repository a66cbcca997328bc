import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { OpenTerminal } from '../terminals/open-terminal.js';
import { CreateExec } from './create-exec.js';
import { CreateRun } from './create-run.js';
import { GetRun } from './get-run.js';
import { ListRuns } from './list-runs.js';
import { runFor } from './run-view.js';
import { StopRun } from './stop-run.js';

@Controller()
export class RunsController {
  constructor(
    private readonly list: ListRuns,
    private readonly get: GetRun,
    private readonly create: CreateRun,
    private readonly exec: CreateExec,
    private readonly stop: StopRun,
    private readonly open: OpenTerminal,
  ) {}

  @Operation('listRuns')
  listRuns(@Request() { actor, params, query }: Call<'listRuns'>) {
    return this.list.run(actor, params, query);
  }

  @Operation('getRun')
  async getRun(@Request() { actor, params }: Call<'getRun'>) {
    return runFor(actor.role, await this.get.run(actor.tenant.id, params, params.run));
  }

  @Operation('createRun')
  createRun(@Request() { actor, params, body }: Call<'createRun'>) {
    return this.create.run(actor, params, body);
  }

  @Operation('createExec')
  createExec(@Request() { actor, params, body }: Call<'createExec'>) {
    return this.exec.run(actor, params, body);
  }

  @Operation('stopRun')
  stopRun(@Request() { actor, params }: Call<'stopRun'>) {
    return this.stop.run(actor, params, params.run);
  }

  @Operation('openTerminal')
  openTerminal(@Request() call: Call<'openTerminal'>) {
    return this.open.run(call);
  }
}
