import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { getCreateAddress } from "ethers";
import { ethers } from "hardhat";

import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";
import type { CrowdWallet } from "../../typechain-types";
import { deployUnsealedCommunity, TOKEN_ADDRESS } from "../support/stubbedCommunity";
import { guardianChange, scheduled } from "./changes";

/** A contract's code, as it is deployed: what it is called with, it deploys. */
const FACTORY = "0x6d365f5f37365f5ff05f5260205ff35f52600e6012f3";

/** A contract that calls what its owner says. */
async function contractOf(owner: HardhatEthersSigner): Promise<CrowdWallet> {
  return ethers.deployContract("CrowdWallet", [], owner);
}

describe("The charter, called through a contract", () => {
  it("<CHA-2> does not take a contract that the governor calls for the governor", async () => {
    const { charter, governor } = await loadFixture(deployUnsealedCommunity);
    const contract = await contractOf(governor);
    const change = guardianChange(governor.address);
    const call = charter.interface.encodeFunctionData("scheduleGuardian", [governor.address]);

    await expect(contract.act(charter, call))
      .to.be.revertedWithCustomError(charter, "NotGovernor")
      .withArgs(contract, governor);
    await scheduled({ charter, governor }, change);
    const cancellation = charter.interface.encodeFunctionData("cancelChange", [change.id]);
    await expect(contract.act(charter, cancellation))
      .to.be.revertedWithCustomError(charter, "NotGovernor")
      .withArgs(contract, governor);
  });

  it("<CHA-3> does not take a contract that the guardian calls for the guardian", async () => {
    const { charter, guardian } = await loadFixture(deployUnsealedCommunity);
    const contract = await contractOf(guardian);

    await expect(contract.act(charter, charter.interface.encodeFunctionData("pause")))
      .to.be.revertedWithCustomError(charter, "NotGuardian")
      .withArgs(contract, guardian);
  });

  it("<CHA-2> says that the contract put a change into effect", async () => {
    const { charter, governor, stranger } = await loadFixture(deployUnsealedCommunity);
    const contract = await contractOf(stranger);
    const change = guardianChange(stranger.address);
    await time.increaseTo(await scheduled({ charter, governor }, change));

    await expect(
      contract.act(charter, charter.interface.encodeFunctionData("executeChange", [change.id])),
    )
      .to.emit(charter, "ChangeExecuted")
      .withArgs(change.id, change.kind, contract);
  });

  it("<CHA-5> is sealed by the contract that deployed it, and not by who called that", async () => {
    const { membership, deployer, governor, guardian } = await loadFixture(deployUnsealedCommunity);
    const factory = await (await deployer.sendTransaction({ data: FACTORY })).wait();
    const from = factory?.contractAddress ?? "";
    const { data } = await (
      await ethers.getContractFactory("Charter")
    ).getDeployTransaction(TOKEN_ADDRESS, DEFAULT_PARAMETERS, governor, guardian);
    await deployer.sendTransaction({ to: from, data });
    const charter = await ethers.getContractAt("Charter", getCreateAddress({ from, nonce: 1 }));

    await expect(charter.connect(deployer).seal(membership))
      .to.be.revertedWithCustomError(charter, "NotDeployer")
      .withArgs(deployer, from);
  });

  it("<CHA-5> does not take a contract that the deployer calls for the deployer", async () => {
    const { charter, membership, deployer } = await loadFixture(deployUnsealedCommunity);
    const contract = await contractOf(deployer);
    const call = charter.interface.encodeFunctionData("seal", [await membership.getAddress()]);

    await expect(contract.act(charter, call))
      .to.be.revertedWithCustomError(charter, "NotDeployer")
      .withArgs(contract, deployer);
  });
});
