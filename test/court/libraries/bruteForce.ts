import { expect } from "chai";
import { ethers } from "hardhat";

import type { CourtLibraryHarness } from "../../../typechain-types";

/** How many panels one call takes. */
const BATCH = 25;

/** A fault in basis points. */
export type Vote = number;

/** What a round's votes come to. */
export interface Verdict {
  quorate: boolean;
  agreed: boolean;
  mean: number;
}

/** Packs the nibbles of seats into a word, seat 0 lowest. */
export function pack(nibbles: readonly number[]): bigint {
  return nibbles.reduce((word, nibble, seat) => word | (BigInt(nibble) << BigInt(4 * seat)), 0n);
}

/** The votes that nibbles stand for, without the seats that did not vote. */
export function votesOf(nibbles: readonly number[]): Vote[] {
  return nibbles.filter((nibble) => nibble >= 1 && nibble <= 11).map((n) => (n - 1) * 1_000);
}

/** The median by sorting: the middle vote or the mean of the middle two. */
export function medianOf(votes: readonly Vote[]): number {
  const sorted = [...votes].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  if (upper === undefined) throw new RangeError("No votes have no median");
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** A round's verdict, straight from CRT-4. */
export function verdictOf(
  provider: readonly Vote[],
  receiver: readonly Vote[],
  sideSeats: number,
  quorumBps: number,
): Verdict {
  const hasQuorum = (votes: readonly Vote[]): boolean =>
    votes.length / sideSeats >= quorumBps / 10_000;
  if (!hasQuorum(provider) || !hasQuorum(receiver)) {
    return { quorate: false, agreed: false, mean: 5_000 };
  }
  const opinions = [medianOf(provider), medianOf(receiver)] as const;
  return {
    quorate: true,
    agreed: Math.abs(opinions[0] - opinions[1]) <= 2_000,
    mean: (opinions[0] + opinions[1]) / 2,
  };
}

/** All lists of `length` from `items` in which no item comes before a lesser one. */
export function multisets(items: readonly number[], length: number): number[][] {
  if (length === 0) return [[]];
  return items.flatMap((item, index) =>
    multisets(items.slice(index), length - 1).map((rest) => [item, ...rest]),
  );
}

/** All lists of `length` from `items`. */
export function tuples(items: readonly number[], length: number): number[][] {
  if (length === 0) return [[]];
  return tuples(items, length - 1).flatMap((rest) => items.map((item) => [item, ...rest]));
}

/** The numbers from `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

export async function deployHarness(): Promise<CourtLibraryHarness> {
  return ethers.deployContract("CourtLibraryHarness");
}

/** The nibbles of both halves of a panel. */
export type Halves = readonly [provider: number[], receiver: number[]];

/** Compares the library's verdicts with those of sorting. */
export async function expectVerdicts(
  harness: CourtLibraryHarness,
  panels: readonly Halves[],
  sideSeats: number,
  quorumBps: number,
): Promise<void> {
  for (let from = 0; from < panels.length; from += BATCH) {
    const batch = panels.slice(from, from + BATCH);
    const [quorate, agreed, mean] = await harness.verdictsOfSides(
      batch.map(([provider]) => pack(provider)),
      batch.map(([, receiver]) => pack(receiver)),
      sideSeats,
      quorumBps,
    );
    const expected = batch.map(([provider, receiver]) =>
      verdictOf(votesOf(provider), votesOf(receiver), sideSeats, quorumBps),
    );
    expect({ quorate: [...quorate], agreed: [...agreed], mean: mean.map(Number) }).to.deep.equal({
      quorate: expected.map((verdict) => verdict.quorate),
      agreed: expected.map((verdict) => verdict.agreed),
      mean: expected.map((verdict) => verdict.mean),
    });
  }
}
