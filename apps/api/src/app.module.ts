import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AccountController } from './account/account.controller.js';
import { AnswerDeviceLogin } from './account/answer-device-login.js';
import { Authenticate } from './account/authenticate.js';
import { BetterAuth } from './account/better-auth.js';
import { CheckPassword } from './account/check-password.js';
import { CreateToken } from './account/create-token.js';
import { DeleteToken } from './account/delete-token.js';
import { GetMe } from './account/get-me.js';
import { ListTokens } from './account/list-tokens.js';
import { LogIn } from './account/log-in.js';
import { LogOut } from './account/log-out.js';
import { PollDeviceLogin } from './account/poll-device-login.js';
import { StartDeviceLogin } from './account/start-device-login.js';
import { Throttle } from './account/throttle.js';
import { AppViews } from './apps/app-view.js';
import { AppsController } from './apps/apps.controller.js';
import { ChangeEnvironment } from './apps/change-environment.js';
import { CreateEnvironment } from './apps/create-environment.js';
import { CreateApp } from './apps/create-app.js';
import { DeleteEnvironment } from './apps/delete-environment.js';
import { DeleteApp } from './apps/delete-app.js';
import { FindEnvironmentId } from './apps/find-environment-id.js';
import { GetApp } from './apps/get-app.js';
import { GetEnvironment } from './apps/get-environment.js';
import { ListApps } from './apps/list-apps.js';
import { ChangeConfig } from './config/change-config.js';
import { ConfigController } from './config/config.controller.js';
import { GetConfig } from './config/get-config.js';
import { Database } from './database.js';
import { CancelDeployment } from './deployments/cancel-deployment.js';
import { CheckDeployment } from './deployments/check-deployment.js';
import { CreateDeployment } from './deployments/create-deployment.js';
import { DeploymentsController } from './deployments/deployments.controller.js';
import { DeploymentViews } from './deployments/deployment-view.js';
import { GetBuild } from './deployments/get-build.js';
import { GetDeployment } from './deployments/get-deployment.js';
import { ListDeployments } from './deployments/list-deployments.js';
import { Promote } from './deployments/promote.js';
import { Restart } from './deployments/restart.js';
import { RetryDeployment } from './deployments/retry-deployment.js';
import { StreamBuildLog } from './deployments/stream-build-log.js';
import { StreamReleaseLog } from './deployments/stream-release-log.js';
import { StreamDeployment } from './deployments/stream-deployment.js';
import { Env } from './env.js';
import { EventRows } from './events/event-rows.js';
import { StreamEvents } from './events/stream-events.js';
import { DeployPush } from './git/deploy-push.js';
import { FollowPush } from './git/follow-push.js';
import { GitAccess } from './git/git-access.js';
import { GitController } from './git/git.controller.js';
import { GitRepositories } from './git/git-repositories.js';
import { PendingPushes } from './git/pending-pushes.js';
import { ServeGit } from './git/serve-git.js';
import { TendRepositories } from './git/tend-repositories.js';
import { AccessGuard } from './http/access.guard.js';
import { CheckRoutes } from './http/check-routes.js';
import { Idempotency } from './http/idempotency.js';
import { OperationInterceptor } from './http/operation.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { Streams } from './http/streams.js';
import { AskWorker } from './live/ask-worker.js';
import { PostgresNotices } from './live/postgres-notices.js';
import { LiveRedis } from './live/redis.js';
import { LogReaders } from './logs/log-readers.js';
import { LogsController } from './logs/logs.controller.js';
import { PreviousLines } from './logs/previous-lines.js';
import { StreamLogs } from './logs/stream-logs.js';
import { AddMember } from './members/add-member.js';
import { ChangeMember } from './members/change-member.js';
import { ListMembers } from './members/list-members.js';
import { MembersController } from './members/members.controller.js';
import { RemoveMember } from './members/remove-member.js';
import { ChangeTenantState } from './operator/change-tenant-state.js';
import { CreateTenant } from './operator/create-tenant.js';
import { DeleteTenant } from './operator/delete-tenant.js';
import { GetAnyBudget } from './operator/get-any-budget.js';
import { GetAnyTenant } from './operator/get-any-tenant.js';
import { ListAllTenants } from './operator/list-all-tenants.js';
import { ListClusters } from './operator/list-clusters.js';
import { ListPlans } from './operator/list-plans.js';
import { OperatorController } from './operator/operator.controller.js';
import { PutPlan } from './operator/put-plan.js';
import { SetBudget } from './operator/set-budget.js';
import { CheckReady } from './platform/check-ready.js';
import { PlatformController } from './platform/platform.controller.js';
import { ChangePreviewSettings } from './previews/change-preview-settings.js';
import { CreatePreview } from './previews/create-preview.js';
import { DeletePreview } from './previews/delete-preview.js';
import { GetPreviewSettings } from './previews/get-preview-settings.js';
import { ListPreviews } from './previews/list-previews.js';
import { PreviewsController } from './previews/previews.controller.js';
import { ProcessesController } from './processes/processes.controller.js';
import { ReadProcesses } from './processes/read-processes.js';
import { ScaleProcess } from './processes/scale-process.js';
import { DiffReleases } from './releases/diff-releases.js';
import { GetRelease } from './releases/get-release.js';
import { ListReleases } from './releases/list-releases.js';
import { ReleasesController } from './releases/releases.controller.js';
import { RollBack } from './releases/roll-back.js';
import { SourcesController } from './sources/sources.controller.js';
import { StoreSource } from './sources/store-source.js';
import { UnpackZip } from './sources/unpack-zip.js';
import { UploadSource } from './sources/upload-source.js';
import { GetBudget } from './tenants/get-budget.js';
import { GetTenant } from './tenants/get-tenant.js';
import { ListTenants } from './tenants/list-tenants.js';
import { TenantsController } from './tenants/tenants.controller.js';

