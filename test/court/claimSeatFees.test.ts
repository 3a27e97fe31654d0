import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY } from "../support/community";
import {
  APPEAL_WINDOW,
  DISPUTE,
  SEAT_FEE,
  State,
  VOTE_WINDOW,
  booked,
  deployClosed,
  deployCourt,
  deployFinal,
  deployRuled,
  deployVoting,
  deployVotingFree,
  fileDispute,
  fundsOf,
  memberAt,
  openDispute,
  seatsByHolder,
  vote,
  walletOf,
  type CourtCase,
} from "./courtFixture";

const FIRST_PANEL = 4n * SEAT_FEE;

/** Nobody votes in round 0, all founders do in round 1, which was free; the provider pays for round 2, where nobody votes. */
async function deployFreeBetweenPaid(): Promise<CourtCase> {
  const voting = await deployVoting();
  const { court, provider, openedAt } = voting;
  await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);
  await court.advance(DISPUTE);
  for (const [holder, seats] of await seatsByHolder(voting, 1)) {
    await court.connect(await walletOf(voting, holder)).vote(DISPUTE, 1, seats, 5_000n);
  }
  await time.setNextBlockTimestamp(openedAt + 2n * VOTE_WINDOW);
  await court.connect(provider.wallet).appeal(DISPUTE, false);
  await time.increase(100n * DAY);
  await court.advance(DISPUTE);
  return voting;
}

/** All founders vote with all they have in round 1, which the provider paid for; final two days later. */
async function deployFinalInRound1(): Promise<CourtCase> {
  const ruled = await deployRuled();
  const { court, provider } = ruled;
  await court.connect(provider.wallet).appeal(DISPUTE, false);
  const { deadline } = await booked(ruled);
  await time.setNextBlockTimestamp(deadline);
  for (const [holder, seats] of await seatsByHolder(ruled, 1)) {
    await court.connect(await walletOf(ruled, holder)).vote(DISPUTE, 1, seats, 5_000n);
  }
  await time.setNextBlockTimestamp(deadline + VOTE_WINDOW + APPEAL_WINDOW);
  await court.advance(DISPUTE);
  return ruled;
}

/** A ruling of round 0 that the provider appealed to the circle, where the first founder voted; final. */
async function deployFinalInCircle(): Promise<CourtCase> {
  const community = await deployCourt({ parameters: { rounds: 1n } });
  await fileDispute(community);
  const openedAt = await openDispute(community);
  const voting = { ...community, openedAt };
  await vote(voting, 0, 0, 4_000n);
  await vote(voting, 0, 2, 4_000n);
  await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);
  await voting.court.connect(voting.provider.wallet).appeal(DISPUTE, false);
  await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW + APPEAL_WINDOW);
  await vote(voting, 1, 0, 6_000n);
  await time.setNextBlockTimestamp(openedAt + 2n * VOTE_WINDOW + APPEAL_WINDOW);
  await voting.court.advance(DISPUTE);
  return voting;
}

/** A free community, closed after a vote. */
async function deployClosedFree(): Promise<CourtCase> {
  const voting = await deployVotingFree();
  await vote(voting, 0, 0, 0n);
  await voting.court.connect(voting.asTrade).close(DISPUTE);
  return voting;
}

