import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import {
  DISPUTE,
  State,
  VOTE_WINDOW,
  booked,
  deployCourt,
  deployFiled,
  fileDispute,
} from "./courtFixture";

describe("GuarantorCourt open", () => {
  describe("given a filed dispute", () => {
    it("<CRT-4> lets round 0 take votes for voteWindow from the opening", async () => {
      const filed = await loadFixture(deployFiled);
      const { court, asTrade, now } = filed;
      const openedAt = (await now()) + 1n;
      const before = await booked(filed);

      await expect(court.connect(asTrade).open(DISPUTE, openedAt))
        .to.emit(court, "DisputeOpened")
        .withArgs(DISPUTE, openedAt);

      expect(await booked(filed)).to.deep.equal({
        ...before,
        state: State.Voting,
        deadline: openedAt + VOTE_WINDOW,
      });
    });

    it("<CRT-6> counts from an opening in the past, whenever it is booked", async () => {
      const filed = await loadFixture(deployFiled);
      const { court, asTrade, now, warp } = filed;
      const openedAt = await now();
      await warp(VOTE_WINDOW);

      await court.connect(asTrade).open(DISPUTE, openedAt);

      // The votes of round 0 ended while nobody called: round 1 is voting.
      const [dispute, times] = await court.current(DISPUTE);
      expect(dispute.round).to.equal(1n);
      expect(times.votesFrom).to.equal(openedAt + VOTE_WINDOW);
    });
  });

  describe("given a dispute that opens by itself", () => {
    const AHEAD = 1_000n;

    async function deployScheduled() {
      const community = await deployCourt();
      const opensAt = (await community.now()) + AHEAD;
      await fileDispute(community, { opensAt });
      return { ...community, opensAt };
    }

    /** The same time, set for a dispute that would not have opened. */
    async function deployRescheduled() {
      const filed = await deployFiled();
      const opensAt = (await filed.now()) + AHEAD;
      await expect(filed.court.connect(filed.asTrade).scheduleOpening(DISPUTE, opensAt))
        .to.emit(filed.court, "OpeningScheduled")
        .withArgs(DISPUTE, opensAt);
      return { ...filed, opensAt };
    }

    for (const deploy of [deployScheduled, deployRescheduled]) {
      it(`<CRT-6> takes votes from that second on, and not before (${deploy.name})`, async () => {
        const scheduled = await loadFixture(deploy);
        const { court, guarantors, opensAt } = scheduled;
        const vote = () => court.connect(guarantors[0].wallet).vote(DISPUTE, 0, 1n, 1_000n);
        expect(await booked(scheduled)).to.include({ state: State.Filed, deadline: opensAt });

        await time.setNextBlockTimestamp(opensAt - 1n);
        await expect(vote())
          .to.be.revertedWithCustomError(court, "WrongDisputeState")
          .withArgs(DISPUTE, State.Filed);
        await time.setNextBlockTimestamp(opensAt);
        await expect(vote())
          .to.emit(court, "DisputeOpened")
          .withArgs(DISPUTE, opensAt)
          .and.to.emit(court, "Voted");
        expect(await booked(scheduled)).to.include({
          state: State.Voting,
          round: 0n,
          deadline: opensAt + VOTE_WINDOW,
        });
      });
    }

    it("<CRT-6> runs on schedule from then on, whoever calls first and when", async () => {
      const { court, opensAt } = await loadFixture(deployScheduled);

      await time.setNextBlockTimestamp(opensAt + VOTE_WINDOW);
      await expect(court.advance(DISPUTE))
        .to.emit(court, "DisputeOpened")
        .withArgs(DISPUTE, opensAt)
        .and.to.emit(court, "RoundRose")
        .withArgs(DISPUTE, 0n);
    });

    it("<CRT-6> is opened earlier by the party's own answer", async () => {
      const scheduled = await loadFixture(deployScheduled);
      const { court, asTrade, opensAt } = scheduled;
      const openedAt = opensAt - 500n;
      await time.setNextBlockTimestamp(openedAt);

      await court.connect(asTrade).open(DISPUTE, openedAt);

      expect((await booked(scheduled)).deadline).to.equal(openedAt + VOTE_WINDOW);
    });
  });
});
