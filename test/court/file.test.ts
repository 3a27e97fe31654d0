import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import {
  DISPUTE,
  PARTY_DEPOSIT,
  SEAT_FEE,
  Side,
  State,
  booked,
  deployCourt,
  fileDispute,
  fundsOf,
} from "./courtFixture";

const FIRST_PANEL = 4n * SEAT_FEE;

function deployFree() {
  return deployCourt({ parameters: { seatFee: 0n, rounds: 6n } });
}

function deployDear() {
  return deployCourt({ parameters: { seatFee: 2n ** 96n - 1n } });
}

describe("GuarantorCourt file", () => {
  describe("given a community with seat fees", () => {
    it("<CRT-5> takes the fee of four seats from the claimant's deposit into the dispute's pool", async () => {
      const community = await loadFixture(deployCourt);

      await fileDispute(community, { claimant: Side.Receiver });

      expect(await fundsOf(community)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT - FIRST_PANEL,
        pool: FIRST_PANEL,
      });
    });

    it("<CRT-5> books that the provider paid when the provider claims", async () => {
      const community = await loadFixture(deployCourt);

      await fileDispute(community, { claimant: Side.Provider });

      expect(await fundsOf(community)).to.deep.equal({
        provider: PARTY_DEPOSIT - FIRST_PANEL,
        receiver: PARTY_DEPOSIT,
        pool: FIRST_PANEL,
      });
      expect(await booked(community)).to.include({ paidRounds: 1n, paidByReceiver: 0n });
    });

    it("<CRT-5> takes the fee straight from a wallet if one is named", async () => {
      const community = await loadFixture(deployCourt);
      const { token, vault, receiver, fund } = community;
      await fund(receiver.wallet, FIRST_PANEL);

      await fileDispute(community, { wallet: receiver.wallet.address });

      expect(await token.balanceOf(receiver.wallet)).to.equal(0n);
      expect(await fundsOf(community)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT,
        pool: FIRST_PANEL,
      });
      expect(await token.balanceOf(vault)).to.equal(2n * PARTY_DEPOSIT + FIRST_PANEL);
    });

    it("<CRT-7> keeps the sides, the snapshot and the rules of its charter version, unopened", async () => {
      const community = await loadFixture(deployCourt);
      const { court, asTrade, provider, receiver, snapshot } = community;

      await expect(
        court
          .connect(asTrade)
          .file(
            DISPUTE,
            provider.id,
            receiver.id,
            snapshot,
            1n,
            Side.Receiver,
            0n,
            ethers.ZeroAddress,
          ),
      )
        .to.emit(court, "DisputeFiled")
        .withArgs(DISPUTE, provider.id, receiver.id, snapshot, Side.Receiver, 0n);

      expect(await booked(community)).to.deep.equal({
        provider: provider.id,
        receiver: receiver.id,
        snapshot,
        deadline: 0n,
        version: 1n,
        rounds: 3n,
        round: 0n,
        state: State.Filed,
        paidRounds: 1n,
        paidByReceiver: 1n,
        paidByOthers: 0n,
        ruling: 0n,
        fallbackRuling: 5_000n,
        feesReturned: false,
      });
    });

    it("<CRT-5> reverts when the deposit does not cover the fee", async () => {
      const community = await loadFixture(deployCourt);
      const { court, vault, asTrade, provider, stranger, snapshot } = community;

      await expect(
        court
          .connect(asTrade)
          .file(
            DISPUTE,
            provider.id,
            stranger.id,
            snapshot,
            1n,
            Side.Receiver,
            0n,
            ethers.ZeroAddress,
          ),
      )
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(stranger.id, FIRST_PANEL, 0n);
      expect((await court.disputeOf(DISPUTE)).state).to.equal(State.None);
    });

    it("<CRT-7> reverts for a charter version that is not there", async () => {
      const community = await loadFixture(deployCourt);

      await expect(fileDispute(community, { version: 2n }))
        .to.be.revertedWithCustomError(community.charter, "NoSuchVersion")
        .withArgs(2n);
    });
  });

  describe("given a dispute with that name", () => {
    it("<CRT-5> reverts", async () => {
      const community = await loadFixture(deployCourt);
      await fileDispute(community);

      await expect(fileDispute(community))
        .to.be.revertedWithCustomError(community.court, "DisputeExists")
        .withArgs(DISPUTE);
    });
  });

  describe("given a community without seat fees", () => {
    it("<CRT-5> moves no money and marks no round as paid", async () => {
      const community = await loadFixture(deployFree);
      const { court, vault, asTrade, provider, receiver, snapshot } = community;

      await expect(
        court
          .connect(asTrade)
          .file(
            DISPUTE,
            provider.id,
            receiver.id,
            snapshot,
            1n,
            Side.Receiver,
            0n,
            ethers.ZeroAddress,
          ),
      ).not.to.emit(vault, "FeeTaken");

      expect(await vault.feesOf(DISPUTE)).to.equal(0n);
      expect(await booked(community)).to.include({
        paidRounds: 0n,
        paidByReceiver: 0n,
        rounds: 6n,
      });
      expect(await court.seatCount(DISPUTE, 0)).to.equal(4n);
    });
  });

  describe("given a seat fee that nobody could pay", () => {
    it("<COV-9> reverts instead of charging less", async () => {
      const community = await loadFixture(deployDear);
      const max = 2n ** 96n - 1n;

      await expect(fileDispute(community))
        .to.be.revertedWithCustomError(community.court, "AmountTooLarge")
        .withArgs(4n * max, max);
    });
  });
});
