import type { Both } from "./world";

const CLOSE = 2_000n;

export interface RoundVerdict {
  /** The mean of both opinions, if both sides had a quorum. */
  readonly mean: bigint | undefined;
  /** Whether the opinions are close enough to be a ruling. */
  readonly agreed: boolean;
}

/** CRT-4: the median, or the mean of the middle two. */
export function opinionOf(votes: readonly bigint[]): bigint {
  const sorted = [...votes].sort((a, b) => Number(a - b));
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError("No votes have no median");
  return (lower + upper) / 2n;
}

/** CRT-4: what the votes of both sides come to. */
export function verdictOf(
  sides: Both<readonly bigint[]>,
  seatsOfSide: number,
  quorumBps: bigint,
): RoundVerdict {
  const hasQuorum = (votes: readonly bigint[]): boolean =>
    BigInt(votes.length) * 10_000n >= BigInt(seatsOfSide) * quorumBps;
  if (!sides.every(hasQuorum)) return { mean: undefined, agreed: false };
  const [one, other] = [opinionOf(sides[0]), opinionOf(sides[1])];
  const apart = one > other ? one - other : other - one;
  return { mean: (one + other) / 2n, agreed: apart <= CLOSE };
}
