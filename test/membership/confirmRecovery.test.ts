import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { parametersChange, scheduled } from "../charter/changes";
import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";
import { DAY, HIGHEST_ADDRESS, LOWEST_ADDRESS, MemberState } from "../support/stubbedCommunity";
import {
  confirmedRecovery,
  expel,
  PAIR_VERSION,
  proposedRecovery,
  recoverable,
  RECOVERY_DELAY,
} from "./recovery";

describe("Membership.confirmRecovery", () => {
  describe("given a proposal", () => {
    it("<MEM-7> lets the other guarantor confirm it; the member's delay begins", async () => {
      const { membership, member, first, second, next, recordOf } =
        await loadFixture(proposedRecovery);
      const before = await recordOf(member.id);
      const now = BigInt(await time.latest()) + 9n;
      await time.setNextBlockTimestamp(now);

      await expect(membership.connect(second.wallet).confirmRecovery(member.id, next))
        .to.emit(membership, "RecoveryConfirmed")
        .withArgs(member.id, second.id, now + RECOVERY_DELAY);

      expect(await recordOf(member.id)).to.deep.equal({
        ...before,
        recovery: {
          wallet: next.address,
          executableAt: now + RECOVERY_DELAY,
          pairVersion: PAIR_VERSION,
          proposer: first.id,
        },
      });
    });

    it("<MEM-7> refuses its proposer, the member, and members who are no guarantors", async () => {
      const { membership, member, first, founders, next } = await loadFixture(proposedRecovery);

      for (const { id, wallet } of [first, member, founders[2]]) {
        await expect(membership.connect(wallet).confirmRecovery(member.id, next))
          .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
          .withArgs(id, member.id);
      }
    });

    it("<MEM-7> refuses wallets without a card", async () => {
      const { membership, member, next, governor } = await loadFixture(proposedRecovery);

      for (const caller of [next, governor]) {
        await expect(membership.connect(caller).confirmRecovery(member.id, next))
          .to.be.revertedWithCustomError(membership, "NotAMember")
          .withArgs(caller);
      }
    });

    it("<MEM-7> refuses another wallet than the proposed one", async () => {
      const { membership, member, second } = await loadFixture(proposedRecovery);

      for (const wallet of [LOWEST_ADDRESS, HIGHEST_ADDRESS]) {
        await expect(membership.connect(second.wallet).confirmRecovery(member.id, wallet))
          .to.be.revertedWithCustomError(membership, "RecoveryStale")
          .withArgs(member.id);
      }
    });

    it("<MEM-7> refuses when the pair has changed since, though it be the same two", async () => {
      const { membership, graph, member, first, second, next } =
        await loadFixture(proposedRecovery);

      for (const version of [PAIR_VERSION - 1n, PAIR_VERSION + 1n]) {
        await graph.setPair(member.id, first.id, second.id, version);
        await expect(membership.connect(second.wallet).confirmRecovery(member.id, next))
          .to.be.revertedWithCustomError(membership, "RecoveryStale")
          .withArgs(member.id);
      }
    });

    it("<MEM-7> refuses a guarantor who is not Active", async () => {
      const community = await loadFixture(proposedRecovery);
      const { membership, member, second, next } = community;
      await expel(community, second.id);

      await expect(membership.connect(second.wallet).confirmRecovery(member.id, next))
        .to.be.revertedWithCustomError(membership, "WrongMemberState")
        .withArgs(second.id, MemberState.Expelled);
    });

    it("<MEM-6> refuses for a member expelled since", async () => {
      const community = await loadFixture(proposedRecovery);
      const { membership, member, second, next } = community;
      await expel(community, member.id);

      await expect(membership.connect(second.wallet).confirmRecovery(member.id, next))
        .to.be.revertedWithCustomError(membership, "WrongMemberState")
        .withArgs(member.id, MemberState.Expelled);
    });

    it("<CHA-2> keeps the delay that the member chose, whatever the charter asks for since", async () => {
      const community = await loadFixture(proposedRecovery);
      const { charter, membership, member, second, next } = community;
      const change = parametersChange({ ...DEFAULT_PARAMETERS, recoveryDelay: 90n * DAY });
      await time.increaseTo(await scheduled(community, change));
      await charter.executeChange(change.id);

      await membership.connect(second.wallet).confirmRecovery(member.id, next);
      expect((await membership.recoveryOf(member.id)).executableAt).to.equal(
        (await charter.clock()) + RECOVERY_DELAY,
      );
    });
  });

  describe("given a recovery that both have agreed to", () => {
    it("<MEM-7> refuses to begin the delay again", async () => {
      const { membership, member, second, next, executableAt } =
        await loadFixture(confirmedRecovery);

      await expect(membership.connect(second.wallet).confirmRecovery(member.id, next))
        .to.be.revertedWithCustomError(membership, "AlreadyConfirmed")
        .withArgs(member.id, executableAt);
    });

    it("<CHA-2> moves no deadline by a change of the charter", async () => {
      const community = await loadFixture(confirmedRecovery);
      const { charter, membership, member, executableAt } = community;
      const change = parametersChange();
      await time.increaseTo(await scheduled(community, change));
      await charter.executeChange(change.id);

      expect((await membership.recoveryOf(member.id)).executableAt).to.equal(executableAt);
    });
  });

  describe("given no proposal", () => {
    it("<MEM-7> refuses", async () => {
      const { membership, member, second, next } = await loadFixture(recoverable);

      for (const id of [member.id, 0n, 99n]) {
        await expect(membership.connect(second.wallet).confirmRecovery(id, next))
          .to.be.revertedWithCustomError(membership, "NoRecovery")
          .withArgs(id);
      }
    });
  });
});
