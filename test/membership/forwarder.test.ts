import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { concat, type AddressLike } from "ethers";
import { ethers } from "hardhat";

import {
  deployStubbedCommunity,
  MemberState,
  PROFILE,
  type StubbedCommunity,
} from "../support/stubbedCommunity";

/** Calls the membership as an ERC-2771 forwarder does: the signer's address comes after the data. */
async function forward(
  { membership }: StubbedCommunity,
  forwarder: HardhatEthersSigner,
  signer: AddressLike,
  data: string,
) {
  return forwarder.sendTransaction({
    to: membership,
    data: concat([data, await ethers.resolveAddress(signer)]),
  });
}

describe("Membership and its forwarder", () => {
  it("<REL-1> lets a newcomer apply without paying", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { membership, forwarder, stranger } = community;
    const data = membership.interface.encodeFunctionData("applyForMembership", [
      PROFILE,
      1n,
      0n,
      2n,
      0n,
      0n,
    ]);

    await expect(forward(community, forwarder, stranger, data))
      .to.emit(membership, "Applied")
      .withArgs(4n, stranger, PROFILE);
    expect(await membership.memberOf(stranger)).to.deep.equal([4n, MemberState.Applicant]);
    expect(await membership.balanceOf(forwarder)).to.equal(0n);
  });

  it("<REL-1> believes nobody else about who signed", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { membership, founders, stranger } = community;
    const data = membership.interface.encodeFunctionData("resign");

    await expect(forward(community, stranger, founders[0].wallet, data))
      .to.be.revertedWithCustomError(membership, "NotAMember")
      .withArgs(stranger);
  });

  it("<REL-1> never lets the forwarder speak for a module", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { charter, membership, vault, graph, forwarder, trade, deployer } = community;
    const encode = membership.interface;
    const stranger = community.stranger.address;

    for (const [module, data] of [
      [charter, encode.encodeFunctionData("admitFounder", [stranger])],
      [graph, encode.encodeFunctionData("activate", [1n])],
      [trade, encode.encodeFunctionData("recordFault", [1n, true, 1n])],
      [vault, encode.encodeFunctionData("recordOverdue", [1n])],
      [vault, encode.encodeFunctionData("recordExcuse", [1n])],
    ] as const) {
      await expect(forward(community, forwarder, module, data))
        .to.be.revertedWithCustomError(membership, "NotModule")
        .withArgs(forwarder);
    }
    const seal = encode.encodeFunctionData("seal", [stranger, stranger, stranger]);
    await expect(forward(community, forwarder, deployer, seal))
      .to.be.revertedWithCustomError(membership, "NotDeployer")
      .withArgs(forwarder, deployer);
  });

  it("<REL-1> takes the signer's address for no part of the data", async () => {
    const { charter, forwarder, founders, stranger } = await loadFixture(deployStubbedCommunity);
    const harness = await ethers.deployContract("MembershipHarness", [
      charter,
      forwarder,
      founders.map(({ wallet }) => wallet),
    ]);
    const data = harness.interface.encodeFunctionData("messageData");
    const withSigner = concat([data, await stranger.getAddress()]);
    const seenFrom = async (from: AddressLike): Promise<unknown> => {
      const answer = await ethers.provider.call({ from, to: harness, data: withSigner });
      return harness.interface.decodeFunctionResult("messageData", answer)[0];
    };

    expect(await seenFrom(forwarder)).to.equal(data);
    expect(await seenFrom(stranger)).to.equal(withSigner);
  });
});
