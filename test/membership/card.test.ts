import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id as digest, ZeroAddress } from "ethers";

import { setMemberCount } from "../support/memberCount";
import { deployStubbedCommunity } from "../support/stubbedCommunity";

/** The first 4 bytes of all selectors of an interface, exclusive-ored, as ERC-165 names it. */
const ERC165 = "0x01ffc9a7";
const ERC721 = "0x80ac58cd";
const ERC721_METADATA = "0x5b5e139f";
const ERC5192 = "0xb45a3c0e";

describe("The membership card", () => {
  it("<MEM-1> is an ERC-721 with metadata and an ERC-5192", async () => {
    const { membership } = await loadFixture(deployStubbedCommunity);

    for (const supported of [ERC165, ERC721, ERC721_METADATA, ERC5192]) {
      expect(await membership.supportsInterface(supported)).to.equal(true);
    }
    expect(digest("locked(uint256)").slice(0, 10)).to.equal(ERC5192);
    for (const other of ["0xffffffff", "0x00000000", "0x780e9d63"]) {
      expect(await membership.supportsInterface(other)).to.equal(false);
    }
  });

  it("<MEM-1> has a name, a symbol, and no document", async () => {
    const { membership } = await loadFixture(deployStubbedCommunity);

    expect(await membership.name()).to.equal("Kepil Membership");
    expect(await membership.symbol()).to.equal("KEPIL");
    expect(await membership.tokenURI(1n)).to.equal("");
  });

  it("<MEM-1> is always locked", async () => {
    const { membership, memberIn } = await loadFixture(deployStubbedCommunity);

    expect(await membership.locked(1n)).to.equal(true);
    for (const state of ["Applicant", "Active", "Resigned", "Expelled"] as const) {
      expect(await membership.locked((await memberIn(state)).id)).to.equal(true);
    }
  });

  it("<MEM-1> can be transferred by nobody", async () => {
    const { membership, founders, stranger } = await loadFixture(deployStubbedCommunity);
    const { id, wallet } = founders[0];

    for (const caller of [wallet, stranger]) {
      const connected = membership.connect(caller);
      for (const call of [
        () => connected.transferFrom(wallet, stranger, id),
        () => connected["safeTransferFrom(address,address,uint256)"](wallet, stranger, id),
        () =>
          connected["safeTransferFrom(address,address,uint256,bytes)"](
            wallet,
            stranger,
            id,
            "0x12",
          ),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(membership, "Soulbound").withArgs();
      }
    }
    expect(await membership.ownerOf(id)).to.equal(wallet);
  });

  it("<MEM-1> lets nobody be approved", async () => {
    const { membership, founders, stranger } = await loadFixture(deployStubbedCommunity);
    const { id, wallet } = founders[0];

    for (const call of [
      () => membership.connect(wallet).approve(stranger, id),
      () => membership.connect(wallet).approve(ZeroAddress, id),
      () => membership.connect(wallet).setApprovalForAll(stranger, true),
      () => membership.connect(wallet).setApprovalForAll(stranger, false),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(membership, "Soulbound").withArgs();
    }
    expect(await membership.getApproved(id)).to.equal(ZeroAddress);
    expect(await membership.isApprovedForAll(wallet, stranger)).to.equal(false);
  });

  it("<MEM-1> is one for each wallet", async () => {
    const { membership, founders, stranger } = await loadFixture(deployStubbedCommunity);

    for (const { wallet } of founders) expect(await membership.balanceOf(wallet)).to.equal(1n);
    expect(await membership.balanceOf(stranger)).to.equal(0n);
    await expect(membership.balanceOf(ZeroAddress))
      .to.be.revertedWithCustomError(membership, "ERC721InvalidOwner")
      .withArgs(ZeroAddress);
  });

  it("<MEM-1> is as good with the last number there is", async () => {
    const { membership, newWallet } = await loadFixture(deployStubbedCommunity);
    await setMemberCount(membership, 2n ** 32n - 2n);
    const last = 2n ** 32n - 1n;
    const wallet = newWallet();

    await membership.connect(wallet).applyForMembership(digest("profile"), 1n, 0n, 2n, 0n, 0n);

    expect(await membership.idOf(wallet)).to.equal(last);
    expect(await membership.ownerOf(last)).to.equal(wallet);
    expect(await membership.locked(last)).to.equal(true);
    expect((await membership.member(last)).wallet).to.equal(wallet);
  });

  // A number that is a member's but for bits beyond the 32 of a MemberId names no card.
  for (const tokenId of [0n, 4n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 32n + 1n, 2n ** 256n - 1n]) {
    it(`<MEM-1> does not exist under number ${tokenId}`, async () => {
      const { membership } = await loadFixture(deployStubbedCommunity);

      for (const query of [
        () => membership.ownerOf(tokenId),
        () => membership.locked(tokenId),
        () => membership.tokenURI(tokenId),
        () => membership.getApproved(tokenId),
      ]) {
        await expect(query())
          .to.be.revertedWithCustomError(membership, "ERC721NonexistentToken")
          .withArgs(tokenId);
      }
    });
  }
});
