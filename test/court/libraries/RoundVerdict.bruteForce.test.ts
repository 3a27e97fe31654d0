import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import fc from "fast-check";

import { deployHarness, expectVerdicts, multisets, range, type Halves } from "./bruteForce";

const NIBBLES = range(0, 11);

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
  });
});
