import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import fc from "fast-check";

import { deployHarness, medianOf, multisets, pack, range, votesOf } from "./bruteForce";

describe("MedianTally", () => {
  describe("median", () => {
    it("<CRT-4> is that of sorting for every tally of up to four votes", async () => {
      const harness = await loadFixture(deployHarness);
      const tallies = range(1, 4).flatMap((length) => multisets(range(1, 11), length));

      const medians = await harness.medians(tallies.map(pack));

      expect(tallies.length).to.equal(11 + 66 + 286 + 1_001);
      expect(medians.map(Number)).to.deep.equal(tallies.map((tally) => medianOf(votesOf(tally))));
    });

    it("<CRT-4> is that of sorting for random words of any length, with seats that did not vote", async () => {
      const harness = await loadFixture(deployHarness);
      const words = fc
        .sample(fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 64 }), {
          numRuns: 1_000,
          seed: 1_998,
        })
        .filter((word) => votesOf(word).length > 0);

      const medians = await harness.medians(words.map(pack));

      expect(medians.map(Number)).to.deep.equal(words.map((word) => medianOf(votesOf(word))));
    });
  });
});
