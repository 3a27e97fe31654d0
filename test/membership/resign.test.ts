import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY, deployStubbedCommunity, MemberState, NO_RECOVERY } from "../support/stubbedCommunity";
import { confirmedRecovery } from "./recovery";

describe("Membership.resign", () => {
  describe("given an Active member without obligations", () => {
    it("<MEM-5> leaves; the card stays", async () => {
      const { membership, graph, memberIn, recordOf } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = await memberIn("Active", 8n * DAY);
      const before = await recordOf(id);

      await expect(membership.connect(wallet).resign())
        .to.emit(membership, "Resigned")
        .withArgs(id)
        .and.to.emit(graph, "MemberClosed")
        .withArgs(id);

      expect(await recordOf(id)).to.deep.equal({ ...before, state: MemberState.Resigned });
      expect(await membership.ownerOf(id)).to.equal(wallet);
      expect(await membership.memberOf(wallet)).to.deep.equal([id, MemberState.Resigned]);
    });

    it("<MEM-5> may have money: a deposit is no obligation", async () => {
      const { membership, memberIn, setAccount } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = await memberIn("Active");
      await setAccount(id, { free: 100n, recourseOpened: 3n });

      await expect(membership.connect(wallet).resign()).to.emit(membership, "Resigned");
    });

    it("<MEM-7> ends a recovery under way", async () => {
      const { membership, member, recordOf } = await loadFixture(confirmedRecovery);

      await membership.connect(member.wallet).resign();
      expect((await recordOf(member.id)).recovery).to.deep.equal(NO_RECOVERY);
    });
  });

  describe("given an Active member with obligations", () => {
    for (const [locks, principals, owed] of [
      [1n, 0n, 0n],
      [0n, 1n, 0n],
      [0n, 0n, 1n],
      [2n, 3n, 4n],
    ] as const) {
      it(`<MEM-5> refuses with ${locks} locks, ${principals} principals, ${owed} owed`, async () => {
        const { membership, graph, memberIn, recordOf, setAccount } =
          await loadFixture(deployStubbedCommunity);
        const { id, wallet } = await memberIn("Active");
        await setAccount(id, { free: 50n, locks, owed });
        await graph.setPrincipals(id, principals);
        const before = await recordOf(id);

        await expect(membership.connect(wallet).resign())
          .to.be.revertedWithCustomError(membership, "StillObliged")
          .withArgs(id, locks, principals, owed);
        expect(await recordOf(id)).to.deep.equal(before);
      });
    }
  });

  describe("given a founder", () => {
    it("<MEM-5> leaves if the graph lets them", async () => {
      const { membership, graph, founders } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = founders[0];

      await expect(membership.connect(wallet).resign()).to.emit(graph, "MemberClosed").withArgs(id);
      expect(await membership.stateOf(id)).to.equal(MemberState.Resigned);
    });

    it("<MEM-5> stays if the graph refuses", async () => {
      const { membership, graph, founders } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = founders[0];
      await graph.refuse();

      await expect(membership.connect(wallet).resign()).to.be.revertedWithCustomError(
        graph,
        "Refused",
      );
      expect(await membership.stateOf(id)).to.equal(MemberState.Active);
    });
  });

  for (const state of ["Applicant", "Resigned", "Expelled"] as const) {
    describe(`given a member who is ${state}`, () => {
      it("<MEM-4> refuses", async () => {
        const { membership, memberIn } = await loadFixture(deployStubbedCommunity);
        const { id, wallet } = await memberIn(state);

        await expect(membership.connect(wallet).resign())
          .to.be.revertedWithCustomError(membership, "WrongMemberState")
          .withArgs(id, MemberState[state]);
      });
    });
  }

  it("<MEM-5> is for wallets with a card", async () => {
    const { membership, stranger } = await loadFixture(deployStubbedCommunity);

    await expect(membership.connect(stranger).resign())
      .to.be.revertedWithCustomError(membership, "NotAMember")
      .withArgs(stranger);
  });
});
