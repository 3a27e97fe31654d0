import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import fc from "fast-check";
import { ethers } from "hardhat";

import type { CourtLibraryHarness } from "../../../typechain-types";
import { medianOf, multisets, pack, range, verdictOf, votesOf } from "./bruteForce";

const NIBBLES = range(0, 11);
const BATCH = 1_000;

async function deployHarness() {
  return ethers.deployContract("CourtLibraryHarness");
}

type Halves = readonly [provider: number[], receiver: number[]];

/** Compares the library's verdicts with those of sorting. */
async function expectVerdicts(
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

describe("RoundVerdict", () => {
  describe("ofSides", () => {
    it("<CRT-4> is that of sorting for every panel of four seats", async () => {
      const harness = await loadFixture(deployHarness);
      const halves = multisets(NIBBLES, 2);
      const panels = halves.flatMap((provider, index) =>
        halves.slice(index).map((receiver): Halves => [provider, receiver]),
      );

      await expectVerdicts(harness, panels, 2, 3_300);
    });

    for (const sideSeats of [4, 8, 16, 32, 64]) {
      it(`<CRT-4> is that of sorting for random panels of ${2 * sideSeats} seats`, async () => {
        const harness = await loadFixture(deployHarness);
        // Half of the seats do not vote, so that quorums are now met and now missed.
        const nibble = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 11 }));
        const half = fc.array(nibble, { minLength: sideSeats, maxLength: sideSeats });
        const panels = fc.sample(fc.tuple(half, half), { numRuns: 100, seed: sideSeats });

        for (const quorumBps of [1, 3_300, 5_000]) {
          await expectVerdicts(harness, panels, sideSeats, quorumBps);
        }
      });
    }

    it("<CRT-4> rules on opinions 20 points apart, and not on opinions 25 points apart", async () => {
      const harness = await loadFixture(deployHarness);

      const [quorate, agreed, mean] = await harness.verdictsOfSides(
        [pack([4, 0]), pack([4, 0])],
        [pack([6, 0]), pack([6, 7])],
        2,
        3_300,
      );

      expect([...quorate]).to.deep.equal([true, true]);
      expect([...agreed]).to.deep.equal([true, false]);
      expect([...mean]).to.deep.equal([4_000n, 4_250n]);
    });
  });

  describe("ofCircle", () => {
    it("<CRT-4> is the median of all votes, without a quorum", async () => {
      const harness = await loadFixture(deployHarness);

      for (const votes of [[11], [1, 11], [1, 1, 11], [2, 3, 0, 0, 9, 9]]) {
        expect(await harness.verdictOfCircle(pack(votes), 1_250n)).to.equal(
          medianOf(votesOf(votes)),
        );
      }
    });

    it("<CRT-4> is the fallback when nobody voted", async () => {
      const harness = await loadFixture(deployHarness);

      expect(await harness.verdictOfCircle(0n, 1_250n)).to.equal(1_250n);
    });
  });
});
