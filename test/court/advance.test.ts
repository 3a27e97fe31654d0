import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY } from "../support/community";
import {
  APPEAL_WINDOW,
  DISPUTE,
  State,
  VOTE_WINDOW,
  booked,
  deployAppealed,
  deployFiled,
  deployFinal,
  deployRuled,
  deployVoting,
  memberAt,
  plainDispute,
  vote,
  type CourtCase,
} from "./courtFixture";

/** Round 0 voted so; round 0 ends with the next block. */
async function endRound0(voting: CourtCase, votes: readonly (bigint | null)[]): Promise<void> {
  for (const [seat, fault] of votes.entries()) {
    if (fault !== null) await vote(voting, 0, seat, fault);
  }
  await time.setNextBlockTimestamp(voting.openedAt + VOTE_WINDOW);
}

/** The circle votes, after three rounds without votes. */
async function deployCircle(): Promise<CourtCase> {
  const voting = await deployVoting();
  await time.setNextBlockTimestamp(voting.openedAt + 3n * VOTE_WINDOW);
  await voting.court.advance(DISPUTE);
  return voting;
}

describe("GuarantorCourt advance", () => {
  describe("given round 0 takes votes", () => {
    it("<CRT-6> does nothing before the votes end", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, openedAt } = voting;
      await vote(voting, 0, 0, 0n);
      await vote(voting, 0, 2, 0n);
      const before = await booked(voting);

      await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW - 1n);
      await expect(court.advance(DISPUTE)).not.to.emit(court, "RoundRuled");

      expect(await booked(voting)).to.deep.equal(before);
    });

    for (const late of [0n, 1n]) {
      it(`<CRT-6> books the ruling ${late} s after the votes end, as of their end`, async () => {
        const voting = await loadFixture(deployVoting);
        const { court, openedAt, stranger } = voting;
        await vote(voting, 0, 0, 3_000n);
        await vote(voting, 0, 2, 5_000n);
        await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW + late);

        await expect(court.connect(stranger.wallet).advance(DISPUTE))
          .to.emit(court, "RoundRuled")
          .withArgs(DISPUTE, 0, 4_000n);

        expect(await booked(voting)).to.include({
          state: State.Ruled,
          round: 0n,
          ruling: 4_000n,
          fallbackRuling: 4_000n,
          deadline: openedAt + VOTE_WINDOW + APPEAL_WINDOW,
        });
      });
    }

    it("<CRT-4> rules by the mean of two medians 20 points apart", async () => {
      const voting = await loadFixture(deployVoting);
      await endRound0(voting, [3_000n, 4_000n, 5_000n, 6_000n]);

      // Medians of 3,500 and 5,500.
      await expect(voting.court.advance(DISPUTE))
        .to.emit(voting.court, "RoundRuled")
        .withArgs(DISPUTE, 0, 4_500n);
    });

    it("<CRT-4> rises free of charge when the medians are 25 points apart, and remembers their mean", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, vault, openedAt } = voting;
      await endRound0(voting, [3_000n, 4_000n, 5_000n, 7_000n]);
      const pool = await vault.feesOf(DISPUTE);

      // Medians of 3,500 and 6,000.
      await expect(court.advance(DISPUTE)).to.emit(court, "RoundRose").withArgs(DISPUTE, 0);

      expect(await booked(voting)).to.include({
        state: State.Voting,
        round: 1n,
        ruling: 0n,
        fallbackRuling: 4_750n,
        paidRounds: 1n,
        deadline: openedAt + 2n * VOTE_WINDOW,
      });
      expect(await vault.feesOf(DISPUTE)).to.equal(pool);
    });

    for (const [side, votes] of [
      ["provider", [null, null, 1_000n, 1_000n]],
      ["receiver", [1_000n, 1_000n, null, null]],
    ] as const) {
      it(`<CRT-4> rises when the ${side}'s side has no quorum, however the other voted`, async () => {
        const voting = await loadFixture(deployVoting);
        await endRound0(voting, votes);

        await expect(voting.court.advance(DISPUTE))
          .to.emit(voting.court, "RoundRose")
          .withArgs(DISPUTE, 0);

        expect(await booked(voting)).to.include({ round: 1n, fallbackRuling: 5_000n });
      });
    }

    it("<CRT-7> gets through all rounds to a final ruling in one call", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, openedAt } = voting;
      await time.setNextBlockTimestamp(openedAt + 4n * VOTE_WINDOW);

      const advance = court.advance(DISPUTE);

      for (const round of [0, 1, 2]) {
        await expect(advance).to.emit(court, "RoundRose").withArgs(DISPUTE, round);
      }
      await expect(advance).to.emit(court, "RoundRuled").withArgs(DISPUTE, 3, 5_000n);
      await expect(advance).to.emit(court, "RulingFinal").withArgs(DISPUTE, 5_000n);
      expect(await booked(voting)).to.include({
        state: State.Final,
        round: 3n,
        ruling: 5_000n,
        deadline: openedAt + 4n * VOTE_WINDOW,
      });
    });

    it("<CRT-6> comes to the same whether every step is booked or only the last", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, openedAt } = voting;
      await vote(voting, 0, 0, 1_000n);
      await vote(voting, 0, 2, 9_000n);
      const end = openedAt + 10n * VOTE_WINDOW;

      for (let step = 1n; step < 8n; step++) {
        await time.setNextBlockTimestamp(openedAt + (step * VOTE_WINDOW) / 2n + step);
        await court.advance(DISPUTE);
      }
      await time.setNextBlockTimestamp(end);
      await court.advance(DISPUTE);
      const oftenBooked = await booked(voting);

      const again = await loadFixture(deployVoting);
      await vote(again, 0, 0, 1_000n);
      await vote(again, 0, 2, 9_000n);
      await time.setNextBlockTimestamp(end);
      await again.court.advance(DISPUTE);

      expect(await booked(again)).to.deep.equal(oftenBooked);
      expect(oftenBooked).to.include({ state: State.Final, ruling: 5_000n });
    });

    it("<CHA-4> stands still under a pause", async () => {
      const { court, charter, guardian, openedAt } = await loadFixture(deployVoting);
      await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);
      await charter.connect(guardian).pause();

      await expect(court.advance(DISPUTE)).to.be.revertedWithCustomError(
        charter,
        "CommunityPaused",
      );
    });

    it("<CHA-3> moves every deadline by the length of a pause", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, charter, guardian, openedAt, warp } = voting;
      await time.setNextBlockTimestamp(openedAt + 100n);
      await charter.connect(guardian).pause();
      await warp(14n * DAY);
      const restart = openedAt + 100n + 14n * DAY;

      // Of 14 days none has passed; the rest of the votes' time runs from the end of the pause.
      await time.setNextBlockTimestamp(restart + VOTE_WINDOW - 101n);
      await court.advance(DISPUTE);
      expect(await booked(voting)).to.include({ round: 0n });
      await time.setNextBlockTimestamp(restart + VOTE_WINDOW - 100n);
      await court.advance(DISPUTE);
      expect(await booked(voting)).to.include({ round: 1n });
    });
  });

  describe("given a ruling", () => {
    it("<CRT-5> is final when its time to appeal ends, not a second before", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court } = ruled;
      const before = await booked(ruled);

      await time.setNextBlockTimestamp(before.deadline - 1n);
      await court.advance(DISPUTE);
      expect(await booked(ruled)).to.deep.equal(before);
      await time.setNextBlockTimestamp(before.deadline);
      await expect(court.advance(DISPUTE)).to.emit(court, "RulingFinal").withArgs(DISPUTE, 4_000n);

      expect(await booked(ruled)).to.deep.equal({ ...before, state: State.Final });
    });
  });

  describe("given an appealed ruling", () => {
    it("<CRT-6> begins the next round when the time to appeal ends, not when it was appealed", async () => {
      const appealed = await loadFixture(deployAppealed);
      const { court, openedAt } = appealed;
      const before = await booked(appealed);
      expect(before.deadline).to.equal(openedAt + VOTE_WINDOW + APPEAL_WINDOW);

      await time.setNextBlockTimestamp(before.deadline - 1n);
      await court.advance(DISPUTE);
      expect(await booked(appealed)).to.deep.equal(before);
      await time.setNextBlockTimestamp(before.deadline);
      // `RoundRose` tells of a round without a ruling, and this one had one.
      await expect(court.advance(DISPUTE)).not.to.emit(court, "RoundRose");

      expect(await booked(appealed)).to.deep.equal({
        ...before,
        state: State.Voting,
        round: 1n,
        deadline: before.deadline + VOTE_WINDOW,
      });
    });

    it("<CRT-4> keeps the appealed opinion as what decides if nobody votes again", async () => {
      const appealed = await loadFixture(deployAppealed);
      const { court } = appealed;
      await time.increase(100n * DAY);

      await expect(court.advance(DISPUTE)).to.emit(court, "RulingFinal").withArgs(DISPUTE, 4_000n);
    });
  });

  describe("given the circle votes", () => {
    it("<CRT-4> rules by the median of all votes, without quorum, and at once for good", async () => {
      const circle = await loadFixture(deployCircle);
      const { court, founders, openedAt } = circle;
      for (const [place, fault] of [
        [1, 2_000n],
        [3, 9_000n],
      ] as const) {
        const seat = 1n << BigInt(place);
        await court.connect(memberAt(founders, place).wallet).vote(DISPUTE, 3, seat, fault);
      }

      await time.setNextBlockTimestamp(openedAt + 4n * VOTE_WINDOW - 1n);
      await court.advance(DISPUTE);
      expect(await booked(circle)).to.include({ state: State.Voting });
      await time.setNextBlockTimestamp(openedAt + 4n * VOTE_WINDOW);
      const advance = court.advance(DISPUTE);

      await expect(advance).to.emit(court, "RoundRuled").withArgs(DISPUTE, 3, 5_500n);
      await expect(advance).to.emit(court, "RulingFinal").withArgs(DISPUTE, 5_500n);
    });

    it("<CRT-4> rules by a single vote, whatever any round said", async () => {
      const circle = await loadFixture(deployCircle);
      const { court, founders, openedAt } = circle;
      await court.connect(memberAt(founders, 0).wallet).vote(DISPUTE, 3, 1n, 0n);
      await time.setNextBlockTimestamp(openedAt + 4n * VOTE_WINDOW);

      await expect(court.advance(DISPUTE)).to.emit(court, "RulingFinal").withArgs(DISPUTE, 0n);
    });
  });

  describe("given rounds of which some had a quorum", () => {
    it("<CRT-4> falls back to the last of them if nobody votes in the circle", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, openedAt } = voting;
      // Round 0: opinions 0 and 10,000; round 1: 1,000 (two of four) and 4,000; round 2: one side only.
      await vote(voting, 0, 0, 0n);
      await vote(voting, 0, 2, 10_000n);
      await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);
      for (const [seat, fault] of [
        [0, 0n],
        [1, 2_000n],
        [4, 4_000n],
        [7, 4_000n],
      ] as const) {
        await vote(voting, 1, seat, fault);
      }
      await time.setNextBlockTimestamp(openedAt + 2n * VOTE_WINDOW);
      for (const seat of [0, 1, 2]) await vote(voting, 2, seat, 9_000n);
      await time.setNextBlockTimestamp(openedAt + 4n * VOTE_WINDOW);

      await expect(court.advance(DISPUTE)).to.emit(court, "RulingFinal").withArgs(DISPUTE, 2_500n);
    });
  });

  for (const [name, deploy] of [
    ["filed", deployFiled],
    ["final", deployFinal],
  ] as const) {
    describe(`given a dispute that is ${name}`, () => {
      it("<CRT-6> does nothing, however much time passes", async () => {
        const dispute = await loadFixture(deploy);
        const before = await booked(dispute);
        await time.increase(365n * DAY);

        await dispute.court.advance(DISPUTE);

        expect(await booked(dispute)).to.deep.equal(before);
      });
    });
  }
});

