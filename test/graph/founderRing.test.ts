import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import type { FounderRingHarness } from "../../typechain-types";
import { mulberry } from "./random";

const PLACES = 64;

async function deployHarness(): Promise<FounderRingHarness> {
  return ethers.deployContract("FounderRingHarness");
}

/** The places whose bits are set. */
function placesOf(present: bigint): number[] {
  return Array.from({ length: PLACES }, (_, place) => place).filter(
    (place) => (present >> BigInt(place)) & 1n,
  );
}

/** The two who follow a place around the ring. */
function ringGuarantors(present: bigint, place: number): [number, number] {
  const places = placesOf(present);
  const around = [...places.filter((other) => other > place), ...places, ...places];
  const [first, second] = around;
  if (first === undefined || second === undefined) throw new Error("The ring is empty");
  return [first, second];
}

async function expectRings(
  harness: FounderRingHarness,
  rings: readonly bigint[],
  places: readonly number[],
): Promise<void> {
  const expected = rings.flatMap((present) =>
    places.flatMap((place) => ringGuarantors(present, place)),
  );
  const found = await harness.guarantors([...rings], [...places]);
  expect(found).to.equal(ethers.hexlify(Uint8Array.from(expected)));
}

const ALL_PLACES = Array.from({ length: PLACES }, (_, place) => place);
const RINGS_OF_EIGHT = Array.from({ length: 255 }, (_, index) => BigInt(index + 1));

describe("FounderRing", () => {
  it("<SUR-6> gives everybody the next two, in every ring of up to eight places", async () => {
    const harness = await loadFixture(deployHarness);

    await expectRings(harness, RINGS_OF_EIGHT, ALL_PLACES.slice(0, 9));
  });

  it("<SUR-6> gives everybody the next two, in every such ring at the far end", async () => {
    const harness = await loadFixture(deployHarness);
    const rings = RINGS_OF_EIGHT.map((ring) => ring << 56n);

    await expectRings(harness, rings, [0, ...ALL_PLACES.slice(55)]);
  });

  it("<SUR-6> gives everybody the next two, in rings of up to 64", async () => {
    const harness = await loadFixture(deployHarness);
    const random = mulberry(64);
    const word = (): bigint =>
      (BigInt(Math.floor(random() * 2 ** 32)) << 32n) | BigInt(Math.floor(random() * 2 ** 32));
    const bit = (): bigint => 1n << (word() % 64n);
    const full = (1n << 64n) - 1n;
    const rings = Array.from({ length: 12 }, () => [
      word(),
      word() | word() | word(),
      (word() & word() & word()) | bit(),
      bit() | bit(),
      full & ~bit(),
    ]);

    await expectRings(harness, [full, 1n << 63n, (1n << 63n) | 1n, ...rings.flat()], ALL_PLACES);
  });

  it("counts, adds and removes", async () => {
    const harness = await loadFixture(deployHarness);
    const random = mulberry(7);

    for (let round = 0; round < 40; round++) {
      const present = BigInt(Math.floor(random() * 2 ** 32)) << BigInt(Math.floor(random() * 32));
      const place = Math.floor(random() * PLACES);
      const bit = 1n << BigInt(place);
      expect(await harness.count(present)).to.equal(placesOf(present).length);
      expect(await harness.contains(present, place)).to.equal((present & bit) !== 0n);
      expect(await harness.add(present, place)).to.equal(present | bit);
      expect(await harness.remove(present, place)).to.equal(present & ~bit);
    }
    expect(await harness.count(0n)).to.equal(0n);
    expect(await harness.count((1n << 64n) - 1n)).to.equal(64n);
  });

  it("has nobody to name in an empty ring", async () => {
    const harness = await loadFixture(deployHarness);

    await expect(harness.next(0n, 0)).to.be.revertedWithPanic(0x11);
  });
});
