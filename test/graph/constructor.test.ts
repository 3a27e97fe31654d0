import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { ethers } from "hardhat";

import { deployGraphCommunity } from "./graphCommunity";

describe("SuretyGraph constructor", () => {
  it("<CHA-5> knows its modules", async () => {
    const { graph, charter, membership, vault, forwarder } =
      await loadFixture(deployGraphCommunity);

    expect(await graph.CHARTER()).to.equal(charter);
    expect(await graph.MEMBERSHIP()).to.equal(membership);
    expect(await graph.VAULT()).to.equal(vault);
    expect(await graph.isTrustedForwarder(forwarder)).to.equal(true);
  });

  it("<SUR-6> places the founders in the circle in the order of their numbers", async () => {
    const { graph, founders } = await loadFixture(deployGraphCommunity);

    const size = BigInt(founders.length);
    for (const { id } of founders) {
      expect(await graph.guarantorsOf(id)).to.deep.equal([
        (id % size) + 1n,
        ((id + 1n) % size) + 1n,
        size,
      ]);
    }
  });

  for (const missing of ["charter", "membership", "vault"] as const) {
    it(`<CHA-5> refuses the zero address for the ${missing}`, async () => {
      const { graph, forwarder, ...community } = await loadFixture(deployGraphCommunity);
      const modules = (["charter", "membership", "vault"] as const).map((name) =>
        name === missing ? ZeroAddress : community[name],
      );

      await expect(
        ethers.deployContract("SuretyGraph", [...modules, forwarder]),
      ).to.be.revertedWithCustomError(graph, "ZeroAddress");
    });
  }
});
