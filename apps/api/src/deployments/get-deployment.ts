import { Injectable } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import { deploymentColumns, deploymentJoins, DeploymentViews, type DeploymentRow, type DeploymentView } from './deployment-view.js';

const find = {
  name: 'get-deployment',
  text: `SELECT ${deploymentColumns} FROM deployment d ${deploymentJoins} WHERE d.id = $1 AND d."tenantId" = $2 AND a."tenantId" = $2 AND a.slug = $3 AND e.slug = $4`,
};

@Injectable()
export class GetDeployment {
  constructor(
    private readonly database: Database,
    private readonly views: DeploymentViews,
  ) {}

  /** A deployment of the tenant's environment. Throws not-found. */
  async run(tenantId: string, { app, environment }: EnvironmentKey, deploymentId: string): Promise<DeploymentView> {
    const [view] = await this.views.of(await this.database.rows<DeploymentRow>(find, [deploymentId, tenantId, app, environment]));
    if (!view) throw notFound();
    return view;
  }
}
