import { mulberry } from "../graph/random";

/** Random choices of a move, the same ones for the same seed. */
export class Dice {
  private readonly random: () => number;

  /** @param wild Whether to try what is likely to be refused. */
  constructor(
    seed: number,
    readonly wild: boolean,
  ) {
    this.random = mulberry(seed);
  }

  /** An integer from 0 to below the limit. */
  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** Whether to stray from what is right: often if wild, and never otherwise. */
  strays(): boolean {
    return this.wild && this.chance(0.25);
  }

  /** One of the items; undefined if there are none. */
  pick<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }

  /** One of some items that are surely there. */
  one<T>(...items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  /** An amount up to what is possible; 0 and one too many if wild. */
  amount(most: bigint): bigint {
    if (this.wild && this.chance(0.3)) return this.one(0n, most + 1n);
    if (this.chance(0.35)) return most;
    if (this.chance(0.15)) return 1n;
    return this.upTo(most);
  }

  /** A number from 0 to the most. */
  upTo(most: bigint): bigint {
    if (most <= 0n) return 0n;
    return (most * BigInt(this.below(1_000_001))) / 1_000_000n;
  }

  /** The time, and the seconds around it if wild. */
  around(time: bigint): bigint {
    return this.wild ? time + this.one(-1n, 0n, 1n) : time;
  }
}
