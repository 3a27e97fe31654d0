import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import {
  DISPUTE,
  State,
  VOTE_WINDOW,
  booked,
  deployAppealed,
  deployFiled,
  deployRuled,
  deployVoting,
  fundsOf,
  vote,
  type CourtCase,
} from "./courtFixture";

const OPEN_STATES: [name: string, deploy: () => Promise<CourtCase>][] = [
  ["filed", deployFiled],
  ["voting", deployVoting],
  ["ruled", deployRuled],
  ["appealed", deployAppealed],
];

describe("GuarantorCourt close", () => {
  for (const [name, deploy] of OPEN_STATES) {
    describe(`given a dispute that is ${name}`, () => {
      it("<CHN-8> ends it without a ruling and moves no money yet", async () => {
        const dispute = await loadFixture(deploy);
        const { court, asTrade } = dispute;
        const before = await booked(dispute);
        const funds = await fundsOf(dispute);

        await expect(court.connect(asTrade).close(DISPUTE))
          .to.emit(court, "DisputeClosed")
          .withArgs(DISPUTE);

        expect(await booked(dispute)).to.deep.equal({ ...before, state: State.Closed });
        expect(await fundsOf(dispute)).to.deep.equal(funds);
      });
    });
  }

  describe("given a ruling", () => {
    it("<CHN-8> can be settled until the last second before it is final", async () => {
      const ruled = await loadFixture(deployRuled);
      const { deadline } = await booked(ruled);
      await time.setNextBlockTimestamp(deadline - 1n);

      await ruled.court.connect(ruled.asTrade).close(DISPUTE);

      expect(await booked(ruled)).to.include({ state: State.Closed });
    });

    for (const late of [0n, 1n]) {
      it(`<CHN-8> is final ${late} s after its time to appeal, although nobody booked it`, async () => {
        const ruled = await loadFixture(deployRuled);
        const { court, asTrade } = ruled;
        const { deadline } = await booked(ruled);
        await time.setNextBlockTimestamp(deadline + late);

        await expect(court.connect(asTrade).close(DISPUTE))
          .to.be.revertedWithCustomError(court, "WrongDisputeState")
          .withArgs(DISPUTE, State.Final);
      });
    }
  });

  describe("given the circle's votes have ended", () => {
    it("<CHN-8> cannot be settled: the circle's ruling is final at once", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, asTrade, openedAt } = voting;
      await time.setNextBlockTimestamp(openedAt + 4n * VOTE_WINDOW);

      await expect(court.connect(asTrade).close(DISPUTE))
        .to.be.revertedWithCustomError(court, "WrongDisputeState")
        .withArgs(DISPUTE, State.Final);
    });
  });

  describe("given a round that ended unbooked", () => {
    it("<CRT-6> books it first, so that the record shows the ruling that was settled away", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, asTrade, openedAt } = voting;
      await vote(voting, 0, 0, 1_000n);
      await vote(voting, 0, 2, 1_000n);
      await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);

      await expect(court.connect(asTrade).close(DISPUTE))
        .to.emit(court, "RoundRuled")
        .withArgs(DISPUTE, 0, 1_000n)
        .and.to.emit(court, "DisputeClosed");

      expect(await booked(voting)).to.include({ state: State.Closed, ruling: 1_000n });
    });
  });
});