const account = [AnswerDeviceLogin, Authenticate, BetterAuth, CheckPassword, CreateToken, DeleteToken, GetMe, ListTokens, LogIn, LogOut, PollDeviceLogin, StartDeviceLogin, Throttle];
const tenants = [GetBudget, GetTenant, ListTenants, AddMember, ChangeMember, ListMembers, RemoveMember];
const operator = [ChangeTenantState, CreateTenant, DeleteTenant, GetAnyBudget, GetAnyTenant, ListAllTenants, ListClusters, ListPlans, PutPlan, SetBudget];
const apps = [AppViews, ChangeEnvironment, CreateApp, CreateEnvironment, DeleteApp, DeleteEnvironment, FindEnvironmentId, GetApp, GetEnvironment, ListApps, ReadProcesses, ScaleProcess, ChangeConfig, GetConfig];
const previews = [ChangePreviewSettings, CreatePreview, DeletePreview, GetPreviewSettings, ListPreviews];
const deployments = [CancelDeployment, CheckDeployment, CreateDeployment, DeploymentViews, GetBuild, GetDeployment, ListDeployments, Promote, Restart, RetryDeployment, StreamBuildLog, StreamReleaseLog, StreamDeployment, DiffReleases, GetRelease, ListReleases, RollBack, StoreSource, UnpackZip, UploadSource];
const git = [DeployPush, FollowPush, GitAccess, GitRepositories, PendingPushes, ServeGit, TendRepositories];
const live = [EventRows, StreamEvents, AskWorker, PostgresNotices, LiveRedis, LogReaders, PreviousLines, StreamLogs];
const http = [CheckReady, CheckRoutes, Database, Idempotency, Streams, { provide: APP_GUARD, useClass: AccessGuard }, { provide: APP_INTERCEPTOR, useClass: OperationInterceptor }, { provide: APP_FILTER, useClass: ProblemFilter }];

/** Everything of the API around one configuration. */
@Module({})
export class AppModule {
  static with(env: Env): DynamicModule {
    return {
      module: AppModule,
      imports: [DiscoveryModule],
      controllers: [AccountController, AppsController, ConfigController, DeploymentsController, GitController, LogsController, MembersController, OperatorController, PlatformController, PreviewsController, ProcessesController, ReleasesController, SourcesController, TenantsController],
      providers: [{ provide: Env, useValue: env }, ...account, ...tenants, ...operator, ...apps, ...previews, ...deployments, ...git, ...live, ...http],
    };
  }
}
