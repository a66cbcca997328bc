import { recordEvent } from '@berth/db';
import { partsOfRepositoryUrl, Problem, ruleFor } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Throttle } from '../account/throttle.js';
import { Database } from '../database.js';
import { nothingToDo } from './deploy-delivery.js';
import { identityOf, readMessage, type Message } from './read-message.js';
import { rowOf, type RepositoryRow } from './repository-view.js';
import { RunDeliveries } from './run-deliveries.js';
import { SealRepository } from './seal-repository.js';
import { isAuthentic } from './verify-message.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const mostBytes = 2 ** 20;
/** Within ten minutes. */
const most = { messages: 600, refused: 60 };
const nobodysSecret = randomBytes(32).toString('base64');

interface Incoming {
  id: string;
  headers: IncomingHttpHeaders;
  body: unknown;
  ip: string;
}

/** Takes what a provider sends: it is checked and kept as a row, and worked on afterwards. */
@Injectable()
export class ReceiveDelivery {
  constructor(
    private readonly database: Database,
    private readonly sealing: SealRepository,
    private readonly throttle: Throttle,
    private readonly deliveries: RunDeliveries,
  ) {}

  /** A sentence for the provider's own list of deliveries. Throws one and the same problem for an unknown address and for a wrong signature. */
  async run({ id, headers, body, ip }: Incoming): Promise<{ message: string }> {
    if (!Buffer.isBuffer(body)) throw new Problem('bad-request', 'There is no JSON in the request.', { remedy: 'Choose the content type application/json for the webhook.' });
    if (body.length > mostBytes) throw new Problem('payload-too-large');
    const now = new Date();
    const known = uuid.test(id) ? await this.database.prisma.repository.findUnique({ where: { id } }) : null;
    const row = known && rowOf(known);
    const secret = row ? await this.sealing.open(row, 'secret', row.secret) : nobodysSecret;
    if (!isAuthentic(row?.provider ?? 'github', headers, body, secret, now) || !row) {
      await this.throttle.attempt([{ key: `hook-refused:${ip}`, attempts: most.refused }]); // only what is refused counts, so that nobody shuts out others behind one address
      throw new Problem('unauthenticated', 'The message is not signed as this address wants it.', { remedy: 'Enter address and secret of the webhook again: berth repo rotate-secret' });
    }
    await this.throttle.attempt([{ key: `hook:${id}`, attempts: most.messages }]);
    const message = read(() => readMessage(row.provider, headers, body, now));
    if (message.kind === 'ping') return { message: 'Berth is listening.' };
    if (message.kind === 'other') return { message: message.why };
    return this.keep(row, message, identityOf(row.provider, headers, body));
  }

  private async keep(row: RepositoryRow, { event, repository, push }: Extract<Message, { kind: 'push' }>, identity: { delivery: string; fingerprint: string }): Promise<{ message: string }> {
    const { path } = partsOfRepositoryUrl(row.url);
    const elsewhere = repository.toLowerCase() !== path.toLowerCase();
    const rule = ruleFor(row.rules, push.branch);
    const why = elsewhere ? `The message is about ${repository}; this address is for ${path}.` : nothingToDo(rule, { event, ...push });
    const { tenantId, appId } = row;
    const isNew = await this.database.write(async (tx) => {
      const [made] = await tx.repositoryDelivery.createManyAndReturn({
        data: [{ tenantId, repositoryId: row.id, ...identity, event, ...push, ...(why !== null && { state: 'ignored', reason: why, finishedAt: new Date() }) }],
        skipDuplicates: true,
        select: { id: true },
      });
      if (made) await recordEvent(tx, { tenantId, appId }, 'repository.delivery', { delivery: made.id, state: why === null ? 'received' : 'ignored', reason: why });
      return made !== undefined;
    });
    if (!isNew) return { message: 'This delivery came before; it is worked on once.' };
    if (why === null) this.deliveries.wake();
    return { message: why ?? `Berth works on ${push.branch}. See: berth repo deliveries` };
  }
}

function read(parse: () => Message): Message {
  try {
    return parse();
  } catch (cause) {
    throw new Problem('bad-request', 'The message is not as the provider documents it.', { cause });
  }
}
