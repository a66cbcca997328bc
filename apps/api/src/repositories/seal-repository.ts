import type { Db, Tx } from '@berth/db';
import { openDataKey, openSecret, sealSecret } from '@berth/sealing';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { Env } from '../env.js';

type Field = 'secret' | 'token';
interface Owner {
  id: string;
  tenantId: string;
}

/** Seals and opens what a connection keeps secret, under its tenant's key. */
@Injectable()
export class SealRepository {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  async seal(tx: Tx, { id, tenantId }: Owner, field: Field, value: string): Promise<string> {
    return this.withKey(tx, tenantId, (key) => sealSecret(key, id, `repository-${field}`, value));
  }

  async open({ id, tenantId }: Owner, field: Field, sealed: string): Promise<string> {
    return this.withKey(this.database.prisma, tenantId, (key) => openSecret(key, id, `repository-${field}`, sealed));
  }

  private async withKey<T>(db: Db | Tx, tenantId: string, use: (key: Buffer) => T): Promise<T> {
    const { dataKey } = await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { dataKey: true } });
    const key = openDataKey(this.env.installationKey, tenantId, dataKey);
    try {
      return use(key);
    } finally {
      key.fill(0);
    }
  }
}
