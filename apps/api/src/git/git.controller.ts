import { Problem } from '@berth/domain';
import { Controller, Get, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeployPush } from './deploy-push.js';
import { GitAccess, services, type GitService } from './git-access.js';
import { GitProblemFilter } from './git-problem.filter.js';
import { PreviewBranches } from './preview-branches.js';
import { ServeGit } from './serve-git.js';

/** Git's smart HTTP (gitprotocol-http); its routes are git's own, so that they are no operations of the contract. */
@Controller('git/:tenant/:repository')
@UseFilters(GitProblemFilter)
export class GitController {
  constructor(
    private readonly access: GitAccess,
    private readonly serve: ServeGit,
    private readonly deploy: DeployPush,
    private readonly previews: PreviewBranches,
  ) {}

  @Get('info/refs')
  async refs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = (request.query as { service?: unknown }).service;
    const service = services.find((each) => each === asked);
    const target = await this.access.run(request, service ?? 'git-upload-pack');
    if (!service) throw new Problem('bad-request', 'This is not how git asks for a repository.', { remedy: 'Use git 1.6.6 or newer.' });
    if (service === 'git-receive-pack') await this.previews.prune(target);
    await this.serve.run({ request, reply, target, path: 'info/refs', query: `service=${service}` });
  }

  @Post('git-upload-pack')
  @HttpCode(200)
  async fetch(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const target = await this.accepted(request, 'git-upload-pack');
    await this.serve.run({ request, reply, target, path: 'git-upload-pack' });
  }

  @Post('git-receive-pack')
  @HttpCode(200)
  async push(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const target = await this.accepted(request, 'git-receive-pack');
    await this.serve.run({ request, reply, target, path: 'git-receive-pack' }, (changed, listener) => this.deploy.run(target, changed, listener));
  }

  private async accepted(request: FastifyRequest, service: GitService) {
    const target = await this.access.run(request, service);
    if (request.headers['content-type'] !== `application/x-${service}-request`) throw new Problem('unsupported-media-type');
    return target;
  }
}
