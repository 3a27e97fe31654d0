import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { Wallet, ZeroAddress } from "ethers";
import { ethers } from "hardhat";

import { deployUnsealedCommunity, MemberState } from "../support/stubbedCommunity";

function wallets(count: number): string[] {
  return Array.from({ length: count }, () => Wallet.createRandom().address);
}

describe("Membership constructor", () => {
  it("<MEM-4> makes the founders Active members from 1 on, in order", async () => {
    const { membership, founders } = await loadFixture(deployUnsealedCommunity);

    expect(await membership.memberCount()).to.equal(3n);
    for (const { id, wallet } of founders) {
      expect(await membership.member(id)).to.deep.equal([
        wallet.address,
        MemberState.Active,
        0n,
        0n,
      ]);
      expect(await membership.memberOf(wallet)).to.deep.equal([id, MemberState.Active]);
      expect(await membership.ownerOf(id)).to.equal(wallet);
    }
  });

  it("<MEM-1> mints their cards and shows that they are locked", async () => {
    const { membership, founders } = await loadFixture(deployUnsealedCommunity);
    const deployment = membership.deploymentTransaction();

    for (const { id, wallet } of founders) {
      await expect(deployment)
        .to.emit(membership, "Transfer")
        .withArgs(ZeroAddress, wallet, id)
        .and.to.emit(membership, "Locked")
        .withArgs(id)
        .and.to.emit(membership, "FounderAdmitted")
        .withArgs(id, wallet);
    }
  });

  it("<CHA-5> knows its charter and its forwarder, and nobody else yet", async () => {
    const { charter, forwarder, membership } = await loadFixture(deployUnsealedCommunity);

    expect(await membership.CHARTER()).to.equal(charter);
    expect(await membership.isTrustedForwarder(forwarder)).to.equal(true);
    expect(await membership.vault()).to.equal(ZeroAddress);
    expect(await membership.graph()).to.equal(ZeroAddress);
    expect(await membership.trade()).to.equal(ZeroAddress);
  });

  for (const count of [0, 1, 2]) {
    it(`<MEM-5> refuses ${count} founders`, async () => {
      const { charter, forwarder, membership } = await loadFixture(deployUnsealedCommunity);

      await expect(ethers.deployContract("Membership", [charter, forwarder, wallets(count)]))
        .to.be.revertedWithCustomError(membership, "TooFewFounders")
        .withArgs(3n);
    });
  }

  it("<MEM-5> takes 64 founders", async () => {
    const { charter, forwarder } = await loadFixture(deployUnsealedCommunity);

    const membership = await ethers.deployContract("Membership", [charter, forwarder, wallets(64)]);
    expect(await membership.memberCount()).to.equal(64n);
  });

  it("<MEM-5> refuses 65 founders", async () => {
    const { charter, forwarder, membership } = await loadFixture(deployUnsealedCommunity);

    await expect(ethers.deployContract("Membership", [charter, forwarder, wallets(65)]))
      .to.be.revertedWithCustomError(membership, "TooManyFounders")
      .withArgs(64n);
  });

  it("<MEM-1> refuses the same wallet twice", async () => {
    const { charter, forwarder, membership } = await loadFixture(deployUnsealedCommunity);
    const [first = "", second = ""] = wallets(2);

    await expect(ethers.deployContract("Membership", [charter, forwarder, [first, second, first]]))
      .to.be.revertedWithCustomError(membership, "WalletTaken")
      .withArgs(first, 1n);
  });

  it("<MEM-1> refuses the zero address, for a founder and for the charter", async () => {
    const { charter, forwarder, membership } = await loadFixture(deployUnsealedCommunity);
    const founders = wallets(3);

    await expect(
      ethers.deployContract("Membership", [charter, forwarder, [...founders, ZeroAddress]]),
    ).to.be.revertedWithCustomError(membership, "ZeroAddress");
    await expect(
      ethers.deployContract("Membership", [ZeroAddress, forwarder, founders]),
    ).to.be.revertedWithCustomError(membership, "ZeroAddress");
  });
});