describe("GuarantorCourt current", () => {
  it("<CRT-6> tells what advance would book, and the times of the round, without booking", async () => {
    const voting = await loadFixture(deployVoting);
    const { court, openedAt } = voting;
    await vote(voting, 0, 0, 3_000n);
    await vote(voting, 0, 2, 5_000n);
    const before = await booked(voting);
    const votesUntil = openedAt + VOTE_WINDOW;
    const appealUntil = votesUntil + APPEAL_WINDOW;

    for (const [at, state] of [
      [votesUntil - 1n, State.Voting],
      [votesUntil, State.Ruled],
      [appealUntil - 1n, State.Ruled],
      [appealUntil, State.Final],
    ] as const) {
      await time.increaseTo(at);
      const [dispute, times] = await court.current(DISPUTE);
      expect(dispute.state).to.equal(state);
      expect(times).to.deep.equal([openedAt, votesUntil, appealUntil]);
    }

    expect(await booked(voting)).to.deep.equal(before);
    const [dispute] = await court.current(DISPUTE);
    await court.advance(DISPUTE);
    expect(await booked(voting)).to.deep.equal(plainDispute(dispute));
  });

  it("<CRT-5> tells that the circle leaves no time to appeal", async () => {
    const { court, openedAt } = await loadFixture(deployVoting);
    await time.increaseTo(openedAt + 3n * VOTE_WINDOW);

    const [dispute, times] = await court.current(DISPUTE);

    expect(plainDispute(dispute)).to.include({ round: 3n, state: State.Voting });
    expect(times).to.deep.equal([
      openedAt + 3n * VOTE_WINDOW,
      openedAt + 4n * VOTE_WINDOW,
      openedAt + 4n * VOTE_WINDOW,
    ]);
  });

  it("<CRT-6> has no times for a dispute that waits for an answer", async () => {
    const { court } = await loadFixture(deployFiled);

    const [dispute, times] = await court.current(DISPUTE);

    expect(dispute.state).to.equal(State.Filed);
    expect(times).to.deep.equal([0n, 0n, 0n]);
  });

  it("<CHA-4> answers under a pause", async () => {
    const { court, charter, guardian, warp } = await loadFixture(deployVoting);
    await charter.connect(guardian).pause();
    await warp(10n * DAY);

    const [dispute] = await court.current(DISPUTE);

    expect(plainDispute(dispute)).to.include({ round: 0n, state: State.Voting });
  });
});
