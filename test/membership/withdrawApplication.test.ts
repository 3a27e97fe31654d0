import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY, deployStubbedCommunity, MemberState } from "../support/stubbedCommunity";

describe("Membership.withdrawApplication", () => {
  describe("given an applicant", () => {
    it("<MEM-2> takes the application back and frees what was pledged for it", async () => {
      const { membership, graph, memberIn, recordOf } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = await memberIn("Applicant", 8n * DAY);
      const before = await recordOf(id);

      const withdrawal = membership.connect(wallet).withdrawApplication();
      await expect(withdrawal)
        .to.emit(membership, "ApplicationWithdrawn")
        .withArgs(id)
        .and.to.emit(graph, "MemberClosed")
        .withArgs(id);
      await expect(withdrawal).not.to.emit(membership, "Resigned");

      expect(await recordOf(id)).to.deep.equal({ ...before, state: MemberState.Resigned });
      expect(await membership.ownerOf(id)).to.equal(wallet);
    });

    it("<MEM-2> may apply again with the same card", async () => {
      const { membership, memberIn } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = await memberIn("Applicant");
      await membership.connect(wallet).withdrawApplication();

      await membership.connect(wallet).applyForMembership("0x".padEnd(66, "0"), 1n, 0n, 2n, 0n, 0n);
      expect(await membership.memberOf(wallet)).to.deep.equal([id, MemberState.Applicant]);
    });
  });

  for (const state of ["Active", "Resigned", "Expelled"] as const) {
    describe(`given a member who is ${state}`, () => {
      it("<MEM-2> finds no application", async () => {
        const { membership, memberIn } = await loadFixture(deployStubbedCommunity);
        const { id, wallet } = await memberIn(state);

        await expect(membership.connect(wallet).withdrawApplication())
          .to.be.revertedWithCustomError(membership, "WrongMemberState")
          .withArgs(id, MemberState[state]);
      });
    });
  }

  it("<MEM-2> is for wallets with a card", async () => {
    const { membership, stranger } = await loadFixture(deployStubbedCommunity);

    await expect(membership.connect(stranger).withdrawApplication())
      .to.be.revertedWithCustomError(membership, "NotAMember")
      .withArgs(stranger);
  });
});
