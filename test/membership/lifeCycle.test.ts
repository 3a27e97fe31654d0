import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { BondRole, bondId, pledgeId } from "../../scripts/lib/names";
import { DAY, deployCommunity, TOKEN, type Community } from "../support/community";
import { MemberState } from "../support/stubbedCommunity";

/** Five founders; the first two stand for a member, each with a pledge of 100 tokens of their own. */
async function joined() {
  const community = await deployCommunity();
  const [first, second, third, fourth, fifth] = community.founders;
  if (!fourth || !fifth) throw new Error("Founders are missing");
  for (const founder of [first, second]) await community.deposit(founder, 100n * TOKEN);
  const member = await community.join(await community.newWallet(), [first, second], {
    pledges: [100n * TOKEN, 100n * TOKEN],
    recoveryDelay: 7n * DAY,
  });
  const next = await community.newWallet();
  return { ...community, first, second, third, fourth, fifth, member, next };
}

/** The member has been drawn on for 60 tokens, 30 from each guarantor, and owns nothing. */
async function indebted() {
  const community = await joined();
  const { membership, vault, trade, member, third } = community;
  const asTrade = vault.connect(await community.impersonate(trade));
  const bond = bondId(1n << 24n, 0, BondRole.Provider);
  await asTrade.commit(
    member.id,
    [{ bond: bond, price: 0n, amount: 60n * TOKEN }],
    pledgeId(member.id, 0, 1n),
    pledgeId(member.id, 1, 2n),
  );
  await asTrade.draw(bond, 60n * TOKEN, third.id);
  await asTrade.release(bond, member.id);
  return { ...community, membership, dueBy: (await community.account(member.id)).dueBy };
}

/** What a guarantor's deposit is worth that no lock has taken. */
async function freeOf({ account }: Pick<Community, "account">, member: bigint): Promise<bigint> {
  return (await account(member)).free;
}

