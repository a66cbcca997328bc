import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The choices of one step. They follow from the run's seed and the step's number alone, not from how long anything took. */
export class Choices {
  private readonly generator;

  constructor(seed: number, step: number) {
    this.generator = xoroshiro128plus(seed + Math.imul(step, 0x9e3779b1));
    for (let warm = 0; warm < 8; warm++) this.upTo(1);
  }

  /** A whole number from 0 to `most`, both included. */
  upTo(most: number): number {
    return uniformInt(this.generator, 0, most);
  }

  oneOf<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('nothing to choose from');
    return list[this.upTo(list.length - 1)]!;
  }

  /** True in `percent` of 100 cases. */
  percent(percent: number): boolean {
    return this.upTo(99) < percent;
  }

  /** One of the list, the heavier the likelier. */
  weighted<T extends { weight: number }>(list: readonly T[]): T {
    let left = this.upTo(list.reduce((sum, { weight }) => sum + weight, 0) - 1);
    for (const one of list) {
      left -= one.weight;
      if (left < 0) return one;
    }
    throw new Error('nothing to choose from');
  }
}
