import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY, deployStubbedCommunity, MemberState } from "../support/stubbedCommunity";

describe("Membership.activate", () => {
  describe("given an applicant", () => {
    it("<MEM-2> makes a member of them when the graph says that both have vouched", async () => {
      const { membership, graphSigner, memberIn, recordOf } =
        await loadFixture(deployStubbedCommunity);
      const { id } = await memberIn("Applicant", 8n * DAY);
      const before = await recordOf(id);

      await expect(membership.connect(graphSigner).activate(id))
        .to.emit(membership, "Activated")
        .withArgs(id);
      expect(await recordOf(id)).to.deep.equal({ ...before, state: MemberState.Active });
    });
  });

  for (const state of ["Active", "Resigned", "Expelled"] as const) {
    describe(`given a member who is ${state}`, () => {
      it("<MEM-4> refuses", async () => {
        const { membership, graphSigner, memberIn } = await loadFixture(deployStubbedCommunity);
        const { id } = await memberIn(state);

        await expect(membership.connect(graphSigner).activate(id))
          .to.be.revertedWithCustomError(membership, "WrongMemberState")
          .withArgs(id, MemberState[state]);
      });
    });
  }

  it("<MEM-4> refuses numbers that nobody has", async () => {
    const { membership, graphSigner } = await loadFixture(deployStubbedCommunity);

    for (const id of [0n, 4n]) {
      await expect(membership.connect(graphSigner).activate(id))
        .to.be.revertedWithCustomError(membership, "NoSuchMember")
        .withArgs(id);
    }
  });

  it("<CHA-5> is the graph's alone", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { membership, memberIn } = community;
    const { id, wallet } = await memberIn("Applicant");

    for (const caller of [
      wallet,
      community.deployer,
      community.governor,
      community.guardian,
      community.trade,
      community.vaultSigner,
    ]) {
      await expect(membership.connect(caller).activate(id))
        .to.be.revertedWithCustomError(membership, "NotModule")
        .withArgs(caller);
    }
  });
});
