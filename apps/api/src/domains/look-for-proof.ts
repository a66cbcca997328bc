import { enqueue, recordEvent, type Tx } from '@berth/db';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { proofValue } from './domain-proof.js';
import { FindProof } from './find-proof.js';
import { lookAtCertificates } from './look-at-certificates.js';

const pause = { share: 1 / 5, leastMs: 10_000, mostMs: 3_600_000 };
const lookedForMs = 14 * 24 * 3_600_000;
const inUse = 'The proof is there, but the host serves another app of this installation. Remove it there first; where that is not yours, ask the operator.';

/** When the proof of a domain that has waited this long is looked for again: the longer it has, the later; null: not by itself any more. Pure. */
export function nextLook(createdAt: Date, now: Date): Date | null {
  const age = now.getTime() - createdAt.getTime();
  return age > lookedForMs ? null : new Date(now.getTime() + Math.min(pause.mostMs, Math.max(pause.leastMs, age * pause.share)));
}

/** Looks for the proof of a pending domain. Who proves a host first gets it, and keeps it when the record goes. */
@Injectable()
export class LookForProof {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly proof: FindProof,
  ) {}

  async run(domainId: string): Promise<void> {
    const domain = await this.database.prisma.domain.findUnique({ where: { id: domainId }, select: { name: true, verifiedAt: true, environment: { select: { appId: true } } } });
    if (!domain || domain.verifiedAt) return;
    const missing = await this.proof.missing(domain.name, proofValue(this.env.installationKey, domain.environment.appId));
    await this.database.write(async (tx) => {
      if (missing !== null || !(await this.verify(tx, domainId))) await this.wait(tx, domainId, missing ?? inUse);
      return null;
    });
  }

  /** False when the host is somebody's already. */
  private async verify(tx: Tx, domainId: string): Promise<boolean> {
    const [environment] = await tx.$queryRaw<{ id: string; appId: string }[]>`SELECT e.id, e."appId" FROM environment e WHERE e.id = (SELECT "environmentId" FROM domain WHERE id = ${domainId}) AND e.state = 'active' FOR UPDATE`;
    const row = await tx.domain.findUnique({ where: { id: domainId, verifiedAt: null }, select: { tenantId: true, name: true } });
    if (!environment || !row) return true; // removed meanwhile, or verified by another look
    const { id: environmentId, appId } = environment;
    const { tenantId, name } = row;
    const taken = await tx.$executeRaw`INSERT INTO host (name, "tenantId", "environmentId", "domainId") VALUES (${name}, ${tenantId}, ${environmentId}, ${domainId}) ON CONFLICT DO NOTHING`;
    if (taken === 0) return false;
    const now = new Date();
    await tx.domain.update({ where: { id: domainId }, data: { verifiedAt: now, checkedAt: now, dueAt: null, finding: null } });
    await recordEvent(tx, { tenantId, appId, environmentId }, 'domain.verified', { host: name });
    await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId });
    await lookAtCertificates(tx, name);
    return true;
  }

  private async wait(tx: Tx, domainId: string, finding: string): Promise<void> {
    const row = await tx.domain.findUnique({ where: { id: domainId }, select: { createdAt: true } });
    const now = new Date();
    if (row) await tx.domain.updateMany({ where: { id: domainId, verifiedAt: null }, data: { checkedAt: now, dueAt: nextLook(row.createdAt, now), finding } });
  }
}
