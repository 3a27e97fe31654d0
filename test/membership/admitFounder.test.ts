import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import {
  CARD_STATES,
  deployStubbedCommunity,
  impersonate,
  MemberState,
} from "../support/stubbedCommunity";

describe("Membership.admitFounder", () => {
  it("<CHA-2> mints an Active member's card and adds it to the ring", async () => {
    const { charter, membership, graph, stranger } = await loadFixture(deployStubbedCommunity);

    await expect(membership.connect(await impersonate(charter)).admitFounder(stranger))
      .to.emit(membership, "Transfer")
      .withArgs(ZeroAddress, stranger, 4n)
      .and.to.emit(membership, "Locked")
      .withArgs(4n)
      .and.to.emit(membership, "FounderAdmitted")
      .withArgs(4n, stranger)
      .and.to.emit(graph, "FounderAdded")
      .withArgs(4n);

    expect(await membership.member(4n)).to.deep.equal([
      stranger.address,
      MemberState.Active,
      0n,
      0n,
    ]);
    expect(await membership.memberCount()).to.equal(4n);
  });

  it("<CHA-2> mints nothing when the ring is full", async () => {
    const { charter, membership, graph, stranger } = await loadFixture(deployStubbedCommunity);
    await graph.refuse();

    await expect(
      membership.connect(await impersonate(charter)).admitFounder(stranger),
    ).to.be.revertedWithCustomError(graph, "Refused");
    expect(await membership.memberCount()).to.equal(3n);
  });

  for (const state of CARD_STATES) {
    it(`<CHA-2> refuses the wallet of a member who is ${state}`, async () => {
      const { charter, membership, memberIn } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = await memberIn(state);

      await expect(membership.connect(await impersonate(charter)).admitFounder(wallet))
        .to.be.revertedWithCustomError(membership, "WalletTaken")
        .withArgs(wallet, id);
    });
  }

  it("<CHA-2> refuses the zero address", async () => {
    const { charter, membership } = await loadFixture(deployStubbedCommunity);

    await expect(
      membership.connect(await impersonate(charter)).admitFounder(ZeroAddress),
    ).to.be.revertedWithCustomError(membership, "ZeroAddress");
  });

  it("<CHA-5> is the charter's alone", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { membership, stranger } = community;

    for (const caller of [
      stranger,
      community.deployer,
      community.governor,
      community.guardian,
      community.graphSigner,
      community.founders[0].wallet,
    ]) {
      await expect(membership.connect(caller).admitFounder(stranger))
        .to.be.revertedWithCustomError(membership, "NotModule")
        .withArgs(caller);
    }
  });
});
