import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { StreamLogs } from './stream-logs.js';

@Controller()
export class LogsController {
  constructor(private readonly logs: StreamLogs) {}

  @Operation('streamLogs')
  streamLogs(@Request() call: Call<'streamLogs'>) {
    return this.logs.run(call);
  }
}
