import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { ethers } from "hardhat";

import { deployCommunity } from "../support/community";
import { deployVault } from "./vaultFixture";

async function deployUnsealed() {
  const community = await deployCommunity({ unsealed: true });
  const [graph, trade, court] = (await ethers.getSigners()).slice(-3);
  if (!graph || !trade || !court) throw new Error("The network has too few accounts");
  return { ...community, modules: [graph.address, trade.address, court.address] as const };
}

describe("CoverVault.seal", () => {
  it("<CHA-5> names the modules, once, by the deployer", async () => {
    const { vault, deployer, modules } = await loadFixture(deployUnsealed);

    await expect(vault.connect(deployer).seal(...modules))
      .to.emit(vault, "Sealed")
      .withArgs();
  });

  it("<CHA-5> refuses everybody but the deployer", async () => {
    const { vault, deployer, governor, modules } = await loadFixture(deployUnsealed);

    await expect(vault.connect(governor).seal(...modules))
      .to.be.revertedWithCustomError(vault, "NotDeployer")
      .withArgs(governor.address, deployer.address);
  });

  it("<CHA-5> refuses a second time", async () => {
    const { vault, deployer, stranger } = await loadFixture(deployVault);
    const other = stranger.address;

    await expect(vault.connect(deployer).seal(other, other, other)).to.be.revertedWithCustomError(
      vault,
      "AlreadySealed",
    );
  });

  for (const [index, name] of ["graph", "trade contract", "court"].entries()) {
    it(`<CHA-5> refuses the zero address for the ${name}`, async () => {
      const { vault, deployer, modules } = await loadFixture(deployUnsealed);
      const [graph, trade, court] = modules.map((module, at) =>
        at === index ? ZeroAddress : module,
      ) as [string, string, string];

      await expect(vault.connect(deployer).seal(graph, trade, court)).to.be.revertedWithCustomError(
        vault,
        "ZeroAddress",
      );
    });
  }

  it("knows its token, charter, membership and forwarder", async () => {
    const { vault, token, charter, membership, forwarder } = await loadFixture(deployVault);

    expect(await vault.TOKEN()).to.equal(await token.getAddress());
    expect(await vault.CHARTER()).to.equal(await charter.getAddress());
    expect(await vault.MEMBERSHIP()).to.equal(await membership.getAddress());
    expect(await vault.isTrustedForwarder(forwarder)).to.be.true;
  });

  it("refuses to be deployed without a charter or a membership", async () => {
    const { vault, charter, membership, forwarder } = await loadFixture(deployVault);
    const factory = await ethers.getContractFactory("CoverVault");

    await expect(factory.deploy(ZeroAddress, membership, forwarder)).to.be.revertedWithCustomError(
      vault,
      "ZeroAddress",
    );
    await expect(factory.deploy(charter, ZeroAddress, forwarder)).to.be.revertedWithCustomError(
      vault,
      "ZeroAddress",
    );
  });
});
