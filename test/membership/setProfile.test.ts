import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id as digest } from "ethers";

import { CARD_STATES, deployStubbedCommunity } from "../support/stubbedCommunity";

describe("Membership.setProfile", () => {
  for (const state of CARD_STATES) {
    describe(`given a member who is ${state}`, () => {
      it("<MEM-3> replaces the digest, in an event alone", async () => {
        const { membership, memberIn, recordOf } = await loadFixture(deployStubbedCommunity);
        const { id, wallet } = await memberIn(state);
        const before = await recordOf(id);

        await expect(membership.connect(wallet).setProfile(digest("new")))
          .to.emit(membership, "ProfileChanged")
          .withArgs(id, digest("new"));
        expect(await recordOf(id)).to.deep.equal(before);
      });
    });
  }

  it("<MEM-3> is for wallets with a card", async () => {
    const { membership, stranger } = await loadFixture(deployStubbedCommunity);

    await expect(membership.connect(stranger).setProfile(digest("new")))
      .to.be.revertedWithCustomError(membership, "NotAMember")
      .withArgs(stranger);
  });
});
