import type { RepositoryProvider } from '@berth/domain';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How far the clock of a signed message may be from ours. */
const toleranceSeconds = 300;
const prefix = 'whsec_';

/** A secret that both providers take: 32 bytes as GitLab wants its signing token (Standard Webhooks), which GitHub takes as any text. */
export const newWebhookSecret = (): string => prefix + randomBytes(32).toString('base64');

/**
 * Whether the provider sent these bytes. GitHub: `X-Hub-Signature-256`, an HMAC over the body. GitLab: its signing token
 * (`webhook-signature` over id, time and body), or its older secret token (`X-Gitlab-Token`), which comes as it is.
 * Secrets are compared in constant time.
 */
export function isAuthentic(provider: RepositoryProvider, headers: IncomingHttpHeaders, body: Buffer, secret: string, now: Date): boolean {
  if (provider === 'github') return equal(textOf(headers, 'x-hub-signature-256'), `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  if (headers['webhook-signature'] !== undefined) return isSigned(headers, body, secret, now);
  return equal(textOf(headers, 'x-gitlab-token'), secret);
}

function isSigned(headers: IncomingHttpHeaders, body: Buffer, secret: string, now: Date): boolean {
  const [id, time, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => textOf(headers, name)) as [string, string, string];
  if (!/^\d{1,12}$/.test(time) || Math.abs(now.getTime() / 1000 - Number(time)) > toleranceSeconds) return false;
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const expected = `v1,${createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest('base64')}`;
  return signatures.split(' ').some((signature) => equal(signature, expected));
}

/** One value of a header; nothing for one that came twice. */
export function textOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Hashed first, so that neither length nor content shows in the time it takes. */
const equal = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other));
