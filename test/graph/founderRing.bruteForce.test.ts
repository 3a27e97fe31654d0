import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";

import { mulberry } from "./random";
import { deployHarness, expectRings, PLACES } from "./rings";

const ALL_PLACES = Array.from({ length: PLACES }, (_, place) => place);
const RINGS_OF_EIGHT = Array.from({ length: 255 }, (_, index) => BigInt(index + 1));

describe("FounderRing in very many rings", () => {
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
});
