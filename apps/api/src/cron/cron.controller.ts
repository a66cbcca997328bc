import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { PauseCron } from './pause-cron.js';
import { ReadCron } from './read-cron.js';
import { ReadCronRunLog } from './read-cron-run-log.js';
import { ReadCronRuns } from './read-cron-runs.js';
import { RunCron } from './run-cron.js';

@Controller()
export class CronController {
  constructor(
    private readonly cron: ReadCron,
    private readonly runs: ReadCronRuns,
    private readonly log: ReadCronRunLog,
    private readonly start: RunCron,
    private readonly pause: PauseCron,
  ) {}

  @Operation('listCron')
  listCron(@Request() { actor, params }: Call<'listCron'>) {
    return this.cron.run(actor.tenant.id, params);
  }

  @Operation('listCronRuns')
  listCronRuns(@Request() { actor, params, query }: Call<'listCronRuns'>) {
    return this.runs.list(actor.tenant.id, params, params.cron, query);
  }

  @Operation('runCron')
  runCron(@Request() { actor, params }: Call<'runCron'>) {
    return this.start.run(actor, params, params.cron);
  }

  @Operation('getCronRun')
  getCronRun(@Request() { actor, params }: Call<'getCronRun'>) {
    return this.runs.one(actor.tenant.id, params, params.cron, params.cronRun);
  }

  @Operation('getCronRunLog')
  getCronRunLog(@Request() { actor, params }: Call<'getCronRunLog'>) {
    return this.log.run(actor.tenant.id, params, params.cron, params.cronRun);
  }

  @Operation('pauseCron')
  pauseCron(@Request() { actor, params }: Call<'pauseCron'>) {
    return this.pause.run(actor, params, params.cron, true);
  }

  @Operation('resumeCron')
  resumeCron(@Request() { actor, params }: Call<'resumeCron'>) {
    return this.pause.run(actor, params, params.cron, false);
  }
}
