import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { mulberry } from "./random";
import { deployHarness, expectRings, PLACES, placesOf } from "./rings";

const FULL = (1n << 64n) - 1n;

describe("FounderRing", () => {
  it("<SUR-6> gives everybody the next two, around the ring", async () => {
    const harness = await loadFixture(deployHarness);
    const rings = [0b1n, 0b11n, 0b1101n, 0b111010n, (1n << 63n) | 1n, 7n << 61n, FULL];

    await expectRings(harness, rings, [0, 1, 2, 3, 5, 61, 62, 63]);
  });

  it("<SUR-6> names the next present founder", async () => {
    const harness = await loadFixture(deployHarness);
    const ring = 0b1011n | (1n << 63n);

    const found = await Promise.all([0, 1, 2, 3, 62, 63].map((place) => harness.next(ring, place)));

    expect(found).to.deep.equal([1n, 3n, 3n, 63n, 63n, 0n]);
  });

  it("counts, adds and removes", async () => {
    const harness = await loadFixture(deployHarness);
    const random = mulberry(7);

    for (let round = 0; round < 8; round++) {
      const present = BigInt(Math.floor(random() * 2 ** 32)) << BigInt(Math.floor(random() * 32));
      const place = Math.floor(random() * PLACES);
      const bit = 1n << BigInt(place);
      expect(await harness.count(present)).to.equal(placesOf(present).length);
      expect(await harness.contains(present, place)).to.equal((present & bit) !== 0n);
      expect(await harness.add(present, place)).to.equal(present | bit);
      expect(await harness.remove(present, place)).to.equal(present & ~bit);
    }
    expect(await harness.add(1n, 40)).to.equal((1n << 40n) | 1n);
    expect(await harness.remove((1n << 40n) | 1n, 40)).to.equal(1n);
    expect(await harness.count(0n)).to.equal(0n);
    expect(await harness.count(FULL)).to.equal(64n);
  });

  it("has nobody to name in an empty ring", async () => {
    const harness = await loadFixture(deployHarness);

    await expect(harness.next(0n, 0)).to.be.revertedWithPanic(0x11);
  });
});
