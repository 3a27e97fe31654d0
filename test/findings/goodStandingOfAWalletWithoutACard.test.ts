import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { deployCommunity } from "../support/community";

describe("A wallet that holds no card", () => {
  it("<MEM-4> has a number that is nobody's, and nobody is in good standing", async () => {
    const { membership, graph, newWallet } = await loadFixture(deployCommunity);
    const { id } = await membership.memberOf(await newWallet());

    expect(id).to.equal(0n);
    expect(await graph.inGoodStanding(id)).to.equal(false);
    await expect(graph.requireGoodStanding(id))
      .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
      .withArgs(0n, 0n, 0n);
  });
});
