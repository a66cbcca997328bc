import { partsOfRepositoryUrl, type DeploymentState, type ReportedState, type RepositoryProvider } from '@berth/domain';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { problemOf } from '../http/problem.filter.js';
import { ProviderClient } from './provider-client.js';
import { SealRepository } from './seal-repository.js';

const lookMs = 2_000;
const atOnce = 5;
const claimSeconds = 60;
const mostAttempts = 5;
const againMs = 15_000;
/** GitHub takes no more. */
const longestDescription = 140;
const longestFailure = 300;

interface Due {
  id: string;
  repositoryId: string;
  tenantId: string;
  provider: RepositoryProvider;
  url: string;
  token: string;
  commit: string;
  attempt: number;
  deploymentId: string;
  state: DeploymentState;
  failure: { message?: string } | null;
  release: number | null;
  tenant: string;
  app: string;
  environment: string;
}

/** What a provider is told of a commit. */
interface Report {
  state: ReportedState;
  description: string;
  context: string;
  target: string;
}

/**
 * Tells the provider what has become of a commit, where a token allows it: pending while it is deployed, then how it ended.
 * That this fails never fails a deployment; the delivery says so.
 */
@Injectable()
export class ReportCommitStates implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ReportCommitStates.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly sealing: SealRepository,
    private readonly client: ProviderClient,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.look()
        .catch((error: unknown) => this.log.error(`commits' states were not reported: ${String(error)}`))
        .finally(() => (this.running = undefined));
    }, lookMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    await Promise.all((await this.claim()).map((due) => this.report(due)));
  }

  /** Deliveries whose provider does not know yet; nobody else takes them for a minute. */
  private claim(): Promise<Due[]> {
    return this.database.prisma.$queryRaw<Due[]>`
      UPDATE repository_delivery d SET "reportAttempt" = d."reportAttempt" + 1, "reportDueAt" = (now() AT TIME ZONE 'UTC') + make_interval(secs => ${claimSeconds}::double precision)
      FROM repository r, deployment p LEFT JOIN release v ON v.id = p."releaseId", environment e, app a, tenant t
      WHERE r.id = d."repositoryId" AND p.id = d."deploymentId" AND e.id = p."environmentId" AND a.id = e."appId" AND t.id = a."tenantId" AND d.id IN (
        SELECT w.id FROM repository_delivery w JOIN deployment q ON q.id = w."deploymentId" JOIN repository y ON y.id = w."repositoryId"
        WHERE w.state = 'deployed' AND w."reportDueAt" <= (now() AT TIME ZONE 'UTC') AND w."reportAttempt" < ${mostAttempts} AND y.token IS NOT NULL AND w."createdAt" > (now() AT TIME ZONE 'UTC') - interval '1 day'
          AND (w.reported IS NULL OR (w.reported = 'pending' AND q.state NOT IN ('queued', 'running')))
        ORDER BY w.id LIMIT ${atOnce} FOR UPDATE OF w SKIP LOCKED)
      RETURNING d.id, d."repositoryId", d."tenantId", r.provider, r.url, r.token, d.commit, d."reportAttempt" AS attempt, p.id AS "deploymentId", p.state, p.failure, v.version AS release, t.slug AS tenant, a.slug AS app, e.slug AS environment`;
  }

  private async report(due: Due): Promise<void> {
    const report = this.reportOf(due);
    const failure = await this.send(due, report).catch((error: unknown) => problemOf(error).message);
    const { count } = await this.database.prisma.repositoryDelivery.updateMany({
      where: { id: due.id, deploymentId: due.deploymentId, reportAttempt: due.attempt },
      data: failure === null ? { reported: report.state, reportFailure: null, reportAttempt: 0, reportDueAt: new Date() } : { reportFailure: failure.slice(0, longestFailure), reportDueAt: new Date(Date.now() + againMs * due.attempt) },
    });
    if (count > 0 && failure !== null) this.log.warn(`delivery ${due.id}: the commit's state was not reported: ${failure}`);
  }

  private reportOf({ state, failure, release, tenant, app, environment, deploymentId }: Due): Report {
    const told = { queued: 'pending', running: 'pending', live: 'success', failed: 'failure', cancelled: 'error', superseded: 'error' } as const;
    const words = { queued: 'Berth is deploying it', running: 'Berth is deploying it', live: `Live as v${release}`, failed: failure?.message ?? 'The deployment failed', cancelled: 'The deployment was cancelled', superseded: 'A newer deployment came first' };
    return { state: told[state], description: words[state].slice(0, longestDescription), context: `berth/${app}/${environment}`, target: `${this.env.publicUrl}/t/${tenant}/apps/${app}/${environment}/deployments/${deploymentId}` };
  }

  /** Null, or why the provider did not take it. */
  private async send(due: Due, report: Report): Promise<string | null> {
    const token = await this.sealing.open({ id: due.repositoryId, tenantId: due.tenantId }, 'token', due.token);
    const { url, headers, body } = statusRequest(due, report, token);
    const { status } = await this.client.post(url, headers, body);
    if (status >= 200 && status < 300) return null;
    const hint = status === 401 || status === 403 || status === 404 ? ': the token may not set states of commits (GitHub: Commit statuses, read and write; GitLab: scope api)' : '';
    return `${url.host} answered ${status}${hint}.`;
  }
}

/** How each provider is told: GitHub's `statuses` (REST API 2022-11-28), GitLab's `statuses` (API v4). */
export function statusRequest({ provider, url: repository, commit }: Pick<Due, 'provider' | 'url' | 'commit'>, { state, description, context, target }: Report, token: string): { url: URL; headers: Record<string, string>; body: unknown } {
  const { host, path } = partsOfRepositoryUrl(repository);
  if (provider === 'github') {
    const api = host === 'github.com' ? 'https://api.github.com' : `https://${host}/api/v3`;
    return { url: new URL(`${api}/repos/${path}/statuses/${commit}`), headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' }, body: { state, description, context, target_url: target } };
  }
  const states = { pending: 'pending', success: 'success', failure: 'failed', error: 'canceled' } as const;
  return { url: new URL(`https://${host}/api/v4/projects/${encodeURIComponent(path)}/statuses/${commit}`), headers: { 'private-token': token }, body: { state: states[state], description, name: context, target_url: target } };
}
