import { recordEvent, type Tx } from '@berth/db';
import { openDataKey, sealSecret } from '@berth/sealing';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey, type LockedEnvironment } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { GetDeployment } from '../deployments/get-deployment.js';
import { queueDeployment } from '../deployments/queue-deployment.js';
import { Env } from '../env.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { GetConfig } from './get-config.js';
import { nextConfig, type Config, type ConfigChange } from './next-config.js';

/** Sets and removes variables and secrets, all or nothing, as a new config version; deploys it when something runs. */
@Injectable()
export class ChangeConfig {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly getConfig: GetConfig,
    private readonly getDeployment: GetDeployment,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, { deploy, ...change }: BodyOf<'changeConfig'>): Promise<Answer<'changeConfig'>> {
    const tenantId = actor.tenant.id;
    const deploymentId = await this.database.write(async (tx) => {
      const environment = await lockForAction(tx, actor, key);
      const version = await this.addVersion(tx, actor, environment, change);
      if (version === null || !deploy || environment.liveReleaseId === null) return null;
      return queueDeployment(tx, actor, { ...environment, configVersion: version }, 'config', { kind: 'current' });
    });
    const [config, deployment] = await Promise.all([this.getConfig.run(tenantId, key), deploymentId === null ? null : this.getDeployment.run(tenantId, key, deploymentId)]);
    return { config, deployment };
  }

  private async addVersion(tx: Tx, actor: TenantActor, environment: LockedEnvironment, change: ConfigChange): Promise<number | null> {
    const tenantId = actor.tenant.id;
    const present = await tx.configVersion.findUnique({ where: { environmentId_version: { environmentId: environment.id, version: environment.configVersion } }, select: { variables: true, secrets: true } });
    const dataKey = Object.keys(change.secrets).length > 0 ? await this.dataKeyOf(tx, tenantId) : Buffer.alloc(0);
    const next = nextConfig((present ?? { variables: {}, secrets: {} }) as Config, change, (name, value) => sealSecret(dataKey, environment.id, name, value));
    dataKey.fill(0);
    if (!next) return null;
    const version = environment.configVersion + 1;
    await tx.configVersion.create({ data: { environmentId: environment.id, version, tenantId, ...next.config, createdBy: actor.email } });
    await tx.environment.update({ where: { id: environment.id }, data: { configVersion: version } });
    await recordEvent(tx, { tenantId, appId: environment.appId, environmentId: environment.id, actor: actor.email }, 'config.changed', { version, names: next.names });
    return version;
  }

  private async dataKeyOf(tx: Tx, tenantId: string): Promise<Buffer> {
    const { dataKey } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { dataKey: true } });
    return openDataKey(this.env.installationKey, tenantId, dataKey);
  }
}
