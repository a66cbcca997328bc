import { openApiDocument } from '@berth/contract';
import { berthFileJsonSchema } from '@berth/domain';
import { Controller, Get, Header } from '@nestjs/common';
import { Env } from '../env.js';
import { Operation, type Answer } from '../http/operation.js';
import { CheckReady } from './check-ready.js';
import { failurePage, failurePagePolicy } from './failure-page.js';

@Controller()
export class PlatformController {
  private readonly document: object;
  private readonly berthFile = berthFileJsonSchema();

  constructor(
    private readonly ready: CheckReady,
    env: Env,
  ) {
    this.document = { ...openApiDocument(), servers: [{ url: `${env.publicUrl}/api` }] };
  }

  @Operation('getHealth')
  getHealth(): Answer<'getHealth'> {
    return { status: 'ok' };
  }

  @Operation('getReady')
  getReady() {
    return this.ready.run();
  }

  @Operation('getBerthFileSchema')
  getBerthFileSchema(): Answer<'getBerthFileSchema'> {
    return this.berthFile;
  }

  /** The contract itself, with this installation's address. */
  @Get('/openapi.json')
  getContract(): object {
    return this.document;
  }

  /** What every failure of a deployment means, for people; failures link to their section. */
  @Get('/docs/failures')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', failurePagePolicy)
  @Header('cache-control', 'public, max-age=300')
  getFailurePage(): string {
    return failurePage;
  }
}
