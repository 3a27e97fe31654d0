import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import {
  DAY,
  deployStubbedCommunity,
  MemberState,
  NO_RECOVERY,
  PROFILE,
} from "../support/stubbedCommunity";

describe("Membership.changeWallet", () => {
  for (const state of ["Applicant", "Active", "Resigned"] as const) {
    describe(`given a member who is ${state}`, () => {
      it("<MEM-1> offers the card, which stays where it is", async () => {
        const { membership, memberIn, newWallet, recordOf } =
          await loadFixture(deployStubbedCommunity);
        const { id, wallet } = await memberIn(state);
        const next = newWallet();
        const before = await recordOf(id);

        await expect(membership.connect(wallet).changeWallet(next))
          .to.emit(membership, "WalletOffered")
          .withArgs(id, next);
        expect(await recordOf(id)).to.deep.equal(before);
        expect(await membership.ownerOf(id)).to.equal(wallet);
        expect(await membership.balanceOf(next)).to.equal(0n);
      });
    });
  }

  describe("given an expelled member", () => {
    it("<MEM-6> refuses: the wallet stays barred", async () => {
      const { membership, memberIn, newWallet } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = await memberIn("Expelled");

      for (const next of [newWallet().address, ZeroAddress]) {
        await expect(membership.connect(wallet).changeWallet(next))
          .to.be.revertedWithCustomError(membership, "WrongMemberState")
          .withArgs(id, MemberState.Expelled);
      }
    });
  });

  it("<MEM-1> refuses a wallet that holds a card, its own too", async () => {
    const { membership, founders } = await loadFixture(deployStubbedCommunity);
    const [first, second] = founders;

    for (const { id, wallet } of [first, second]) {
      await expect(membership.connect(first.wallet).changeWallet(wallet))
        .to.be.revertedWithCustomError(membership, "WalletTaken")
        .withArgs(wallet, id);
    }
  });

  it("<MEM-1> takes the offer back", async () => {
    const { membership, memberIn, newWallet } = await loadFixture(deployStubbedCommunity);
    const { id, wallet } = await memberIn("Active");
    const next = newWallet();
    await membership.connect(wallet).changeWallet(next);

    await expect(membership.connect(wallet).changeWallet(ZeroAddress))
      .to.emit(membership, "WalletOffered")
      .withArgs(id, ZeroAddress);
    await expect(membership.connect(next).acceptWallet(id))
      .to.be.revertedWithCustomError(membership, "WalletNotOffered")
      .withArgs(id, next);
  });

  it("<MEM-1> is for wallets with a card", async () => {
    const { membership, stranger, newWallet } = await loadFixture(deployStubbedCommunity);

    await expect(membership.connect(stranger).changeWallet(newWallet()))
      .to.be.revertedWithCustomError(membership, "NotAMember")
      .withArgs(stranger);
  });
});

