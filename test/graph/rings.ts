import { expect } from "chai";
import { ethers } from "hardhat";

import type { FounderRingHarness } from "../../typechain-types";

export const PLACES = 64;

export async function deployHarness(): Promise<FounderRingHarness> {
  return ethers.deployContract("FounderRingHarness");
}

/** The places whose bits are set. */
export function placesOf(present: bigint): number[] {
  return Array.from({ length: PLACES }, (_, place) => place).filter(
    (place) => (present >> BigInt(place)) & 1n,
  );
}

/** Compares both ring guarantors of each place in each ring with those found by going around. */
export async function expectRings(
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

/** The two who follow a place around the ring. */
function ringGuarantors(present: bigint, place: number): [number, number] {
  const places = placesOf(present);
  const around = [...places.filter((other) => other > place), ...places, ...places];
  const [first, second] = around;
  if (first === undefined || second === undefined) throw new Error("The ring is empty");
  return [first, second];
}
