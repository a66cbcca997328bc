import type { FailureClass } from '@berth/domain';
import type { Failure } from '@berth/k8s-adapter';

const usualMs = 5_000;
/** What often passes by itself is watched longer before it counts. */
const patience: Partial<Record<FailureClass, number>> = { 'registry-unreachable': 30_000, 'registry-throttled': 30_000, unschedulable: 20_000, quota: 60_000, 'verify-failed': 10_000 };

/** Permanent failures count at once; any other when it is seen again some seconds after it was seen first. */
export class FailureConfirmation {
  private readonly firstSeen = new Map<string, number>();

  /** Starts anew, after something was changed about it. */
  forget(): void {
    this.firstSeen.clear();
  }

  /** What was seen of one process has passed. */
  clear(process: string): void {
    for (const key of this.firstSeen.keys()) if (key.startsWith(`${process}/`)) this.firstSeen.delete(key);
  }

  /** The failure, once it counts; null before. `now` in milliseconds. */
  judge(process: string, failure: Failure | null, now: number): Failure | null {
    if (!failure) return null;
    if (failure.permanent) return failure;
    const key = `${process}/${failure.class}`;
    const first = this.firstSeen.get(key);
    if (first === undefined) {
      this.firstSeen.set(key, now);
      return null;
    }
    return now - first >= (patience[failure.class] ?? usualMs) ? failure : null;
  }
}
