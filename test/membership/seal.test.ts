import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { ethers } from "hardhat";

import {
  deployUnsealedCommunity,
  HIGHEST_ADDRESS,
  impersonate,
  PROFILE,
} from "../support/stubbedCommunity";
import { contractOf, deployThroughContract } from "../support/throughContracts";

describe("Membership.seal", () => {
  it("<CHA-5> makes the calling modules known, once", async () => {
    const { membership, vault, graph, trade } = await loadFixture(deployUnsealedCommunity);

    await expect(membership.seal(vault, graph, trade))
      .to.emit(membership, "Sealed")
      .withArgs();

    expect(await membership.vault()).to.equal(vault);
    expect(await membership.graph()).to.equal(graph);
    expect(await membership.trade()).to.equal(trade);
    await expect(membership.seal(vault, graph, trade)).to.be.revertedWithCustomError(
      membership,
      "AlreadySealed",
    );
  });

  it("<CHA-5> is the deployer's alone", async () => {
    const { membership, vault, graph, trade, deployer, governor, guardian, stranger } =
      await loadFixture(deployUnsealedCommunity);

    for (const caller of [governor, guardian, stranger]) {
      await expect(membership.connect(caller).seal(vault, graph, trade))
        .to.be.revertedWithCustomError(membership, "NotDeployer")
        .withArgs(caller, deployer);
    }
  });

  it("<CHA-5> is not that of a contract that the deployer calls, nor of a greater address", async () => {
    const { membership, vault, graph, trade, deployer } =
      await loadFixture(deployUnsealedCommunity);
    const contract = await contractOf(deployer);
    const modules = await Promise.all([vault, graph, trade].map((one) => one.getAddress()));
    const call = membership.interface.encodeFunctionData(
      "seal",
      modules as [string, string, string],
    );

    await expect(contract.act(membership, call))
      .to.be.revertedWithCustomError(membership, "NotDeployer")
      .withArgs(contract, deployer);
    const highest = await impersonate(HIGHEST_ADDRESS);
    await expect(membership.connect(highest).seal(vault, graph, trade))
      .to.be.revertedWithCustomError(membership, "NotDeployer")
      .withArgs(highest, deployer);
  });

  it("<CHA-5> is that of the contract which deployed it, and not of who called that", async () => {
    const { charter, forwarder, vault, graph, trade, deployer, founders } =
      await loadFixture(deployUnsealedCommunity);
    const factory = await ethers.getContractFactory("Membership");
    const wallets = founders.map(({ wallet }) => wallet);
    const through = await deployThroughContract(
      deployer,
      await factory.getDeployTransaction(charter, forwarder, wallets),
    );
    const membership = await ethers.getContractAt("Membership", through.deployed);

    await expect(membership.connect(deployer).seal(vault, graph, trade))
      .to.be.revertedWithCustomError(membership, "NotDeployer")
      .withArgs(deployer, through.deployer);
  });

  it("<CHA-5> refuses the zero address for any of them", async () => {
    const { membership, vault, graph, trade } = await loadFixture(deployUnsealedCommunity);

    for (const modules of [
      [ZeroAddress, graph, trade],
      [vault, ZeroAddress, trade],
      [vault, graph, ZeroAddress],
    ] as const) {
      await expect(membership.seal(...modules)).to.be.revertedWithCustomError(
        membership,
        "ZeroAddress",
      );
    }
    expect(await membership.vault()).to.equal(ZeroAddress);
  });

  describe("given a membership that is not sealed", () => {
    it("<CHA-5> takes no applications", async () => {
      const { membership, stranger } = await loadFixture(deployUnsealedCommunity);

      await expect(
        membership.connect(stranger).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n),
      ).to.be.revertedWithCustomError(membership, "NotSealed");
    });

    it("<CHA-5> takes no applications while its charter runs already", async () => {
      const { charter, membership, stranger } = await loadFixture(deployUnsealedCommunity);
      await charter.seal(membership);

      await expect(
        membership.connect(stranger).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n),
      ).to.be.revertedWithCustomError(membership, "NotSealed");
      expect(await membership.memberCount()).to.equal(3n);
    });

    it("<CHA-5> admits no founder", async () => {
      const { charter, membership, stranger } = await loadFixture(deployUnsealedCommunity);

      await expect(
        membership.connect(await impersonate(charter)).admitFounder(stranger),
      ).to.be.revertedWithCustomError(membership, "NotSealed");
    });

    it("<MEM-8> has no standing to show", async () => {
      const { membership } = await loadFixture(deployUnsealedCommunity);

      await expect(membership.standingOf(1n)).to.be.revertedWithCustomError(
        membership,
        "NotSealed",
      );
    });

    it("<CHA-5> obeys no module", async () => {
      const { membership, vaultSigner, graphSigner, trade } =
        await loadFixture(deployUnsealedCommunity);

      for (const [signer, call] of [
        [graphSigner, () => membership.connect(graphSigner).activate(1n)],
        [trade, () => membership.connect(trade).recordFault(1n, true, 1n)],
        [vaultSigner, () => membership.connect(vaultSigner).recordOverdue(1n)],
        [vaultSigner, () => membership.connect(vaultSigner).recordExcuse(1n)],
      ] as const) {
        await expect(call())
          .to.be.revertedWithCustomError(membership, "NotModule")
          .withArgs(signer);
      }
    });
  });
});
