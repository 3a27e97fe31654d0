import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import {
  deployHarness,
  expectVerdicts,
  medianOf,
  multisets,
  pack,
  votesOf,
  type Halves,
} from "./bruteForce";

describe("RoundVerdict", () => {
  describe("ofSides", () => {
    it("<CRT-4> is that of sorting for panels of four seats with votes of few kinds", async () => {
      const harness = await loadFixture(deployHarness);
      const halves = multisets([0, 5, 11], 2);
      const panels = halves.flatMap((provider) =>
        halves.map((receiver): Halves => [provider, receiver]),
      );

      await expectVerdicts(harness, panels, 2, 3_300);
    });

    it("<CRT-4> rules on opinions 20 points apart, and not on opinions 25 points apart", async () => {
      const harness = await loadFixture(deployHarness);
      const lower = [pack([4, 0]), pack([4, 0])];
      const higher = [pack([6, 0]), pack([6, 7])];

      for (const [provider, receiver] of [
        [lower, higher],
        [higher, lower],
      ] as const) {
        const [quorate, agreed, mean] = await harness.verdictsOfSides(provider, receiver, 2, 3_300);

        expect([...quorate]).to.deep.equal([true, true]);
        expect([...agreed]).to.deep.equal([true, false]);
        expect([...mean]).to.deep.equal([4_000n, 4_250n]);
      }
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
