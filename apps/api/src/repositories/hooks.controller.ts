import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ReceiveDelivery } from './receive-delivery.js';

/** What GitHub and GitLab send. The signature of the bytes is the login, so that it is no operation of the contract. */
@Controller('hooks/v1')
export class HooksController {
  constructor(private readonly receive: ReceiveDelivery) {}

  @Post(':id')
  @HttpCode(202)
  hook(@Param('id') id: string, @Req() request: FastifyRequest): Promise<{ message: string }> {
    return this.receive.run({ id, headers: request.headers, body: request.body, ip: request.ip });
  }
}
