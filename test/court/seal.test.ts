import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { deployCommunity } from "../support/community";

async function deployUnsealed() {
  const community = await deployCommunity({ unsealed: true });
  const court = await ethers.getContractAt("GuarantorCourt", community.court);
  return { ...community, court };
}

describe("GuarantorCourt seal", () => {
  describe("given the court is not sealed", () => {
    it("names the trade contract once, by the deployer", async () => {
      const { court, deployer, trade } = await loadFixture(deployUnsealed);

      await expect(court.connect(deployer).seal(trade)).to.emit(court, "Sealed").withArgs();
      await expect(court.connect(deployer).seal(trade)).to.be.revertedWithCustomError(
        court,
        "AlreadySealed",
      );
    });

    it("refuses everybody else", async () => {
      const { court, deployer, governor, trade } = await loadFixture(deployUnsealed);

      await expect(court.connect(governor).seal(trade))
        .to.be.revertedWithCustomError(court, "NotDeployer")
        .withArgs(governor.address, deployer.address);
    });

    it("refuses the zero address", async () => {
      const { court, deployer } = await loadFixture(deployUnsealed);

      await expect(court.connect(deployer).seal(ethers.ZeroAddress)).to.be.revertedWithCustomError(
        court,
        "ZeroAddress",
      );
    });
  });

  describe("when a module is the zero address", () => {
    it("cannot be deployed", async () => {
      const { charter, membership, vault, graph, forwarder, court } =
        await loadFixture(deployUnsealed);
      const modules = await Promise.all(
        [charter, membership, vault, graph].map((module) => module.getAddress()),
      );

      for (const missing of modules.keys()) {
        const addresses = modules.with(missing, ethers.ZeroAddress);
        await expect(
          ethers.deployContract("GuarantorCourt", [...addresses, await forwarder.getAddress()]),
        ).to.be.revertedWithCustomError(court, "ZeroAddress");
      }
    });
  });
});
