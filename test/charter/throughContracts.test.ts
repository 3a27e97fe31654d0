import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";
import { deployUnsealedCommunity, TOKEN_ADDRESS } from "../support/stubbedCommunity";
import { contractOf, deployThroughContract } from "../support/throughContracts";
import { guardianChange, scheduled } from "./changes";

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
    const factory = await ethers.getContractFactory("Charter");
    const through = await deployThroughContract(
      deployer,
      await factory.getDeployTransaction(TOKEN_ADDRESS, DEFAULT_PARAMETERS, governor, guardian),
    );
    const charter = await ethers.getContractAt("Charter", through.deployed);

    await expect(charter.connect(deployer).seal(membership))
      .to.be.revertedWithCustomError(charter, "NotDeployer")
      .withArgs(deployer, through.deployer);
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
