import { Controller } from '@nestjs/common';
import { Operation, Request, type Answer, type Call } from '../http/operation.js';
import { AnswerDeviceLogin } from './answer-device-login.js';
import { CreateToken } from './create-token.js';
import { DeleteToken } from './delete-token.js';
import { GetMe } from './get-me.js';
import { ListTokens } from './list-tokens.js';
import { LogIn } from './log-in.js';
import { LogOut } from './log-out.js';
import { PollDeviceLogin } from './poll-device-login.js';
import { StartDeviceLogin } from './start-device-login.js';

@Controller()
export class AccountController {
  constructor(
    private readonly login: LogIn,
    private readonly logout: LogOut,
    private readonly me: GetMe,
    private readonly tokens: ListTokens,
    private readonly newToken: CreateToken,
    private readonly removeToken: DeleteToken,
    private readonly startDevice: StartDeviceLogin,
    private readonly pollDevice: PollDeviceLogin,
    private readonly answerDevice: AnswerDeviceLogin,
  ) {}

  @Operation('logIn')
  async logIn(@Request() { body, request, reply }: Call<'logIn'>): Promise<Answer<'logIn'>> {
    const { me, cookies } = await this.login.run(body, { address: request.ip, userAgent: request.headers['user-agent'] });
    void reply.header('set-cookie', cookies);
    return me;
  }

  @Operation('logOut')
  async logOut(@Request() { actor, request, reply }: Call<'logOut'>): Promise<void> {
    const cookies = await this.logout.run(actor, request.headers.cookie);
    if (cookies.length > 0) void reply.header('set-cookie', cookies);
  }

  @Operation('getMe')
  getMe(@Request() { actor }: Call<'getMe'>) {
    return this.me.run(actor);
  }

  @Operation('listTokens')
  listTokens(@Request() { actor, query }: Call<'listTokens'>) {
    return this.tokens.run(actor, query);
  }

  @Operation('createToken')
  createToken(@Request() { actor, body }: Call<'createToken'>) {
    return this.newToken.run(actor, body);
  }

  @Operation('deleteToken')
  deleteToken(@Request() { actor, params }: Call<'deleteToken'>) {
    return this.removeToken.run(actor, params.token);
  }

  @Operation('startDeviceLogin')
  startDeviceLogin(@Request() { body, request }: Call<'startDeviceLogin'>) {
    return this.startDevice.run(body, request.ip);
  }

  @Operation('pollDeviceLogin')
  pollDeviceLogin(@Request() { body }: Call<'pollDeviceLogin'>) {
    return this.pollDevice.run(body);
  }

  @Operation('answerDeviceLogin')
  answerDeviceLogin(@Request() { actor, body }: Call<'answerDeviceLogin'>) {
    return this.answerDevice.run(actor, body);
  }
}
