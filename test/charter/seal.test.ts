import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import {
  deployUnsealedCommunity,
  HIGHEST_ADDRESS,
  impersonate,
  LOWEST_ADDRESS,
} from "../support/stubbedCommunity";

describe("Charter.seal", () => {
  it("<CHA-5> makes the membership known, once", async () => {
    const { charter, membership } = await loadFixture(deployUnsealedCommunity);

    await expect(charter.seal(membership)).to.emit(charter, "Sealed").withArgs();

    expect(await charter.membership()).to.equal(membership);
    await expect(charter.seal(membership)).to.be.revertedWithCustomError(charter, "AlreadySealed");
  });

  it("<CHA-5> is the deployer's alone", async () => {
    const { charter, membership, deployer, governor, guardian } =
      await loadFixture(deployUnsealedCommunity);
    const strangers = [await impersonate(LOWEST_ADDRESS), await impersonate(HIGHEST_ADDRESS)];

    for (const caller of [governor, guardian, ...strangers]) {
      await expect(charter.connect(caller).seal(membership))
        .to.be.revertedWithCustomError(charter, "NotDeployer")
        .withArgs(caller, deployer);
    }
    expect(await charter.membership()).to.equal(ZeroAddress);
  });

  it("<CHA-5> refuses the zero address", async () => {
    const { charter } = await loadFixture(deployUnsealedCommunity);

    await expect(charter.seal(ZeroAddress)).to.be.revertedWithCustomError(charter, "ZeroAddress");
  });
});
