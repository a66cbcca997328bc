import { appSlug, Problem, roleAtLeast, tenantSlug, type Role } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, TenantActor } from '../account/actor.js';
import { Authenticate } from '../account/authenticate.js';
import { CheckPassword } from '../account/check-password.js';
import { looksLikeToken } from '../account/token-secret.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { refuseCrossSite } from '../http/cross-site.js';
import { notFound } from '../http/not-found.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { GitRepositories } from './git-repositories.js';
import { PendingPushes } from './pending-pushes.js';
import { PreviewBranches, type PushedPreviews } from './preview-branches.js';

export const services = ['git-upload-pack', 'git-receive-pack'] as const;
/** What git asks for: to fetch, or to push. */
export type GitService = (typeof services)[number];

/** An app whose repository the caller may use. */
export interface GitTarget {
  actor: TenantActor;
  app: { id: string; slug: string };
  repository: string;
  /** Where git's hook notes that a push is about to be stored. */
  mark: string;
  /** What a push may make of branches. */
  previews: PushedPreviews;
}

const roleFor: Record<GitService, Role> = { 'git-upload-pack': 'viewer', 'git-receive-pack': 'developer' };
const maxEmail = 254;

/** Lets git in: 401 without a login, the same 404 for what is absent and what is not theirs, 403 for a role too low. */
@Injectable()
export class GitAccess {
  constructor(
    private readonly authenticate: Authenticate,
    private readonly checkPassword: CheckPassword,
    private readonly database: Database,
    private readonly repositories: GitRepositories,
    private readonly pending: PendingPushes,
    private readonly previews: PreviewBranches,
    private readonly env: Env,
  ) {}

  async run(request: FastifyRequest, service: GitService): Promise<GitTarget> {
    refuseCrossSite(request, this.env.publicUrl); // browsers send a remembered login on behalf of other sites
    const params = request.params as { tenant?: unknown; repository?: unknown };
    const tenant = tenantSlug.safeParse(params.tenant);
    const actor = await this.caller(request, tenant.data);
    request.actor = actor;
    const slug = appSlug.safeParse(String(params.repository).replace(/\.git$/, ''));
    if (!('tenant' in actor) || !slug.success || !String(params.repository).endsWith('.git')) throw notFound();
    const tenantId = actor.tenant.id;
    const app = await this.database.prisma.app.findUnique({ where: { tenantId_slug: { tenantId, slug: slug.data } }, select: { id: true, slug: true, state: true } });
    if (!app) throw notFound();
    const needed = roleFor[service];
    if (!roleAtLeast(actor.role, needed)) throw new Problem('role-missing', `This needs the role ${needed}; you are ${actor.role}.`);
    if (service === 'git-receive-pack') {
      requireActive(actor.tenant.state);
      if (app.state !== 'active') throw new Problem('wrong-state', 'The app is being deleted.');
    }
    const repository = { tenantId, appId: app.id };
    return { actor, app, repository: await this.repositories.ensure(repository), mark: await this.pending.newMark(repository), previews: await this.previews.of(app) };
  }

  /** By `Authorization: Basic` with a token as the password (or user name), or an e-mail address and its password. */
  private async caller(request: FastifyRequest, tenant: string | undefined): Promise<Actor | TenantActor> {
    const { authorization } = request.headers;
    if (authorization !== undefined && /^Bearer /i.test(authorization)) return this.authenticate.run(request, tenant);
    const encoded = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
    if (encoded === undefined) throw new Problem('unauthenticated', 'Git has to log in here.');
    const [, user = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
    const token = [password, user].find(looksLikeToken);
    if (token !== undefined) return this.authenticate.byToken(token, tenant);
    if (!user.includes('@') || user.length > maxEmail || password.length > maxEmail || `${user}${password}`.includes('\0')) throw new Problem('unauthenticated', 'The password that git sent is no API token of this installation.');
    return this.authenticate.byUser(await this.checkPassword.run(request.ip, user.toLowerCase(), password), tenant);
  }
}
