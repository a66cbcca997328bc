import { idleSecondsOf, sleepsWhenIdle, type Scale } from '@berth/domain';
import type { Move } from './move-sleep.js';

/** What is known of a web process that sleeps, or may. */
export interface Standing {
  sleep: string | null;
  scale: Scale;
  /** Whether its cluster wakes apps up on requests, and tells of these. */
  canSleep: boolean;
  idleMs: number;
}

/** What can be seen of it; asked only where it decides. */
export interface Sights {
  /** Whether pods of its own take requests. */
  isUp(): boolean;
  /** For how long the cluster has led requests to the activator too; 0 while it does not. */
  ledMs(): number;
  /** Whether a connection to it is open. */
  isInUse(): Promise<boolean>;
  /** Whether a deployment is at work on it or watched. */
  isDisturbed(): Promise<boolean>;
  /** Why the cluster makes no more pods of it. */
  refusal(): string | null;
}

/** Idle for less than this is not idle: one look at the ingress's counts must have found no request. */
export const lookMs = 2_000;
/** Until an ingress has read that requests are led to the activator too: Traefik as it comes looks every 2 s. */
const ledByIngressMs = 5_000;
/** So long connections are waited for that the ingress only keeps for later (Traefik: 90 s). What is open then is in use: no request goes by the activator for it. */
const patienceMs = 120_000;
export const stayAwake: Move = { from: ['falling'], to: null };

/** For how long the cluster is not asked again after it refused; so long its visitors are told to wait too. */
const refusedMs = 30_000;

/** What a request does to one that is asleep: it wakes it up, or is told at once why that failed a moment ago. */
export function moveOnRequest(refused: { text: string; at: Date | null } | null, now: Date): Move {
  if (refused?.at && now.getTime() - refused.at.getTime() < refusedMs) return { from: ['asleep'], to: 'asleep', refusal: refused.text };
  return { from: ['asleep'], to: 'waking', event: { state: 'waking', reason: 'a request has come' } };
}

/** Where it goes from here: a move, `help` where something should have happened, null where all is well. */
export async function nextMove({ sleep, scale, canSleep, idleMs }: Standing, see: Sights): Promise<Move | 'help' | null> {
  if (sleep !== null && scale.max === 0) return { from: ['falling', 'asleep', 'waking'], to: null }; // stopped: no request wakes it up
  const mayStaySo = canSleep && sleepsWhenIdle(scale);
  if (sleep === null) return mayStaySo && idleMs >= idleSecondsOf(scale) * 1000 && see.isUp() ? { from: [null], to: 'falling', undisturbed: true } : null;
  if (sleep === 'falling') {
    if (!mayStaySo || idleMs < lookMs) return stayAwake;
    const ledMs = see.ledMs();
    if (ledMs < ledByIngressMs) return null;
    if (await see.isInUse()) return ledMs < patienceMs ? null : stayAwake;
    return { from: ['falling'], to: 'asleep', undisturbed: true, event: { state: 'asleep', reason: `no request for ${Math.round(idleMs / 1000)} s` } };
  }
  if (sleep === 'asleep') return mayStaySo ? null : { from: ['asleep'], to: 'waking', event: { state: 'waking', reason: canSleep ? 'it was scaled' : 'nothing on this cluster would wake it up on a request' } };
  if (await see.isDisturbed()) return null;
  if (see.isUp()) return { from: ['waking'], to: null, event: { state: 'awake', reason: 'its pods take requests' } };
  const refusal = mayStaySo ? see.refusal() : null;
  return refusal === null ? 'help' : { from: ['waking'], to: 'asleep', refusal, event: { state: 'refused', reason: refusal } };
}
