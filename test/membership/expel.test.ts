import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { deployStubbedCommunity, MemberState } from "../support/stubbedCommunity";

/** An Active member whose debt is due a while from now; 59 of the 60 owed are covered. */
async function indebted() {
  const community = await deployStubbedCommunity();
  const member = await community.memberIn("Active");
  const dueBy = BigInt(await time.latest()) + 1_000n;
  await community.setAccount(member.id, { free: 59n, owed: 60n, dueBy, recourseOpened: 2n });
  return { ...community, member, dueBy };
}

describe("Membership.expel", () => {
  describe("given recourse overdue and not covered", () => {
    it("<MEM-6> expels the member, by anyone's call", async () => {
      const { membership, member, dueBy, at, stranger, recordOf } = await loadFixture(indebted);
      const { id, wallet } = member;
      const before = await recordOf(id);
      await at(dueBy + 1n);

      await expect(membership.connect(stranger).expel(id))
        .to.emit(membership, "Expelled")
        .withArgs(id, 60n, dueBy)
        .and.to.emit(membership, "OverdueRecorded")
        .withArgs(id);

      expect(await recordOf(id)).to.deep.equal({
        ...before,
        state: MemberState.Expelled,
        standing: { ...before.standing, overdue: 1n },
      });
      expect(await membership.ownerOf(id)).to.equal(wallet);
    });

    it("<MEM-8> counts the loss with each guarantor", async () => {
      const { membership, member, dueBy, at, founders, recordOf } = await loadFixture(indebted);
      const before = await Promise.all(founders.map(({ id }) => recordOf(id)));
      await at(dueBy + 1n);

      await expect(membership.expel(member.id))
        .to.emit(membership, "PrincipalLost")
        .withArgs(1n, member.id)
        .and.to.emit(membership, "PrincipalLost")
        .withArgs(2n, member.id);

      for (const [index, { id }] of founders.entries()) {
        const record = before[index];
        if (!record) throw new Error("A founder is missing");
        const principalsLost = id === 3n ? 0n : 1n;
        expect(await recordOf(id)).to.deep.equal({
          ...record,
          standing: { ...record.standing, principalsLost },
        });
      }
    });

    for (const [guarantor0, guarantor1] of [
      [1n, 0n],
      [0n, 2n],
      [0n, 0n],
    ] as const) {
      it(`<MEM-8> skips empty slots: guarantors ${guarantor0} and ${guarantor1}`, async () => {
        const { membership, graph, member, dueBy, at } = await loadFixture(indebted);
        await graph.setPair(member.id, guarantor0, guarantor1, 8n);
        await at(dueBy + 1n);

        const expulsion = membership.expel(member.id);
        for (const guarantor of [guarantor0, guarantor1].filter((id) => id !== 0n)) {
          await expect(expulsion)
            .to.emit(membership, "PrincipalLost")
            .withArgs(guarantor, member.id);
        }
        const receipt = await (await expulsion).wait();
        const lost = receipt?.logs.filter(
          ({ topics }) => topics[0] === membership.getEvent("PrincipalLost").fragment.topicHash,
        );
        expect(lost).to.have.length([guarantor0, guarantor1].filter((id) => id !== 0n).length);
        expect((await membership.standingOf(0n)).principalsLost).to.equal(0n);
      });
    }

    it("<MEM-6> bars the wallet for ever", async () => {
      const { membership, member, dueBy, at, newWallet, setAccount } = await loadFixture(indebted);
      const { id, wallet } = member;
      await at(dueBy + 1n);
      await membership.expel(id);
      await setAccount(id, {});

      const connected = membership.connect(wallet);
      for (const call of [
        () => connected.applyForMembership("0x".padEnd(66, "1"), 1n, 0n, 2n, 0n, 0n),
        () => connected.changeWallet(newWallet()),
        () => connected.resign(),
      ]) {
        await expect(call())
          .to.be.revertedWithCustomError(membership, "WrongMemberState")
          .withArgs(id, MemberState.Expelled);
      }
    });

    it("<MEM-8> counts the debt once: not again when the vault tells of it", async () => {
      const { membership, vaultSigner, member, dueBy, at, recordOf } = await loadFixture(indebted);
      await at(dueBy + 1n);
      await membership.expel(member.id);
      const { standing } = await recordOf(member.id);
      expect(standing.overdue).to.equal(1n);

      await membership.connect(vaultSigner).recordOverdue(member.id);

      expect((await recordOf(member.id)).standing).to.deep.equal(standing);
    });

    it("<MEM-6> happens once", async () => {
      const { membership, member, dueBy, at } = await loadFixture(indebted);
      await at(dueBy + 1n);
      await membership.expel(member.id);

      await expect(membership.expel(member.id))
        .to.be.revertedWithCustomError(membership, "WrongMemberState")
        .withArgs(member.id, MemberState.Expelled);
    });
  });

  describe("given recourse that is not overdue", () => {
    for (const early of [1n, 0n]) {
      it(`<MEM-6> refuses ${early} seconds before the window is exceeded`, async () => {
        const { membership, member, dueBy, at } = await loadFixture(indebted);
        await at(dueBy - early);

        await expect(membership.expel(member.id))
          .to.be.revertedWithCustomError(membership, "NotExpellable")
          .withArgs(member.id, 60n, 59n, dueBy, dueBy - early);
      });
    }

    it("<CHA-3> counts no second of a pause", async () => {
      const { charter, guardian, membership, member, dueBy, pause } = await loadFixture(indebted);
      await pause();
      const start = BigInt(await time.latest());
      await time.setNextBlockTimestamp(start + 2_000n);
      await charter.connect(guardian).resume();

      await time.setNextBlockTimestamp(dueBy + 2_000n);
      await expect(membership.expel(member.id))
        .to.be.revertedWithCustomError(membership, "NotExpellable")
        .withArgs(member.id, 60n, 59n, dueBy, dueBy);
      await time.setNextBlockTimestamp(dueBy + 2_001n);
      await expect(membership.expel(member.id)).to.emit(membership, "Expelled");
    });
  });

  describe("given recourse that the free deposit covers", () => {
    for (const free of [60n, 61n]) {
      it(`<MEM-6> refuses with ${free} free and 60 owed`, async () => {
        const { membership, member, dueBy, at, setAccount } = await loadFixture(indebted);
        await setAccount(member.id, { free, owed: 60n, dueBy });
        await at(dueBy + 1n);

        await expect(membership.expel(member.id))
          .to.be.revertedWithCustomError(membership, "NotExpellable")
          .withArgs(member.id, 60n, free, dueBy, dueBy + 1n);
      });
    }
  });

  describe("given no recourse", () => {
    it("<MEM-6> refuses, whoever calls", async () => {
      const { charter, membership, founders, deployer, governor, guardian, at } =
        await loadFixture(indebted);

      for (const caller of [deployer, governor, guardian]) {
        const now = (await charter.clock()) + 5n;
        await at(now);
        await expect(membership.connect(caller).expel(founders[0].id))
          .to.be.revertedWithCustomError(membership, "NotExpellable")
          .withArgs(founders[0].id, 0n, 0n, 0n, now);
      }
    });
  });

  for (const state of ["Applicant", "Resigned"] as const) {
    describe(`given a member who is ${state}`, () => {
      it("<MEM-6> refuses", async () => {
        const { membership, memberIn, setAccount } = await loadFixture(deployStubbedCommunity);
        const { id } = await memberIn(state);
        await setAccount(id, { owed: 1n, dueBy: 1n });

        await expect(membership.expel(id))
          .to.be.revertedWithCustomError(membership, "WrongMemberState")
          .withArgs(id, MemberState[state]);
      });
    });
  }

  it("<MEM-6> refuses numbers that nobody has", async () => {
    const { membership } = await loadFixture(deployStubbedCommunity);

    for (const id of [0n, 4n]) {
      await expect(membership.expel(id))
        .to.be.revertedWithCustomError(membership, "NoSuchMember")
        .withArgs(id);
    }
  });
});
