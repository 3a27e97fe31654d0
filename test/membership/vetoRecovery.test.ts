import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { NO_RECOVERY } from "../support/stubbedCommunity";
import { confirmedRecovery, expel, proposedRecovery, recoverable } from "./recovery";

describe("Membership.vetoRecovery", () => {
  for (const [title, fixture] of [
    ["a proposal", proposedRecovery],
    ["a recovery that both guarantors have agreed to", confirmedRecovery],
  ] as const) {
    describe(`given ${title}`, () => {
      it("<MEM-7> lets the old wallet end it, and switches recovery off", async () => {
        const { membership, member, first, next, recordOf } = await loadFixture(fixture);
        const before = await recordOf(member.id);

        await expect(membership.connect(member.wallet).vetoRecovery())
          .to.emit(membership, "RecoveryVetoed")
          .withArgs(member.id)
          .and.to.emit(membership, "RecoverySwitched")
          .withArgs(member.id, 0n);

        expect(await recordOf(member.id)).to.deep.equal({
          ...before,
          recoveryDelay: 0n,
          newestTrusted: 4n,
          recovery: NO_RECOVERY,
        });
        await expect(membership.executeRecovery(member.id))
          .to.be.revertedWithCustomError(membership, "NoRecovery")
          .withArgs(member.id);
        await expect(membership.connect(first.wallet).proposeRecovery(member.id, next))
          .to.be.revertedWithCustomError(membership, "RecoveryOff")
          .withArgs(member.id);
      });

      it("<MEM-7> refuses guarantors and the wallet that shall take over", async () => {
        const { membership, first, second, next } = await loadFixture(fixture);

        for (const { id, wallet } of [first, second]) {
          await expect(membership.connect(wallet).vetoRecovery())
            .to.be.revertedWithCustomError(membership, "NoRecovery")
            .withArgs(id);
        }
        await expect(membership.connect(next).vetoRecovery())
          .to.be.revertedWithCustomError(membership, "NotAMember")
          .withArgs(next);
      });
    });
  }

  describe("given a recovery whose delay is over", () => {
    it("<MEM-7> is in time until the recovery is executed, and not after", async () => {
      const { membership, member, next, executableAt, at } = await loadFixture(confirmedRecovery);
      await at(executableAt + 1_000n);
      await membership.connect(member.wallet).vetoRecovery.staticCall({ blockTag: "pending" });
      await membership.connect(next).executeRecovery(member.id);

      await expect(membership.connect(member.wallet).vetoRecovery())
        .to.be.revertedWithCustomError(membership, "NotAMember")
        .withArgs(member.wallet);
      await expect(membership.connect(next).vetoRecovery())
        .to.be.revertedWithCustomError(membership, "NoRecovery")
        .withArgs(member.id);
    });
  });

  describe("given an expelled member", () => {
    it("<MEM-7> still works", async () => {
      const community = await loadFixture(confirmedRecovery);
      const { membership, member } = community;
      await expel(community, member.id);

      await expect(membership.connect(member.wallet).vetoRecovery()).to.emit(
        membership,
        "RecoveryVetoed",
      );
    });
  });

  describe("given no recovery", () => {
    it("<MEM-7> finds nothing to refuse, and leaves recovery on", async () => {
      const { membership, member, recordOf } = await loadFixture(recoverable);
      const before = await recordOf(member.id);

      await expect(membership.connect(member.wallet).vetoRecovery())
        .to.be.revertedWithCustomError(membership, "NoRecovery")
        .withArgs(member.id);
      expect(await recordOf(member.id)).to.deep.equal(before);
    });
  });
});
