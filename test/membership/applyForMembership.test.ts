import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { parametersChange, scheduled } from "../charter/changes";
import { time } from "@nomicfoundation/hardhat-network-helpers";
import {
  DAY,
  deployStubbedCommunity,
  MemberState,
  NO_RECOVERY,
  PROFILE,
} from "../support/stubbedCommunity";

describe("Membership.applyForMembership", () => {
  describe("given a wallet without a card", () => {
    it("<MEM-1> <MEM-2> mints a locked card and asks the two nominees", async () => {
      const { membership, graph, newWallet } = await loadFixture(deployStubbedCommunity);
      const wallet = newWallet();

      await expect(
        membership.connect(wallet).applyForMembership(PROFILE, 2n, 30n, 1n, 40n, 9n * DAY),
      )
        .to.emit(membership, "Transfer")
        .withArgs(ZeroAddress, wallet, 4n)
        .and.to.emit(membership, "Locked")
        .withArgs(4n)
        .and.to.emit(membership, "Applied")
        .withArgs(4n, wallet, PROFILE)
        .and.to.emit(graph, "ApplicationOpened")
        .withArgs(4n, 2n, 30n, 1n, 40n);

      expect(await membership.memberCount()).to.equal(4n);
      expect(await membership.memberOf(wallet)).to.deep.equal([4n, MemberState.Applicant]);
    });

    it("<MEM-3> stores wallet, state and delay, and nothing of the profile", async () => {
      const { membership, newWallet, recordOf } = await loadFixture(deployStubbedCommunity);
      const wallet = newWallet();
      await membership.connect(wallet).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 9n * DAY);

      const { standing, ...record } = await recordOf(4n);
      expect(record).to.deep.equal({
        wallet: wallet.address,
        state: MemberState.Applicant,
        recoveryDelay: 9n * DAY,
        newestTrusted: 0n,
        recovery: NO_RECOVERY,
      });
      expect(Object.values(standing)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n]);
    });

    it("<MEM-1> counts numbers up from the last", async () => {
      const { membership, newWallet } = await loadFixture(deployStubbedCommunity);

      for (const id of [4n, 5n, 6n]) {
        const wallet = newWallet();
        await membership.connect(wallet).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n);
        expect(await membership.idOf(wallet)).to.equal(id);
      }
    });

    it("<MEM-2> leaves no card behind when the graph refuses the nominations", async () => {
      const { membership, graph, newWallet } = await loadFixture(deployStubbedCommunity);
      const wallet = newWallet();
      await graph.refuse();

      await expect(
        membership.connect(wallet).applyForMembership(PROFILE, 1n, 0n, 1n, 0n, 0n),
      ).to.be.revertedWithCustomError(graph, "Refused");
      expect(await membership.memberCount()).to.equal(3n);
      expect(await membership.balanceOf(wallet)).to.equal(0n);
    });
  });

  describe("given a wallet whose member resigned", () => {
    it("<MEM-1> takes up the card again without minting", async () => {
      const { membership, graph, memberIn } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = await memberIn("Resigned", 8n * DAY);

      const application = membership
        .connect(wallet)
        .applyForMembership(PROFILE, 3n, 1n, 2n, 2n, 9n * DAY);
      await expect(application)
        .to.emit(membership, "Applied")
        .withArgs(id, wallet, PROFILE)
        .and.to.emit(graph, "ApplicationOpened")
        .withArgs(id, 3n, 1n, 2n, 2n);
      await expect(application).not.to.emit(membership, "Transfer");
      await expect(application).not.to.emit(membership, "Locked");

      expect(await membership.member(id)).to.deep.equal([
        wallet.address,
        MemberState.Applicant,
        9n * DAY,
        0n,
      ]);
      expect(await membership.memberCount()).to.equal(id);
    });

    it("<MEM-8> keeps the standing register", async () => {
      const { membership, trade, memberIn, recordOf } = await loadFixture(deployStubbedCommunity);
      const { id, wallet } = await memberIn("Resigned");
      await membership.connect(trade).recordFault(id, true, 5n);
      const { standing } = await recordOf(id);

      await membership.connect(wallet).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n);
      expect((await recordOf(id)).standing).to.deep.equal(standing);
    });
  });

  for (const state of ["Applicant", "Active", "Expelled"] as const) {
    describe(`given a wallet whose member is ${state}`, () => {
      it("<MEM-1> <MEM-6> refuses", async () => {
        const { membership, memberIn, recordOf } = await loadFixture(deployStubbedCommunity);
        const { id, wallet } = await memberIn(state);
        const before = await recordOf(id);

        await expect(membership.connect(wallet).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n))
          .to.be.revertedWithCustomError(membership, "WrongMemberState")
          .withArgs(id, MemberState[state]);
        expect(await recordOf(id)).to.deep.equal(before);
      });
    });
  }

  describe("when a recovery delay is asked for", () => {
    for (const delay of [7n * DAY, 365n * DAY]) {
      it(`<MEM-7> takes ${delay} seconds`, async () => {
        const { membership, newWallet } = await loadFixture(deployStubbedCommunity);
        const wallet = newWallet();

        await membership.connect(wallet).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, delay);
        expect((await membership.member(4n)).recoveryDelay).to.equal(delay);
      });
    }

    for (const delay of [1n, 7n * DAY - 1n, 365n * DAY + 1n]) {
      it(`<MEM-7> refuses ${delay} seconds`, async () => {
        const { membership, newWallet } = await loadFixture(deployStubbedCommunity);

        await expect(
          membership.connect(newWallet()).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, delay),
        )
          .to.be.revertedWithCustomError(membership, "RecoveryDelayOutOfRange")
          .withArgs(delay, 7n * DAY, 365n * DAY);
      });
    }

    it("<CHA-2> <MEM-7> goes by the charter in force", async () => {
      const community = await loadFixture(deployStubbedCommunity);
      const { charter, membership, newWallet } = community;
      const change = parametersChange();
      await time.increaseTo(await scheduled(community, change));
      await charter.executeChange(change.id);

      await expect(
        membership.connect(newWallet()).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 86_401n),
      )
        .to.be.revertedWithCustomError(membership, "RecoveryDelayOutOfRange")
        .withArgs(86_401n, 86_402n, 365n * DAY);
      await expect(
        membership.connect(newWallet()).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 86_402n),
      ).to.emit(membership, "Applied");
    });
  });
});
