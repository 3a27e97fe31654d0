import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import {
  HIGHEST_ADDRESS,
  impersonate,
  LOWEST_ADDRESS,
  MemberState,
  NO_RECOVERY,
  PROFILE,
} from "../support/stubbedCommunity";
import { confirmedRecovery, expel, PAIR_VERSION, proposedRecovery, recoverable } from "./recovery";

describe("Membership.executeRecovery", () => {
  describe("given a recovery that both guarantors have agreed to", () => {
    it("<MEM-7> refuses until the delay is over, to the second", async () => {
      const { membership, member, executableAt, at } = await loadFixture(confirmedRecovery);

      for (const now of [executableAt - 2n, executableAt - 1n]) {
        await at(now);
        await expect(membership.executeRecovery(member.id))
          .to.be.revertedWithCustomError(membership, "RecoveryTooEarly")
          .withArgs(now, executableAt);
      }
      expect(await membership.ownerOf(member.id)).to.equal(member.wallet);
    });

    for (const late of [0n, 1n, 10_000_000n]) {
      it(`<MEM-7> moves the card ${late} seconds after, when the new wallet takes it`, async () => {
        const { membership, member, next, executableAt, at, recordOf } =
          await loadFixture(confirmedRecovery);
        const { id, wallet } = member;
        const before = await recordOf(id);
        await at(executableAt + late);

        await expect(membership.connect(next).executeRecovery(id))
          .to.emit(membership, "Transfer")
          .withArgs(wallet, next, id)
          .and.to.emit(membership, "RecoveryExecuted")
          .withArgs(id, wallet, next);

        expect(await recordOf(id)).to.deep.equal({
          ...before,
          wallet: next.address,
          recovery: NO_RECOVERY,
        });
        expect(await membership.memberOf(next)).to.deep.equal([id, MemberState.Active]);
        expect(await membership.memberOf(wallet)).to.deep.equal([0n, MemberState.None]);
        expect(await membership.ownerOf(id)).to.equal(next);
        expect(await membership.balanceOf(wallet)).to.equal(0n);
      });
    }

    it("<MEM-7> <MEM-1> gives nobody a card, with its debts, unasked", async () => {
      const { membership, member, next, first, second, executableAt, at } =
        await loadFixture(confirmedRecovery);
      const strangers = [await impersonate(LOWEST_ADDRESS), await impersonate(HIGHEST_ADDRESS)];
      await at(executableAt);

      for (const caller of [...strangers, first.wallet, second.wallet, member.wallet]) {
        await expect(membership.connect(caller).executeRecovery(member.id))
          .to.be.revertedWithCustomError(membership, "NotRecoveryWallet")
          .withArgs(caller, next);
      }
      expect(await membership.ownerOf(member.id)).to.equal(member.wallet);
    });

    it("<MEM-7> happens once", async () => {
      const { membership, member, next, executableAt, at } = await loadFixture(confirmedRecovery);
      await at(executableAt);
      await membership.connect(next).executeRecovery(member.id);

      await expect(membership.connect(next).executeRecovery(member.id))
        .to.be.revertedWithCustomError(membership, "NoRecovery")
        .withArgs(member.id);
    });

    it("<MEM-7> ends an offer that the old wallet had made", async () => {
      const { membership, member, next, stranger, executableAt, at } =
        await loadFixture(confirmedRecovery);
      await membership.connect(member.wallet).changeWallet(stranger);
      await at(executableAt);
      await membership.connect(next).executeRecovery(member.id);

      await expect(membership.connect(stranger).acceptWallet(member.id))
        .to.be.revertedWithCustomError(membership, "WalletNotOffered")
        .withArgs(member.id, stranger);
    });

    it("<MEM-7> is cancelled by any change of the pair", async () => {
      const { membership, graph, member, first, second, executableAt } =
        await loadFixture(confirmedRecovery);
      await time.increaseTo(executableAt);

      for (const version of [PAIR_VERSION - 1n, PAIR_VERSION + 1n]) {
        await graph.setPair(member.id, first.id, second.id, version);
        await expect(membership.executeRecovery(member.id))
          .to.be.revertedWithCustomError(membership, "RecoveryStale")
          .withArgs(member.id);
      }
    });

    it("<MEM-1> refuses when the new wallet has got a card of its own since", async () => {
      const { membership, member, next, executableAt, at } = await loadFixture(confirmedRecovery);
      await membership.connect(next).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n);
      const own = await membership.idOf(next);

      await at(executableAt);
      await expect(membership.connect(next).executeRecovery(member.id))
        .to.be.revertedWithCustomError(membership, "WalletTaken")
        .withArgs(next, own);
    });

    it("<MEM-6> refuses for a member expelled since: the wallet stays barred", async () => {
      const community = await loadFixture(confirmedRecovery);
      const { membership, member, executableAt, at } = community;
      await expel(community, member.id);

      await at(executableAt);
      await expect(membership.executeRecovery(member.id))
        .to.be.revertedWithCustomError(membership, "WrongMemberState")
        .withArgs(member.id, MemberState.Expelled);
    });

    it("<CHA-3> waits the longer by the time that a pause took", async () => {
      const { charter, guardian, membership, member, next, executableAt, pause } =
        await loadFixture(confirmedRecovery);
      await pause();
      const start = BigInt(await time.latest());
      await time.setNextBlockTimestamp(start + 500n);
      await charter.connect(guardian).resume();

      await time.setNextBlockTimestamp(executableAt + 499n);
      await expect(membership.executeRecovery(member.id))
        .to.be.revertedWithCustomError(membership, "RecoveryTooEarly")
        .withArgs(executableAt - 1n, executableAt);
      await time.setNextBlockTimestamp(executableAt + 500n);
      await expect(membership.connect(next).executeRecovery(member.id)).to.emit(
        membership,
        "RecoveryExecuted",
      );
    });
  });

  describe("given a member who resigned and joined again", () => {
    it("<MEM-7> finds nothing of the old recovery, though the versions agree", async () => {
      const { membership, graphSigner, member, executableAt, at } =
        await loadFixture(confirmedRecovery);
      await membership.connect(member.wallet).resign();
      await membership.connect(member.wallet).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n);
      await membership.connect(graphSigner).activate(member.id);

      await at(executableAt);
      await expect(membership.executeRecovery(member.id))
        .to.be.revertedWithCustomError(membership, "NoRecovery")
        .withArgs(member.id);
    });
  });

  describe("given a proposal that nobody confirmed", () => {
    it("<MEM-7> refuses for ever", async () => {
      const { membership, member, at } = await loadFixture(proposedRecovery);
      const now = BigInt(await time.latest()) + 100_000_000n;

      await at(now);
      await expect(membership.executeRecovery(member.id))
        .to.be.revertedWithCustomError(membership, "RecoveryTooEarly")
        .withArgs(now, 0n);
    });
  });

  describe("given no recovery", () => {
    it("<MEM-7> refuses", async () => {
      const { membership, member } = await loadFixture(recoverable);

      for (const id of [member.id, 0n, 99n]) {
        await expect(membership.executeRecovery(id))
          .to.be.revertedWithCustomError(membership, "NoRecovery")
          .withArgs(id);
      }
    });
  });
});
