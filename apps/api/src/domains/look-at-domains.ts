import { recordEvent } from '@berth/db';
import { certificateWarningDays } from '@berth/domain';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../database.js';
import { LookForProof } from './look-for-proof.js';

const lookMs = 5_000;
/** Looks that one turn takes, in all and of one tenant: nobody's domains wait for another's. */
const most = { atOnce: 40, ofTenant: 5 };
/** Longer than a look takes; one that was broken off is taken up again afterwards. */
const claimSeconds = 60;
const announcedAtOnce = 100;

/** Looks for the proofs of pending domains, and announces once that a certificate will end soon. */
@Injectable()
export class LookAtDomains implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(LookAtDomains.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly look: LookForProof,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.turn()
        .catch((error: unknown) => this.log.error(`domains were not looked at: ${String(error)}`))
        .finally(() => (this.running = undefined));
    }, lookMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Looks at what is due. */
  async turn(): Promise<void> {
    await this.announceEnds();
    await Promise.all((await this.claim()).map(({ id }) => this.look.run(id)));
  }

  private claim(): Promise<{ id: string }[]> {
    return this.database.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('domains', 0))`;
      return tx.$queryRaw<{ id: string }[]>`
        UPDATE domain SET "dueAt" = (now() AT TIME ZONE 'UTC') + make_interval(secs => ${claimSeconds}::double precision)
        WHERE id IN (
          SELECT due.id FROM (
            SELECT d.id, d."dueAt", row_number() OVER (PARTITION BY d."tenantId" ORDER BY d."dueAt") AS place
            FROM domain d JOIN environment e ON e.id = d."environmentId" JOIN app a ON a.id = e."appId" JOIN tenant t ON t.id = a."tenantId"
            WHERE d."verifiedAt" IS NULL AND d."dueAt" <= (now() AT TIME ZONE 'UTC') AND e.state = 'active' AND a.state = 'active' AND t.state = 'active'
          ) due WHERE due.place <= ${most.ofTenant} ORDER BY due."dueAt" LIMIT ${most.atOnce})
        RETURNING id`;
    });
  }

  private async announceEnds(): Promise<void> {
    await this.database.prisma.$transaction(async (tx) => {
      const ending = await tx.$queryRaw<{ id: string; tenantId: string; appId: string; environmentId: string; name: string; certificateUntil: Date }[]>`
        SELECT d.id, d."tenantId", e."appId", d."environmentId", d.name, d."certificateUntil" FROM domain d JOIN environment e ON e.id = d."environmentId"
        WHERE d."certificateUntil" <= (now() AT TIME ZONE 'UTC') + make_interval(days => ${certificateWarningDays}::integer) AND d."certificateWarnedAt" IS NULL
        LIMIT ${announcedAtOnce} FOR UPDATE OF d SKIP LOCKED`;
      for (const { id, tenantId, appId, environmentId, name, certificateUntil } of ending) {
        await tx.domain.update({ where: { id }, data: { certificateWarnedAt: new Date() } });
        await recordEvent(tx, { tenantId, appId, environmentId }, 'domain.certificateEnding', { host: name, validUntil: certificateUntil.toISOString() });
      }
    });
  }
}