describe("A member's life in a whole community", () => {
  describe("given an applicant", () => {
    it("<MEM-2> is Active when both have vouched, and not before", async () => {
      const { membership, graph, horizon, first, third, newWallet } = await loadFixture(joined);
      const wallet = await newWallet();
      await membership
        .connect(wallet)
        .applyForMembership("0x".padEnd(66, "0"), first.id, 0n, third.id, 0n, 0n);
      const id = await membership.idOf(wallet);

      await graph.connect(first.wallet).vouch(wallet, 0, 0n, horizon, 0n);
      expect(await membership.stateOf(id)).to.equal(MemberState.Applicant);
      await expect(graph.connect(third.wallet).vouch(wallet, 1, 0n, horizon, 0n))
        .to.emit(membership, "Activated")
        .withArgs(id);
      expect(await membership.stateOf(id)).to.equal(MemberState.Active);
    });

    it("<MEM-2> frees the one pledge that was given when they withdraw", async () => {
      const community = await loadFixture(joined);
      const { membership, graph, horizon, deposit, third, fourth, newWallet } = community;
      const wallet = await newWallet();
      await deposit(third, 9n);
      await membership
        .connect(wallet)
        .applyForMembership("0x".padEnd(66, "0"), third.id, 0n, fourth.id, 0n, 0n);
      await graph.connect(third.wallet).vouch(wallet, 0, 9n, horizon, 0n);
      expect(await freeOf(community, third.id)).to.equal(0n);

      await membership.connect(wallet).withdrawApplication();
      expect(await freeOf(community, third.id)).to.equal(9n);
      expect(await community.audit()).to.be.empty;
    });

    it("<MEM-2> may apply, withdraw and join again with the same card", async () => {
      const { membership, first, second, join, newWallet } = await loadFixture(joined);
      const wallet = await newWallet();
      await membership
        .connect(wallet)
        .applyForMembership("0x".padEnd(66, "0"), first.id, 0n, second.id, 0n, 0n);
      const id = await membership.idOf(wallet);
      await membership.connect(wallet).withdrawApplication();

      await join(wallet, [first, second]);
      expect(await membership.memberOf(wallet)).to.deep.equal([id, MemberState.Active]);
    });

    it("<MEM-2> names two different Active members", async () => {
      const { membership, graph, first, newWallet } = await loadFixture(joined);
      const applicant = membership.connect(await newWallet());
      const profile = "0x".padEnd(66, "0");

      await expect(
        applicant.applyForMembership(profile, first.id, 0n, first.id, 0n, 0n),
      ).to.be.revertedWithCustomError(graph, "SameGuarantor");
      await expect(applicant.applyForMembership(profile, first.id, 0n, 99n, 0n, 0n))
        .to.be.revertedWithCustomError(graph, "NotActive")
        .withArgs(99n);
    });
  });

  describe("given an Active member", () => {
    it("<MEM-5> resigns, and the guarantors have their money back", async () => {
      const community = await loadFixture(joined);
      const { membership, member, first, second } = community;

      await membership.connect(member.wallet).resign();
      expect(await membership.stateOf(member.id)).to.equal(MemberState.Resigned);
      for (const { id } of [first, second]) {
        expect(await freeOf(community, id)).to.equal(100n * TOKEN);
      }
      expect(await community.audit()).to.be.empty;
    });

    it("<MEM-5> cannot resign while standing for somebody", async () => {
      const { membership, member, third, join, newWallet } = await loadFixture(joined);
      await join(await newWallet(), [member, third]);

      await expect(membership.connect(member.wallet).resign())
        .to.be.revertedWithCustomError(membership, "StillObliged")
        .withArgs(member.id, 1n, 1n, 0n);
    });

    it("<MEM-7> is recovered by the two guarantors", async () => {
      const { membership, member, first, second, next, warp } = await loadFixture(joined);
      await membership.connect(first.wallet).proposeRecovery(member.id, next);
      await membership.connect(second.wallet).confirmRecovery(member.id, next);
      await warp(7n * DAY);

      await membership.connect(next).executeRecovery(member.id);
      expect(await membership.idOf(next)).to.equal(member.id);
    });

    it("<MEM-7> is not recovered by guarantors of whom one has left since", async () => {
      const { membership, graph, member, first, second, next, warp } = await loadFixture(joined);
      await membership.connect(first.wallet).proposeRecovery(member.id, next);
      await membership.connect(second.wallet).confirmRecovery(member.id, next);
      await graph.connect(first.wallet).withdrawSurety(member.id, 0);
      await warp(7n * DAY);

      await expect(membership.executeRecovery(member.id))
        .to.be.revertedWithCustomError(membership, "RecoveryStale")
        .withArgs(member.id);
    });

    it("<MEM-7> keeps guarantors, deposit and debts under the new wallet", async () => {
      const { membership, graph, vault, deposit, member, next, first, second } =
        await loadFixture(joined);
      await deposit(member, 5n);
      await membership.connect(member.wallet).changeWallet(next);
      await membership.connect(next).acceptWallet(member.id);

      expect((await graph.guarantorsOf(member.id)).slice(0, 2)).to.deep.equal([
        first.id,
        second.id,
      ]);
      await expect(vault.connect(next).withdraw(5n, next)).to.emit(vault, "Withdrawn");
    });
  });

  describe("given a founder", () => {
    it("<MEM-7> is recovered by the two ring guarantors, and by no others", async () => {
      const { membership, first, second, third, fourth, next, warp } = await loadFixture(joined);
      await membership.connect(first.wallet).setRecovery(7n * DAY);
      await expect(membership.connect(fourth.wallet).proposeRecovery(first.id, next))
        .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
        .withArgs(fourth.id, first.id);
      await membership.connect(second.wallet).proposeRecovery(first.id, next);
      await membership.connect(third.wallet).confirmRecovery(first.id, next);
      await warp(7n * DAY);

      await membership.connect(next).executeRecovery(first.id);
      expect(await membership.memberOf(next)).to.deep.equal([first.id, MemberState.Active]);
    });

    it("<MEM-7> is not recovered when the ring has changed since", async () => {
      const { membership, third, fourth, fifth, next, warp } = await loadFixture(joined);
      await membership.connect(third.wallet).setRecovery(7n * DAY);
      await membership.connect(fourth.wallet).proposeRecovery(third.id, next);
      await membership.connect(fifth.wallet).confirmRecovery(third.id, next);
      await membership.connect(fifth.wallet).resign();
      await warp(7n * DAY);

      await expect(membership.executeRecovery(third.id))
        .to.be.revertedWithCustomError(membership, "RecoveryStale")
        .withArgs(third.id);
    });

    it("<MEM-5> leaves only while three others stay", async () => {
      const { membership, third, fourth, fifth } = await loadFixture(joined);
      await membership.connect(fifth.wallet).resign();
      await membership.connect(fourth.wallet).resign();

      await expect(membership.connect(third.wallet).resign())
        .to.be.revertedWithCustomError(membership, "TooFewFounders")
        .withArgs(3n);
      expect(await membership.stateOf(third.id)).to.equal(MemberState.Active);
    });
  });

  describe("given a member whose guarantors have paid", () => {
    it("<MEM-6> cannot resign, and is expelled when the time to repay is over", async () => {
      const { charter, membership, member, first, second, dueBy } = await loadFixture(indebted);
      await expect(membership.connect(member.wallet).resign())
        .to.be.revertedWithCustomError(membership, "StillObliged")
        .withArgs(member.id, 0n, 0n, 60n * TOKEN);
      expect(dueBy).to.be.greaterThan((await charter.clock()) + 29n * DAY);

      await time.setNextBlockTimestamp(dueBy);
      await expect(membership.expel(member.id))
        .to.be.revertedWithCustomError(membership, "NotExpellable")
        .withArgs(member.id, 60n * TOKEN, 0n, dueBy, dueBy);
      await time.setNextBlockTimestamp(dueBy + 1n);
      await expect(membership.expel(member.id))
        .to.emit(membership, "Expelled")
        .withArgs(member.id, 60n * TOKEN, dueBy);

      expect(await membership.standingOf(member.id)).to.deep.equal([0n, 0n, 1n, 0n, 0n, 1n]);
      for (const { id } of [first, second]) {
        expect((await membership.standingOf(id)).principalsLost).to.equal(1n);
      }
    });

    it("<MEM-6> is not expelled once the deposit covers the debt", async () => {
      const { membership, deposit, member, dueBy } = await loadFixture(indebted);
      await deposit(member, 60n * TOKEN);

      await time.setNextBlockTimestamp(dueBy + 1n);
      await expect(membership.expel(member.id))
        .to.be.revertedWithCustomError(membership, "NotExpellable")
        .withArgs(member.id, 60n * TOKEN, 60n * TOKEN, dueBy, dueBy + 1n);
    });

    it("<MEM-6> withdraws what is free beyond the debt when expelled", async () => {
      const { membership, vault, deposit, member, dueBy } = await loadFixture(indebted);
      await time.increaseTo(dueBy + 1n);
      await membership.expel(member.id);
      await deposit(member, 61n * TOKEN);

      await expect(vault.connect(member.wallet).withdraw(TOKEN, member.wallet)).to.emit(
        vault,
        "Withdrawn",
      );
      await expect(
        vault.connect(member.wallet).withdraw(1n, member.wallet),
      ).to.be.revertedWithCustomError(vault, "InsufficientDeposit");
    });

    it("<MEM-8> shows a late repayment in the register", async () => {
      const { membership, vault, deposit, member, dueBy } = await loadFixture(indebted);
      await deposit(member, 60n * TOKEN);
      await time.increaseTo(dueBy + 1n);

      await vault.collect(pledgeId(member.id, 0, 1n), 30n * TOKEN);
      await expect(vault.collect(pledgeId(member.id, 1, 2n), 30n * TOKEN))
        .to.emit(membership, "OverdueRecorded")
        .withArgs(member.id);
      expect((await membership.standingOf(member.id)).overdue).to.equal(1n);
    });

    it("<MEM-8> shows forgiven debts in the register", async () => {
      const { membership, vault, member, first } = await loadFixture(indebted);

      await expect(vault.connect(first.wallet).excuse(pledgeId(member.id, 0, 1n)))
        .to.emit(membership, "ExcuseRecorded")
        .withArgs(member.id);
      expect((await membership.standingOf(member.id)).excused).to.equal(1n);
    });
  });
});
