import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DISPUTE, State, VOTE_WINDOW, booked, deployFiled } from "./courtFixture";

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
});
