import { reset } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { measureMembership } from "../../scripts/gas/measureMembership";
import { measureTrade } from "../../scripts/gas/measureTrade";
import { measureScale } from "../../scripts/scale/measureScale";
import { growthsOf } from "../../scripts/scale/ScaleReport";

/** Hundreds of members join, with the other tests beside them. */
const MINUTES = 60_000;

describe("measureScale", () => {
  after(() => reset());

  it("<INV-11> finds that joining and trading cost the same among 8 and among 300 members", async function () {
    this.timeout(5 * MINUTES);
    const grown: number[] = [];
    const report = await measureScale(
      [8, 300],
      { grown: (size) => grown.push(size), measuring: () => undefined },
      [{ measure: measureMembership }, { measure: measureTrade }],
    );
    const [small, large] = report.sizes;

    expect(grown.at(-1)).to.equal(300);
    expect(large).to.include({ members: 300 });
    expect(large?.generations).to.be.above(10);
    expect(large?.mostPrincipals).to.be.above(10);
    expect(Object.keys(large?.costs ?? {})).to.have.members([
      "join",
      "vouch",
      "vouchBacked",
      "withdrawSurety",
      "deposit",
      "depositAgain",
      "propose3",
      "acceptChain",
      "acceptChainBacked",
      "deliver",
      "acceptDelivery",
      "wholeTrade",
    ]);
    expect(Object.keys(small?.costs ?? {})).to.have.members(Object.keys(large?.costs ?? {}));
    expect(growthsOf(report)).to.eql([]);
  });
});
