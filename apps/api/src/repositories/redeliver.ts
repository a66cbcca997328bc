import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import type { Answer } from '../http/operation.js';
import { deliveryViews } from './delivery-view.js';
import { repositoryOf } from './repository-view.js';
import { RunDeliveries } from './run-deliveries.js';

/** Works on a push once more that was ignored or failed, or deploys its commit again. */
@Injectable()
export class Redeliver {
  constructor(
    private readonly database: Database,
    private readonly deliveries: RunDeliveries,
  ) {}

  async run(actor: TenantActor, app: string, id: string): Promise<Answer<'redeliver'>> {
    const row = await this.database.write(async (tx) => {
      const { id: repositoryId } = await repositoryOf(tx, actor.tenant.id, app);
      const known = await tx.repositoryDelivery.findFirst({ where: { id, repositoryId } });
      if (!known) throw new Problem('not-found', `The repository of app ${app} has no such delivery.`, { remedy: 'See which there are: berth repo deliveries' });
      const { count } = await tx.repositoryDelivery.updateMany({
        where: { id, state: { in: ['deployed', 'ignored', 'failed'] }, commit: { not: null } },
        data: { state: 'received', reason: null, attempt: 0, dueAt: new Date(), finishedAt: null, reported: null, reportFailure: null, reportAttempt: 0 },
      });
      if (count === 0) throw new Problem('wrong-state', known.commit === null ? 'There is no commit in this delivery to deploy.' : 'The delivery is being worked on.');
      return { ...known, state: 'received', reason: null, finishedAt: null, reported: null, reportFailure: null };
    });
    this.deliveries.wake();
    const [view] = await deliveryViews(this.database.prisma, [{ ...row, createdAt: new Date(row.createdAt) }]);
    return view!;
  }
}
