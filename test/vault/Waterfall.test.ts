import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import fc from "fast-check";
import { ethers } from "hardhat";

import { shareUnits, splitUnits } from "./waterfallReference";

const MAX = 2n ** 96n - 1n;
const SMALL = 7n;

async function deployHarness() {
  const harness = await ethers.deployContract("WaterfallHarness");
  return { harness };
}

function upTo(last: bigint): bigint[] {
  return Array.from({ length: Number(last) + 1 }, (_, index) => BigInt(index));
}

/** Amounts of every magnitude. */
const amount = fc
  .tuple(fc.integer({ min: 0, max: 96 }), fc.bigInt({ min: 0n, max: MAX }))
  .map(([bits, value]) => value >> BigInt(bits));

describe("Waterfall", () => {
  describe("split", () => {
    it("<COV-3> lays every small amount as a unit by unit distribution does", async () => {
      const { harness } = await loadFixture(deployHarness);

      for (const room0 of upTo(SMALL)) {
        for (const room1 of upTo(SMALL)) {
          const results = await Promise.all(
            upTo(room0 + room1).map(async (total) => {
              const [part0, part1] = await harness.split(total, room0, room1);
              return [part0, part1];
            }),
          );
          expect(results, `rooms ${room0} and ${room1}`).to.deep.equal(
            upTo(room0 + room1).map((total) => splitUnits(total, room0, room1)),
          );
        }
      }
    });

    it("<COV-3> takes halves that fit their rooms and add up, for amounts up to 2^96 - 1", async () => {
      const { harness } = await loadFixture(deployHarness);

      await fc.assert(
        fc.asyncProperty(amount, amount, amount, async (any, room0, room1) => {
          const sum = room0 + room1;
          const total = sum === 0n ? 0n : any % ((sum > MAX ? MAX : sum) + 1n);

          const [part0, part1] = await harness.split(total, room0, room1);

          const half = (total + 1n) / 2n;
          const least = total > room1 ? total - room1 : 0n;
          const nearest = half > room0 ? room0 : half < least ? least : half;
          expect([part0, part1]).to.deep.equal([nearest, total - nearest]);
        }),
        { numRuns: 300 },
      );
    });

    for (const { title, total, rooms, parts } of [
      { title: "the odd unit from slot 0", total: 7n, rooms: [10n, 10n], parts: [4n, 3n] },
      { title: "one unit from slot 0", total: 1n, rooms: [1n, 1n], parts: [1n, 0n] },
      {
        title: "one unit from slot 1 if slot 0 is full",
        total: 1n,
        rooms: [0n, 1n],
        parts: [0n, 1n],
      },
      {
        title: "more from slot 1 where slot 0 has less",
        total: 9n,
        rooms: [2n, 9n],
        parts: [2n, 7n],
      },
      {
        title: "more from slot 0 where slot 1 has less",
        total: 9n,
        rooms: [9n, 2n],
        parts: [7n, 2n],
      },
      { title: "everything there is", total: 11n, rooms: [9n, 2n], parts: [9n, 2n] },
      {
        title: "the largest amount",
        total: MAX,
        rooms: [MAX, MAX],
        parts: [2n ** 95n, 2n ** 95n - 1n],
      },
    ] as const) {
      it(`<COV-3> takes ${title}`, async () => {
        const { harness } = await loadFixture(deployHarness);

        expect(await harness.split(total, rooms[0], rooms[1])).to.deep.equal(parts);
      });
    }
  });

  describe("share", () => {
    it("<COV-6> <COV-7> shares every small amount in proportion, slot 0 rounded down", async () => {
      const { harness } = await loadFixture(deployHarness);

      for (const part0 of upTo(SMALL)) {
        for (const part1 of upTo(SMALL)) {
          if (part0 + part1 === 0n) continue;
          const results = await Promise.all(
            upTo(part0 + part1).map(async (total) => {
              const [from0, from1] = await harness.share(total, part0, part1);
              return [from0, from1];
            }),
          );
          expect(results, `parts ${part0} and ${part1}`).to.deep.equal(
            upTo(part0 + part1).map((total) => shareUnits(total, part0, part1)),
          );
        }
      }
    });

    it("<COV-6> <COV-7> never takes more than a part holds, for amounts up to 2^96 - 1", async () => {
      const { harness } = await loadFixture(deployHarness);

      await fc.assert(
        fc.asyncProperty(amount, amount, amount, async (any, part0, part1) => {
          const sum = part0 + part1;
          fc.pre(sum > 0n);
          const total = any % ((sum > MAX ? MAX : sum) + 1n);

          const [from0, from1] = await harness.share(total, part0, part1);

          expect(from0 + from1).to.equal(total);
          expect(from0 <= part0 && from1 <= part1).to.be.true;
          // from0 is the largest whole number not above total x part0 / sum.
          expect(from0 * sum <= total * part0).to.be.true;
          expect((from0 + 1n) * sum > total * part0).to.be.true;
        }),
        { numRuns: 300 },
      );
    });
  });

  describe("min", () => {
    for (const [a, b, least] of [
      [0n, 0n, 0n],
      [1n, 2n, 1n],
      [2n, 1n, 1n],
      [MAX, MAX, MAX],
    ] as const) {
      it(`<COV-6> of ${a} and ${b} is ${least}`, async () => {
        const { harness } = await loadFixture(deployHarness);

        expect(await harness.min(a, b)).to.equal(least);
      });
    }
  });
});
