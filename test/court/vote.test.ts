import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import {
  DISPUTE,
  State,
  VOTE_WINDOW,
  booked,
  deployAppealed,
  deployVoting,
  holderOf,
  vote,
} from "./courtFixture";

const NOBODY = 0n;

describe("GuarantorCourt vote", () => {
  describe("given round 0 takes votes", () => {
    it("<CRT-2> lets the holder of a seat vote with it, once, at no cost to the dispute", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, guarantors } = voting;
      const before = await booked(voting);

      await expect(court.connect(guarantors[2].wallet).vote(DISPUTE, 0, 0b0100n, 7_000n))
        .to.emit(court, "Voted")
        .withArgs(DISPUTE, 0, guarantors[2].id, 0b0100n, 7_000n);

      expect(await court.seatVote(DISPUTE, 0, 2)).to.deep.equal([true, false, 7_000n]);
      for (const seat of [0, 1, 3]) {
        expect(await court.seatVote(DISPUTE, 0, seat)).to.deep.equal([false, false, 0n]);
      }
      expect(await booked(voting)).to.deep.equal(before);
    });

    it("<CRT-3> takes every multiple of 10 per cent and nothing else", async () => {
      const { court, guarantors } = await loadFixture(deployVoting);
      const judge = court.connect(guarantors[0].wallet);

      for (let fault = 0n; fault <= 10_000n; fault += 1_000n) {
        await judge.vote.staticCall(DISPUTE, 0, 1n, fault);
      }
      for (const fault of [1n, 999n, 1_001n, 5_500n, 10_001n, 11_000n, 65_000n]) {
        await expect(judge.vote(DISPUTE, 0, 1n, fault))
          .to.be.revertedWithCustomError(court, "InvalidVote")
          .withArgs(fault);
      }
    });

    it("<CRT-2> <INV-10> refuses a second vote of a seat", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, guarantors } = voting;
      await vote(voting, 0, 1, 2_000n);

      await expect(court.connect(guarantors[1].wallet).vote(DISPUTE, 0, 0b10n, 3_000n))
        .to.be.revertedWithCustomError(court, "AlreadyVoted")
        .withArgs(1);
      expect(await court.seatVote(DISPUTE, 0, 1)).to.deep.equal([true, false, 2_000n]);
    });

    it("<CRT-2> refuses a seat of somebody else, alone or among one's own", async () => {
      const { court, guarantors, stranger } = await loadFixture(deployVoting);

      await expect(court.connect(stranger.wallet).vote(DISPUTE, 0, 1n, 0n))
        .to.be.revertedWithCustomError(court, "NotYourSeat")
        .withArgs(0, stranger.id, guarantors[0].id);
      await expect(court.connect(guarantors[0].wallet).vote(DISPUTE, 0, 0b1001n, 0n))
        .to.be.revertedWithCustomError(court, "NotYourSeat")
        .withArgs(3, guarantors[0].id, guarantors[3].id);
      expect((await court.seatVote(DISPUTE, 0, 0)).voted).to.equal(false);
    });

    it("<CRT-2> refuses the parties themselves", async () => {
      const { court, provider, receiver, guarantors } = await loadFixture(deployVoting);

      for (const party of [provider, receiver]) {
        await expect(court.connect(party.wallet).vote(DISPUTE, 0, 1n, 0n))
          .to.be.revertedWithCustomError(court, "NotYourSeat")
          .withArgs(0, party.id, guarantors[0].id);
      }
    });

    it("<CRT-1> refuses seats beyond the round's four", async () => {
      const { court, guarantors } = await loadFixture(deployVoting);
      const judge = court.connect(guarantors[0].wallet);

      await expect(judge.vote(DISPUTE, 0, 0b10001n, 0n))
        .to.be.revertedWithCustomError(court, "NoSuchSeat")
        .withArgs(4, 4);
      await expect(judge.vote(DISPUTE, 0, 1n | (1n << 255n), 0n))
        .to.be.revertedWithCustomError(court, "NoSuchSeat")
        .withArgs(255, 4);
    });

    it("<CRT-2> refuses a vote without seats", async () => {
      const { court, guarantors } = await loadFixture(deployVoting);

      await expect(
        court.connect(guarantors[0].wallet).vote(DISPUTE, 0, 0n, 0n),
      ).to.be.revertedWithCustomError(court, "NoSeats");
    });

    it("<CRT-6> refuses a vote meant for another round", async () => {
      const { court, guarantors } = await loadFixture(deployVoting);

      await expect(court.connect(guarantors[0].wallet).vote(DISPUTE, 1, 1n, 0n))
        .to.be.revertedWithCustomError(court, "WrongRound")
        .withArgs(DISPUTE, 1, 0);
    });

    it("<MEM-4> refuses a wallet without a card", async () => {
      const { court, newWallet } = await loadFixture(deployVoting);

      await expect(court.connect(await newWallet()).vote(DISPUTE, 0, 1n, 0n))
        .to.be.revertedWithCustomError(court, "JudgeNotActive")
        .withArgs(NOBODY);
    });

    describe("when the votes are about to end", () => {
      it("<CRT-4> takes votes until the last second and not at the deadline", async () => {
        const { court, guarantors, openedAt } = await loadFixture(deployVoting);

        await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW - 1n);
        await court.connect(guarantors[0].wallet).vote(DISPUTE, 0, 1n, 0n);
        await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);
        await expect(court.connect(guarantors[1].wallet).vote(DISPUTE, 0, 0b10n, 0n))
          .to.be.revertedWithCustomError(court, "WrongRound")
          .withArgs(DISPUTE, 0, 1);
        await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW + 1n);
        await expect(court.connect(guarantors[1].wallet).vote(DISPUTE, 0, 0b10n, 0n))
          .to.be.revertedWithCustomError(court, "WrongRound")
          .withArgs(DISPUTE, 0, 1);
      });

      it("<CRT-6> says that the round has ruled if it has", async () => {
        const voting = await loadFixture(deployVoting);
        const { court, guarantors, openedAt } = voting;
        await vote(voting, 0, 0, 1_000n);
        await vote(voting, 0, 2, 1_000n);

        await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);
        await expect(court.connect(guarantors[1].wallet).vote(DISPUTE, 0, 0b10n, 0n))
          .to.be.revertedWithCustomError(court, "WrongDisputeState")
          .withArgs(DISPUTE, State.Ruled);
      });
    });

    describe("when the round has passed without a call", () => {
      it("<CRT-6> books the rise and takes the vote in one", async () => {
        const voting = await loadFixture(deployVoting);
        const { court, openedAt } = voting;
        await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);
        const judge = await holderOf(voting, 1, 5);

        await expect(court.connect(judge).vote(DISPUTE, 1, 1n << 5n, 9_000n))
          .to.emit(court, "RoundRose")
          .withArgs(DISPUTE, 0)
          .and.to.emit(court, "Voted");

        expect(await booked(voting)).to.include({
          round: 1n,
          state: State.Voting,
          deadline: openedAt + 2n * VOTE_WINDOW,
        });
        expect(await court.seatVote(DISPUTE, 1, 5)).to.deep.equal([true, false, 9_000n]);
        // The same nibbles of round 0 are other seats.
        for (const seat of [0, 1, 2, 3]) {
          expect((await court.seatVote(DISPUTE, 0, seat)).voted).to.equal(false);
        }
      });
    });

    describe("when the judge is not Active any more", () => {
      it("<SUR-6> refuses the vote: the seat is void", async () => {
        const { court, graph, membership, guarantors, provider } = await loadFixture(deployVoting);
        const judge = guarantors[0];
        await graph.connect(judge.wallet).withdrawSurety(provider.id, 0);
        await membership.connect(judge.wallet).resign();

        await expect(court.connect(judge.wallet).vote(DISPUTE, 0, 1n, 0n))
          .to.be.revertedWithCustomError(court, "JudgeNotActive")
          .withArgs(judge.id);
      });
    });

    describe("when the judge stands surety no more but is Active", () => {
      it("<SUR-4> takes the vote: the seat goes by the snapshot", async () => {
        const { court, graph, guarantors, provider } = await loadFixture(deployVoting);
        const judge = guarantors[0];
        await graph.connect(judge.wallet).withdrawSurety(provider.id, 0);

        await court.connect(judge.wallet).vote(DISPUTE, 0, 1n, 6_000n);

        expect(await court.seatVote(DISPUTE, 0, 0)).to.deep.equal([true, false, 6_000n]);
      });
    });

    describe("when the judge has another wallet", () => {
      it("<MEM-1> takes the vote of the member's new wallet and not of the old", async () => {
        const { court, membership, guarantors, newWallet } = await loadFixture(deployVoting);
        const judge = guarantors[0];
        const wallet = await newWallet();
        await membership.connect(judge.wallet).changeWallet(wallet);
        await membership.connect(wallet).acceptWallet(judge.id);

        await expect(court.connect(judge.wallet).vote(DISPUTE, 0, 1n, 0n))
          .to.be.revertedWithCustomError(court, "JudgeNotActive")
          .withArgs(NOBODY);
        await expect(court.connect(wallet).vote(DISPUTE, 0, 1n, 0n))
          .to.emit(court, "Voted")
          .withArgs(DISPUTE, 0, judge.id, 1n, 0n);
      });
    });

    describe("when the community is paused", () => {
      it("<CHA-3> takes no vote, and as many seconds after the pause as before it", async () => {
        const { court, charter, guardian, guarantors, openedAt, warp } =
          await loadFixture(deployVoting);
        const judge = court.connect(guarantors[0].wallet);
        await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW - 1n);
        await charter.connect(guardian).pause();
        await warp(1_000n);

        await expect(judge.vote(DISPUTE, 0, 1n, 0n)).to.be.revertedWithCustomError(
          charter,
          "CommunityPaused",
        );
        const resumedAt = BigInt(await time.latest()) + 1n;
        await time.setNextBlockTimestamp(resumedAt);
        await charter.connect(guardian).resume();
        await judge.vote.staticCall(DISPUTE, 0, 1n, 0n);
        await time.setNextBlockTimestamp(resumedAt + 1n);
        await expect(judge.vote(DISPUTE, 0, 1n, 0n)).to.be.revertedWithCustomError(
          court,
          "WrongRound",
        );
      });
    });
  });

  describe("given the booked round was appealed", () => {
    it("<CRT-6> takes votes of the next round from the end of the time to appeal", async () => {
      const appealed = await loadFixture(deployAppealed);
      const { court } = appealed;
      const { deadline } = await booked(appealed);
      const judge = court.connect(await holderOf(appealed, 1, 0));

      await time.setNextBlockTimestamp(deadline - 1n);
      await expect(judge.vote(DISPUTE, 1, 1n, 0n))
        .to.be.revertedWithCustomError(court, "WrongDisputeState")
        .withArgs(DISPUTE, State.Appealed);
      await time.setNextBlockTimestamp(deadline);
      await judge.vote(DISPUTE, 1, 1n, 0n);

      expect(await booked(appealed)).to.include({
        round: 1n,
        state: State.Voting,
        deadline: deadline + VOTE_WINDOW,
      });
    });
  });
});
