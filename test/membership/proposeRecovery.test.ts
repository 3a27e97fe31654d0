import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { DAY, MemberState } from "../support/stubbedCommunity";
import { confirmedRecovery, expel, PAIR_VERSION, proposedRecovery, recoverable } from "./recovery";

describe("Membership.proposeRecovery", () => {
  describe("given a member who has switched recovery on", () => {
    for (const slot of [0, 1] as const) {
      it(`<MEM-7> lets the guarantor in slot ${slot} propose a wallet`, async () => {
        const { membership, member, first, second, next, recordOf } =
          await loadFixture(recoverable);
        const guarantor = slot === 0 ? first : second;
        const before = await recordOf(member.id);

        await expect(membership.connect(guarantor.wallet).proposeRecovery(member.id, next))
          .to.emit(membership, "RecoveryProposed")
          .withArgs(member.id, guarantor.id, next);

        expect(await recordOf(member.id)).to.deep.equal({
          ...before,
          recovery: {
            wallet: next.address,
            executableAt: 0n,
            pairVersion: PAIR_VERSION,
            proposer: guarantor.id,
          },
        });
      });
    }

    it("<MEM-7> refuses everybody else, the member too", async () => {
      const { membership, member, founders, next } = await loadFixture(recoverable);

      for (const { id, wallet } of [founders[2], member]) {
        await expect(membership.connect(wallet).proposeRecovery(member.id, next))
          .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
          .withArgs(id, member.id);
      }
    });

    it("<MEM-7> refuses wallets without a card, roles and modules", async () => {
      const community = await loadFixture(recoverable);
      const { membership, member, next } = community;

      for (const caller of [
        community.stranger,
        community.governor,
        community.guardian,
        community.graphSigner,
      ]) {
        await expect(membership.connect(caller).proposeRecovery(member.id, next))
          .to.be.revertedWithCustomError(membership, "NotAMember")
          .withArgs(caller);
      }
    });

    it("<MEM-7> refuses the zero address", async () => {
      const { membership, member, first } = await loadFixture(recoverable);

      await expect(
        membership.connect(first.wallet).proposeRecovery(member.id, ZeroAddress),
      ).to.be.revertedWithCustomError(membership, "ZeroAddress");
    });

    it("<MEM-1> refuses a wallet that holds a card, the lost one too", async () => {
      const { membership, member, first, second } = await loadFixture(recoverable);

      for (const { id, wallet } of [second, member]) {
        await expect(membership.connect(first.wallet).proposeRecovery(member.id, wallet))
          .to.be.revertedWithCustomError(membership, "WalletTaken")
          .withArgs(wallet, id);
      }
    });

    it("<MEM-7> refuses a guarantor who is not Active", async () => {
      const community = await loadFixture(recoverable);
      const { membership, member, first, next } = community;
      await expel(community, first.id);

      await expect(membership.connect(first.wallet).proposeRecovery(member.id, next))
        .to.be.revertedWithCustomError(membership, "WrongMemberState")
        .withArgs(first.id, MemberState.Expelled);
    });

    it("<MEM-7> goes by the pair of now", async () => {
      const { membership, graph, member, first, second, founders, next } =
        await loadFixture(recoverable);
      await graph.setPair(member.id, founders[2].id, second.id, 8n);

      await expect(membership.connect(first.wallet).proposeRecovery(member.id, next))
        .to.be.revertedWithCustomError(membership, "NotGuarantorOf")
        .withArgs(first.id, member.id);
      await membership.connect(founders[2].wallet).proposeRecovery(member.id, next);
      expect((await membership.recoveryOf(member.id)).pairVersion).to.equal(8n);
    });
  });

  describe("given a proposal", () => {
    it("<MEM-7> replaces it by another of the same guarantor", async () => {
      const { membership, member, first, newWallet } = await loadFixture(proposedRecovery);
      const other = newWallet();

      await membership.connect(first.wallet).proposeRecovery(member.id, other);
      expect((await membership.recoveryOf(member.id)).wallet).to.equal(other);
    });

    it("<MEM-7> replaces it by one of the other guarantor, which the first may confirm", async () => {
      const { membership, member, first, second, next } = await loadFixture(proposedRecovery);

      await membership.connect(second.wallet).proposeRecovery(member.id, next);
      expect((await membership.recoveryOf(member.id)).proposer).to.equal(second.id);
      await expect(membership.connect(first.wallet).confirmRecovery(member.id, next)).to.emit(
        membership,
        "RecoveryConfirmed",
      );
    });
  });

  describe("given a recovery that both have agreed to", () => {
    it("<MEM-7> starts again with one guarantor's consent alone", async () => {
      const { membership, member, first, newWallet, executableAt, at } =
        await loadFixture(confirmedRecovery);
      const other = newWallet();
      await membership.connect(first.wallet).proposeRecovery(member.id, other);

      await at(executableAt);
      await expect(membership.executeRecovery(member.id))
        .to.be.revertedWithCustomError(membership, "RecoveryTooEarly")
        .withArgs(executableAt, 0n);
    });
  });

  describe("given a member who has not switched recovery on", () => {
    it("<MEM-7> refuses", async () => {
      const { membership, member, first, next } = await loadFixture(recoverable);
      await membership.connect(member.wallet).setRecovery(0n);

      await expect(membership.connect(first.wallet).proposeRecovery(member.id, next))
        .to.be.revertedWithCustomError(membership, "RecoveryOff")
        .withArgs(member.id);
    });
  });

  for (const state of ["Applicant", "Resigned", "Expelled"] as const) {
    describe(`given a member who is ${state}`, () => {
      it("<MEM-7> refuses", async () => {
        const { membership, memberIn, first, next } = await loadFixture(recoverable);
        const { id } = await memberIn(state, 8n * DAY);

        await expect(membership.connect(first.wallet).proposeRecovery(id, next))
          .to.be.revertedWithCustomError(membership, "WrongMemberState")
          .withArgs(id, MemberState[state]);
      });
    });
  }

  it("<MEM-7> refuses numbers that nobody has", async () => {
    const { membership, first, next } = await loadFixture(recoverable);

    for (const id of [0n, 99n]) {
      await expect(membership.connect(first.wallet).proposeRecovery(id, next))
        .to.be.revertedWithCustomError(membership, "NoSuchMember")
        .withArgs(id);
    }
  });
});
