import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { ReadProcesses } from './read-processes.js';
import { ScaleProcess } from './scale-process.js';

@Controller()
export class ProcessesController {
  constructor(
    private readonly read: ReadProcesses,
    private readonly scale: ScaleProcess,
  ) {}

  @Operation('listProcesses')
  listProcesses(@Request() { actor, params }: Call<'listProcesses'>) {
    return this.read.run(actor.tenant.id, params);
  }

  @Operation('scaleProcess')
  scaleProcess(@Request() { actor, params, body }: Call<'scaleProcess'>) {
    return this.scale.run(actor, params, params.process, body);
  }
}
