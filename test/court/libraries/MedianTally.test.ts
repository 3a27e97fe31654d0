import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import fc from "fast-check";

import { deployHarness, medianOf, multisets, pack, range, votesOf } from "./bruteForce";

const VOTES = range(1, 11);
const PAID = 15;

describe("MedianTally", () => {
  it("<CRT-3> writes each of the 11 votes as a nibble and reads it back", async () => {
    const harness = await loadFixture(deployHarness);

    for (const nibble of VOTES) {
      const vote = (nibble - 1) * 1_000;
      expect(await harness.encode(vote)).to.equal(nibble);
      expect(await harness.decode(nibble)).to.equal(vote);
    }
  });

  describe("median", () => {
    it("<CRT-4> is that of sorting for any two votes, wherever they stand", async () => {
      const harness = await loadFixture(deployHarness);
      const tallies = multisets(VOTES, 2);

      for (const seat of [1, 62, 63]) {
        const words = tallies.map(([one = 0, other = 0]) => [
          one,
          ...range(1, seat - 1).map(() => 0),
          other,
        ]);
        expect((await harness.medians(words.map(pack))).map(Number)).to.deep.equal(
          tallies.map((tally) => medianOf(votesOf(tally))),
        );
      }
    });

    it("<CRT-4> is that of sorting for every tally of three votes of few kinds", async () => {
      const harness = await loadFixture(deployHarness);
      const tallies = multisets([1, 2, 7, 8, 11], 3);

      const medians = await harness.medians(tallies.map(pack));

      expect(medians.map(Number)).to.deep.equal(tallies.map((tally) => medianOf(votesOf(tally))));
    });

    it("<CRT-4> is that of sorting for every tally of six votes of few kinds", async () => {
      const harness = await loadFixture(deployHarness);
      const tallies = multisets([1, 8, 9, 11], 6);

      const medians = await harness.medians(tallies.map(pack));

      expect(medians.map(Number)).to.deep.equal(tallies.map((tally) => medianOf(votesOf(tally))));
    });

    it("<CRT-4> stands when all 64 seats of a word voted alike", async () => {
      const harness = await loadFixture(deployHarness);

      const words = VOTES.map((nibble) => pack(Array.from({ length: 64 }, () => nibble)));

      expect((await harness.medians(words)).map(Number)).to.deep.equal(
        VOTES.map((nibble) => (nibble - 1) * 1_000),
      );
    });
  });

  describe("voters and buckets", () => {
    it("<CRT-3> puts every vote in its bucket and nothing else", async () => {
      const harness = await loadFixture(deployHarness);
      const words = fc.sample(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 11 }), fc.constant(PAID)), { maxLength: 64 }),
        { numRuns: 200, seed: 1_999 },
      );

      for (const word of words) {
        const buckets = await harness.buckets(pack(word));
        expect(buckets.map(Number)).to.deep.equal(
          VOTES.map((vote) => word.filter((nibble) => nibble === vote).length),
        );
        expect(await harness.voters(pack(word))).to.equal(
          word.filter((nibble) => nibble !== 0).length,
        );
      }
    });

    it("<CRT-3> counts a full word of each kind of seat", async () => {
      const harness = await loadFixture(deployHarness);

      for (const nibble of [...VOTES, PAID]) {
        const word = pack(Array.from({ length: 64 }, () => nibble));
        expect(await harness.voters(word)).to.equal(64n);
        expect((await harness.buckets(word)).map(Number)).to.deep.equal(
          VOTES.map((vote) => (vote === nibble ? 64 : 0)),
        );
      }
    });

    it("<CRT-3> counts nobody in an empty word", async () => {
      const harness = await loadFixture(deployHarness);

      expect(await harness.voters(0n)).to.equal(0n);
      expect((await harness.buckets(0n)).map(Number)).to.deep.equal(VOTES.map(() => 0));
    });
  });

  describe("isQuorate", () => {
    it("<CRT-4> asks for at least the share of the seats", async () => {
      const harness = await loadFixture(deployHarness);
      const cases: [votes: number, seats: number, quorumBps: number, expected: boolean][] = [
        [0, 2, 1, false],
        [1, 64, 1, true],
        [0, 2, 3_300, false],
        [1, 2, 3_300, true],
        [1, 4, 3_300, false],
        [2, 4, 3_300, true],
        [2, 8, 3_300, false],
        [3, 8, 3_300, true],
        [21, 64, 3_300, false],
        [22, 64, 3_300, true],
        [31, 64, 5_000, false],
        [32, 64, 5_000, true],
      ];

      for (const [votes, seats, quorumBps, expected] of cases) {
        expect(await harness.isQuorate(votes, seats, quorumBps)).to.equal(expected);
      }
    });
  });
});
