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
  deployAppealed,
  deployClosed,
  deployFiled,
  deployFinal,
  deployRuled,
  deployVoting,
  deployVotingFree,
  vote,
} from "./courtFixture";

describe("GuarantorCourt conclude", () => {
  describe("given a final ruling", () => {
    it("<CRT-5> tells the ruling and the fees that seats earned, by the side that paid", async () => {
      const { court, asTrade } = await loadFixture(deployFinal);

      // The receiver paid for four seats of round 0; two of them voted.
      expect(await court.connect(asTrade).conclude.staticCall(DISPUTE)).to.deep.equal([
        true,
        4_000n,
        0n,
        2n * SEAT_FEE,
      ]);
    });

    it("<CRT-8> <INV-10> tells the same as often and as late as it is asked, whatever was claimed since", async () => {
      const { court, asTrade, guarantors } = await loadFixture(deployFinal);
      const first = await court.connect(asTrade).conclude.staticCall(DISPUTE);

      await court.connect(guarantors[0].wallet).claimSeatFees(DISPUTE, 0, 1n);
      await court.returnFees(DISPUTE);
      await time.increase(1_000n * DAY);
      await court.connect(asTrade).conclude(DISPUTE);

      expect(await court.connect(asTrade).conclude.staticCall(DISPUTE)).to.deep.equal(first);
    });
  });

  describe("given a ruling that time has made final", () => {
    it("<CRT-6> books it", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court, asTrade } = ruled;
      const { deadline } = await booked(ruled);
      await time.setNextBlockTimestamp(deadline);

      await expect(court.connect(asTrade).conclude(DISPUTE))
        .to.emit(court, "RulingFinal")
        .withArgs(DISPUTE, 4_000n);

      expect(await booked(ruled)).to.include({ state: State.Final });
    });
  });

  describe("given rounds paid by both sides", () => {
    it("<CRT-5> counts the seats that voted in each side's rounds and not in the free ones", async () => {
      const appealed = await loadFixture(deployAppealed);
      const { court, asTrade, openedAt } = appealed;
      const round1 = openedAt + VOTE_WINDOW + APPEAL_WINDOW;
      // Round 1, paid by the provider: three of eight vote, no agreement. Round 2 is free: one votes.
      await time.setNextBlockTimestamp(round1);
      for (const [seat, fault] of [
        [0, 0n],
        [1, 0n],
        [4, 10_000n],
      ] as const) {
        await vote(appealed, 1, seat, fault);
      }
      await time.setNextBlockTimestamp(round1 + VOTE_WINDOW);
      await vote(appealed, 2, 0, 0n);
      await time.setNextBlockTimestamp(round1 + 3n * VOTE_WINDOW);
      await court.advance(DISPUTE);

      expect(await court.connect(asTrade).conclude.staticCall(DISPUTE)).to.deep.equal([
        true,
        4_000n,
        3n * SEAT_FEE,
        2n * SEAT_FEE,
      ]);
    });
  });

  describe("given no seat fees", () => {
    it("<CRT-5> tells no fees", async () => {
      const { court, asTrade, openedAt } = await loadFixture(deployVotingFree);
      await time.increaseTo(openedAt + 4n * VOTE_WINDOW);

      expect(await court.connect(asTrade).conclude.staticCall(DISPUTE)).to.deep.equal([
        true,
        5_000n,
        0n,
        0n,
      ]);
    });
  });

  for (const [name, deploy] of [
    ["filed", deployFiled],
    ["voting", deployVoting],
    ["ruled", deployRuled],
    ["appealed", deployAppealed],
    ["closed", deployClosed],
  ] as const) {
    describe(`given a dispute that is ${name}`, () => {
      it("<CRT-8> tells that there is nothing to apply, and changes nothing", async () => {
        const dispute = await loadFixture(deploy);
        const { court, asTrade } = dispute;
        const before = await booked(dispute);

        const [isFinal, , providerFees, receiverFees] = await court
          .connect(asTrade)
          .conclude.staticCall(DISPUTE);
        await court.connect(asTrade).conclude(DISPUTE);

        expect([isFinal, providerFees, receiverFees]).to.deep.equal([false, 0n, 0n]);
        expect(await booked(dispute)).to.deep.equal(before);
      });
    });
  }
});