describe("Membership.acceptWallet", () => {
  /** A member of a given state who has offered the card to `next`. */
  const offeredIn = (state: "Applicant" | "Active" | "Resigned") =>
    async function offered() {
      const community = await deployStubbedCommunity();
      const member = await community.memberIn(state, 8n * DAY);
      const next = community.newWallet();
      await community.membership.connect(member.wallet).changeWallet(next);
      return { ...community, member, next };
    };
  const offeredApplicant = offeredIn("Applicant");
  const offeredActive = offeredIn("Active");
  const offeredResigned = offeredIn("Resigned");

  for (const [state, fixture] of [
    ["Applicant", offeredApplicant],
    ["Active", offeredActive],
    ["Resigned", offeredResigned],
  ] as const) {
    describe(`given the offered card of a member who is ${state}`, () => {
      it("<MEM-1> moves it", async () => {
        const { membership, member, next, recordOf } = await loadFixture(fixture);
        const { id, wallet } = member;
        const before = await recordOf(id);

        await expect(membership.connect(next).acceptWallet(id))
          .to.emit(membership, "Transfer")
          .withArgs(wallet, next, id)
          .and.to.emit(membership, "WalletChanged")
          .withArgs(id, wallet, next);

        expect(await recordOf(id)).to.deep.equal({ ...before, wallet: next.address });
        expect(await membership.memberOf(next)).to.deep.equal([id, MemberState[state]]);
        expect(await membership.ownerOf(id)).to.equal(next);
        expect(await membership.balanceOf(next)).to.equal(1n);
        expect(await membership.memberOf(wallet)).to.deep.equal([0n, MemberState.None]);
        expect(await membership.balanceOf(wallet)).to.equal(0n);
      });
    });
  }

  describe("given a card that has moved", () => {
    it("<MEM-1> leaves the old wallet free to apply", async () => {
      const { membership, member, next } = await loadFixture(offeredActive);
      await membership.connect(next).acceptWallet(member.id);

      await membership.connect(member.wallet).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n);
      expect(await membership.idOf(member.wallet)).to.equal(member.id + 1n);
      expect(await membership.idOf(next)).to.equal(member.id);
    });

    it("<MEM-1> obeys the new wallet and the old one no more", async () => {
      const { membership, member, next, stranger } = await loadFixture(offeredActive);
      await membership.connect(next).acceptWallet(member.id);

      await expect(membership.connect(member.wallet).changeWallet(stranger))
        .to.be.revertedWithCustomError(membership, "NotAMember")
        .withArgs(member.wallet);
      await expect(membership.connect(next).changeWallet(stranger))
        .to.emit(membership, "WalletOffered")
        .withArgs(member.id, stranger);
    });

    it("<MEM-1> has used the offer up", async () => {
      const { membership, member, next } = await loadFixture(offeredActive);
      const { id, wallet } = member;
      await membership.connect(next).acceptWallet(id);
      await membership.connect(next).changeWallet(wallet);
      await membership.connect(wallet).acceptWallet(id);

      await expect(membership.connect(next).acceptWallet(id))
        .to.be.revertedWithCustomError(membership, "WalletNotOffered")
        .withArgs(id, next);
    });

    it("<MEM-7> has ended a recovery that was under way", async () => {
      const { membership, member, next, founders, newWallet, recordOf } =
        await loadFixture(offeredActive);
      const lost = newWallet();
      await membership.connect(founders[0].wallet).proposeRecovery(member.id, lost);
      await membership.connect(founders[1].wallet).confirmRecovery(member.id, lost);

      await membership.connect(next).acceptWallet(member.id);
      expect((await recordOf(member.id)).recovery).to.deep.equal(NO_RECOVERY);
      await expect(membership.executeRecovery(member.id))
        .to.be.revertedWithCustomError(membership, "NoRecovery")
        .withArgs(member.id);
    });
  });

  describe("given an offer to somebody else, or none", () => {
    it("<MEM-1> refuses", async () => {
      const { membership, member, founders, stranger } = await loadFixture(offeredActive);

      for (const id of [member.id, founders[0].id, 0n, 99n]) {
        await expect(membership.connect(stranger).acceptWallet(id))
          .to.be.revertedWithCustomError(membership, "WalletNotOffered")
          .withArgs(id, stranger);
      }
    });

    it("<MEM-1> forgets an offer when another is made", async () => {
      const { membership, member, next, stranger } = await loadFixture(offeredActive);
      await membership.connect(member.wallet).changeWallet(stranger);

      await expect(membership.connect(next).acceptWallet(member.id))
        .to.be.revertedWithCustomError(membership, "WalletNotOffered")
        .withArgs(member.id, next);
      await expect(membership.connect(stranger).acceptWallet(member.id)).to.emit(
        membership,
        "WalletChanged",
      );
    });
  });

  describe("given a wallet that got a card of its own since", () => {
    it("<MEM-1> refuses: one card for each wallet", async () => {
      const { membership, member, next } = await loadFixture(offeredActive);
      await membership.connect(next).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n);
      const own = await membership.idOf(next);

      await expect(membership.connect(next).acceptWallet(member.id))
        .to.be.revertedWithCustomError(membership, "WalletTaken")
        .withArgs(next, own);
      expect(await membership.ownerOf(member.id)).to.equal(member.wallet);
    });
  });

  describe("given a member expelled after the offer", () => {
    it("<MEM-6> refuses: the wallet stays barred", async () => {
      const { membership, member, next, setAccount } = await loadFixture(offeredActive);
      await setAccount(member.id, { owed: 1n, dueBy: 1n });
      await membership.expel(member.id);

      await expect(membership.connect(next).acceptWallet(member.id))
        .to.be.revertedWithCustomError(membership, "WrongMemberState")
        .withArgs(member.id, MemberState.Expelled);
      expect(await membership.ownerOf(member.id)).to.equal(member.wallet);
    });
  });
});