describe("GuarantorCourt claimSeatFees", () => {
  for (const [name, deploy, seat] of [
    ["final", deployFinal, 2],
    ["closed", deployClosed, 1],
  ] as const) {
    describe(`given a ${name} dispute`, () => {
      it("<CRT-5> pays the judge a fee for the seat, out of the pool", async () => {
        const over = await loadFixture(deploy);
        const { court, vault, account, guarantors } = over;
        const judge = guarantors[seat];
        const seats = 1n << BigInt(seat);
        const before = await booked(over);

        await expect(court.connect(judge.wallet).claimSeatFees(DISPUTE, 0, seats))
          .to.emit(court, "SeatFeesClaimed")
          .withArgs(DISPUTE, 0, judge.id, seats)
          .and.to.emit(vault, "FeePaid")
          .withArgs(DISPUTE, judge.id, SEAT_FEE);

        expect((await account(judge.id)).free).to.equal(SEAT_FEE);
        expect(await vault.feesOf(DISPUTE)).to.equal(FIRST_PANEL - SEAT_FEE);
        expect(await court.seatVote(DISPUTE, 0, seat)).to.deep.equal([true, true, 0n]);
        expect(await booked(over)).to.deep.equal(before);
      });

      it("<CRT-5> pays a seat once", async () => {
        const { court, guarantors } = await loadFixture(deploy);
        const judge = court.connect(guarantors[seat].wallet);
        await judge.claimSeatFees(DISPUTE, 0, 1n << BigInt(seat));

        await expect(judge.claimSeatFees(DISPUTE, 0, 1n << BigInt(seat)))
          .to.be.revertedWithCustomError(court, "NothingToClaim")
          .withArgs(0, seat);
      });
    });
  }

  describe("given a final dispute", () => {
    it("<CRT-5> pays nothing for a seat that did not vote", async () => {
      const { court, guarantors } = await loadFixture(deployFinal);

      await expect(court.connect(guarantors[1].wallet).claimSeatFees(DISPUTE, 0, 0b10n))
        .to.be.revertedWithCustomError(court, "NothingToClaim")
        .withArgs(0, 1);
    });

    it("<CRT-5> pays nobody else's seat", async () => {
      const { court, guarantors, provider } = await loadFixture(deployFinal);

      for (const caller of [guarantors[2], provider]) {
        await expect(court.connect(caller.wallet).claimSeatFees(DISPUTE, 0, 0b1n))
          .to.be.revertedWithCustomError(court, "NotYourSeat")
          .withArgs(0, caller.id, guarantors[0].id);
      }
    });

    it("<CRT-5> pays nothing for a round that was free, or that never was", async () => {
      const { court, guarantors } = await loadFixture(deployFinal);

      for (const round of [1, 3, 7, 255]) {
        await expect(court.connect(guarantors[0].wallet).claimSeatFees(DISPUTE, round, 1n))
          .to.be.revertedWithCustomError(court, "RoundNotPaid")
          .withArgs(round);
      }
    });

    it("<CRT-5> pays nothing for a free round between paid ones", async () => {
      const over = await loadFixture(deployFreeBetweenPaid);
      const { court } = over;
      expect(await booked(over)).to.include({ state: State.Final, paidRounds: 0b101n });
      const funds = await fundsOf(over);

      for (const [holder, seats] of await seatsByHolder(over, 1)) {
        const judge = await walletOf(over, holder);
        await expect(court.connect(judge).claimSeatFees(DISPUTE, 1, seats))
          .to.be.revertedWithCustomError(court, "RoundNotPaid")
          .withArgs(1);
      }

      expect(await fundsOf(over)).to.deep.equal(funds);
      await court.returnFees(DISPUTE);
      expect((await fundsOf(over)).pool).to.equal(0n);
    });

    it("<CRT-1> refuses seats that the round has not, and an empty bitmap", async () => {
      const { court, guarantors } = await loadFixture(deployFinal);
      const judge = court.connect(guarantors[0].wallet);

      await expect(judge.claimSeatFees(DISPUTE, 0, 0b10001n))
        .to.be.revertedWithCustomError(court, "NoSuchSeat")
        .withArgs(4, 4);
      await expect(judge.claimSeatFees(DISPUTE, 0, 0n)).to.be.revertedWithCustomError(
        court,
        "NoSeats",
      );
    });

    it("<CRT-5> refuses a wallet without a card", async () => {
      const { court, membership, newWallet } = await loadFixture(deployFinal);
      const wallet = await newWallet();

      await expect(court.connect(wallet).claimSeatFees(DISPUTE, 0, 1n))
        .to.be.revertedWithCustomError(membership, "NotAMember")
        .withArgs(wallet.address);
    });

    it("<MEM-4> pays a judge who is not Active any more", async () => {
      const { court, graph, membership, account, guarantors, provider } =
        await loadFixture(deployFinal);
      const judge = guarantors[0];
      await graph.connect(judge.wallet).withdrawSurety(provider.id, 0);
      await membership.connect(judge.wallet).resign();

      await court.connect(judge.wallet).claimSeatFees(DISPUTE, 0, 1n);

      expect((await account(judge.id)).free).to.equal(SEAT_FEE);
    });

    it("<CHA-4> pays under a pause", async () => {
      const { court, charter, guardian, account, guarantors } = await loadFixture(deployFinal);
      await charter.connect(guardian).pause();

      await court.connect(guarantors[0].wallet).claimSeatFees(DISPUTE, 0, 1n);

      expect((await account(guarantors[0].id)).free).to.equal(SEAT_FEE);
    });
  });

  describe("given a member with several seats of a paid round", () => {
    it("<CRT-5> pays all of them at once, and the whole panel comes to the fee paid", async () => {
      const over = await loadFixture(deployFinalInRound1);
      const { court, vault, account, founders } = over;
      const seats = await seatsByHolder(over, 1);
      const poolBefore = await vault.feesOf(DISPUTE);

      let paid = 0n;
      for (const [holder, bitmap] of seats) {
        await court.connect(await walletOf(over, holder)).claimSeatFees(DISPUTE, 1, bitmap);
        paid += (await account(holder)).free;
      }

      expect(seats.size).to.equal(founders.length);
      expect(paid).to.equal(8n * SEAT_FEE);
      expect(poolBefore - (await vault.feesOf(DISPUTE))).to.equal(8n * SEAT_FEE);
    });

    it("<CRT-5> pays none of them if one was claimed before", async () => {
      const over = await loadFixture(deployFinalInRound1);
      const { court, account, founders } = over;
      const holder = memberAt(founders, 1);
      const bitmap = (await seatsByHolder(over, 1)).get(holder.id) ?? 0n;
      const one = bitmap & -bitmap;
      await court.connect(holder.wallet).claimSeatFees(DISPUTE, 1, one);

      await expect(
        court.connect(holder.wallet).claimSeatFees(DISPUTE, 1, bitmap),
      ).to.be.revertedWithCustomError(court, "NothingToClaim");
      expect((await account(holder.id)).free).to.equal(SEAT_FEE);
      await court.connect(holder.wallet).claimSeatFees(DISPUTE, 1, bitmap ^ one);
    });
  });

  describe("given a circle that was paid for", () => {
    it("<CRT-5> pays a founder's seat of it once", async () => {
      const over = await loadFixture(deployFinalInCircle);
      const { court, account, founders } = over;
      expect(await booked(over)).to.include({ state: State.Final, ruling: 6_000n });

      await court.connect(founders[0].wallet).claimSeatFees(DISPUTE, 1, 1n);

      expect((await account(founders[0].id)).free).to.equal(SEAT_FEE);
      await expect(court.connect(founders[0].wallet).claimSeatFees(DISPUTE, 1, 1n))
        .to.be.revertedWithCustomError(court, "NothingToClaim")
        .withArgs(1, 0);
    });

    it("<CRT-5> pays a founder who did not vote nothing", async () => {
      const { court, founders } = await loadFixture(deployFinalInCircle);

      await expect(court.connect(founders[1].wallet).claimSeatFees(DISPUTE, 1, 0b10n))
        .to.be.revertedWithCustomError(court, "NothingToClaim")
        .withArgs(1, 1);
    });
  });

  describe("given a ruling that time has made final", () => {
    it("<CRT-6> books it first, under a pause too", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court, charter, guardian, guarantors } = ruled;
      const { deadline } = await booked(ruled);
      await time.setNextBlockTimestamp(deadline);
      await charter.connect(guardian).pause();

      await expect(court.connect(guarantors[0].wallet).claimSeatFees(DISPUTE, 0, 1n))
        .to.emit(court, "RulingFinal")
        .withArgs(DISPUTE, 4_000n)
        .and.to.emit(court, "SeatFeesClaimed");

      expect(await booked(ruled)).to.include({ state: State.Final });
    });

    it("<CRT-5> pays nothing a second earlier", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court, guarantors } = ruled;
      const { deadline } = await booked(ruled);
      await time.setNextBlockTimestamp(deadline - 1n);

      await expect(court.connect(guarantors[0].wallet).claimSeatFees(DISPUTE, 0, 1n))
        .to.be.revertedWithCustomError(court, "WrongDisputeState")
        .withArgs(DISPUTE, State.Ruled);
    });
  });

  describe("given votes that go on", () => {
    it("<CRT-5> pays nothing yet: a claimed vote could not be counted", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, guarantors } = voting;
      await vote(voting, 0, 0, 0n);

      await expect(court.connect(guarantors[0].wallet).claimSeatFees(DISPUTE, 0, 1n))
        .to.be.revertedWithCustomError(court, "WrongDisputeState")
        .withArgs(DISPUTE, State.Voting);
    });
  });

  describe("given a community without seat fees", () => {
    it("<CRT-5> has nothing to claim", async () => {
      const { court, guarantors } = await loadFixture(deployClosedFree);

      await expect(court.connect(guarantors[0].wallet).claimSeatFees(DISPUTE, 0, 1n))
        .to.be.revertedWithCustomError(court, "RoundNotPaid")
        .withArgs(0);
    });
  });
});
