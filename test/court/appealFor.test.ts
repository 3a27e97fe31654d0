import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import type { MemberHandle } from "../support/community";
import {
  APPEAL_WINDOW,
  DISPUTE,
  PARTY_DEPOSIT,
  SEAT_FEE,
  Side,
  State,
  VOTE_WINDOW,
  booked,
  deployCourt,
  deployRuled,
  deployVoting,
  fileDispute,
  fundsOf,
  memberAt,
  openDispute,
  vote,
  type CourtCase,
} from "./courtFixture";

const FIRST_PANEL = 4n * SEAT_FEE;
const SECOND_PANEL = 8n * SEAT_FEE;
const THIRD_PANEL = 16n * SEAT_FEE;

/** Round 0 ruled 40 per cent, and the founder two steps above the provider's slot 0 has money. */
async function deployRuledWithSurety(): Promise<CourtCase & { above: MemberHandle }> {
  const ruled = await deployRuled();
  const above = memberAt(ruled.founders, 0);
  await ruled.deposit(above, PARTY_DEPOSIT);
  return { ...ruled, above };
}

/** The founder has appealed for the provider, out of deposit. */
async function deployAppealedFor(): Promise<CourtCase & { above: MemberHandle }> {
  const ruled = await deployRuledWithSurety();
  await ruled.court
    .connect(ruled.asTrade)
    .appealFor(DISPUTE, Side.Provider, ruled.above.id, ethers.ZeroAddress);
  return ruled;
}

/** Three of the eight seats of the round that the founder paid for voted; then the case was settled. */
async function deploySettledAfterVotes(): Promise<CourtCase & { above: MemberHandle }> {
  const appealed = await deployAppealedFor();
  await time.setNextBlockTimestamp((await booked(appealed)).deadline);
  for (const seat of [1, 3, 6]) await vote(appealed, 1, seat, 1_000n);
  await appealed.court.connect(appealed.asTrade).close(DISPUTE);
  return appealed;
}

/** Every seat of the round that the founder paid for voted; then the case was settled, and the claimant's fee was earned. */
async function deployAllEarned(): Promise<CourtCase & { above: MemberHandle }> {
  const voting = await deployVoting();
  for (const seat of [0, 1, 2, 3]) await vote(voting, 0, seat, 4_000n);
  await time.setNextBlockTimestamp(voting.openedAt + VOTE_WINDOW);
  const above = memberAt(voting.founders, 0);
  await voting.deposit(above, PARTY_DEPOSIT);
  await voting.court
    .connect(voting.asTrade)
    .appealFor(DISPUTE, Side.Provider, above.id, ethers.ZeroAddress);
  await time.setNextBlockTimestamp((await booked(voting)).deadline);
  for (const seat of [0, 1, 2, 3, 4, 5, 6, 7]) await vote(voting, 1, seat, 4_000n);
  await voting.court.connect(voting.asTrade).close(DISPUTE);
  return { ...voting, above };
}

async function deployRuledFree(): Promise<CourtCase> {
  const community = await deployCourt({ parameters: { seatFee: 0n } });
  await fileDispute(community);
  const open = { ...community, openedAt: await openDispute(community) };
  await vote(open, 0, 0, 3_000n);
  await vote(open, 0, 2, 5_000n);
  await time.setNextBlockTimestamp(open.openedAt + VOTE_WINDOW);
  await open.court.advance(DISPUTE);
  return open;
}

describe("GuarantorCourt appealFor", () => {
  describe("given a ruling of round 0", () => {
    for (const side of [Side.Provider, Side.Receiver]) {
      it(`<CRT-5> takes the fee of the next panel from who appeals for side ${side}`, async () => {
        const ruled = await loadFixture(deployRuledWithSurety);
        const { court, vault, account, asTrade, above } = ruled;
        const before = await booked(ruled);
        const funds = await fundsOf(ruled);

        await expect(court.connect(asTrade).appealFor(DISPUTE, side, above.id, ethers.ZeroAddress))
          .to.emit(court, "Appealed")
          .withArgs(DISPUTE, 0, side, above.id)
          .and.to.emit(vault, "FeeTaken")
          .withArgs(DISPUTE, above.id, SECOND_PANEL);

        expect(await booked(ruled)).to.deep.equal({
          ...before,
          state: State.Appealed,
          paidRounds: 0b11n,
          paidByOthers: 0b10n,
        });
        expect(await court.appellantOf(DISPUTE, 1)).to.equal(above.id);
        expect(await court.appellantOf(DISPUTE, 0)).to.equal(0n);
        expect((await account(above.id)).free).to.equal(PARTY_DEPOSIT - SECOND_PANEL);
        expect(await fundsOf(ruled)).to.deep.equal({ ...funds, pool: FIRST_PANEL + SECOND_PANEL });
      });
    }

    it("<CRT-5> is for the trade contract alone", async () => {
      const ruled = await loadFixture(deployRuledWithSurety);
      const { court, above, provider } = ruled;
      const before = await booked(ruled);

      for (const { wallet } of [above, provider]) {
        await expect(
          court.connect(wallet).appealFor(DISPUTE, Side.Provider, above.id, ethers.ZeroAddress),
        )
          .to.be.revertedWithCustomError(court, "NotModule")
          .withArgs(wallet.address);
      }
      expect(await booked(ruled)).to.deep.equal(before);
    });

    it("<CRT-5> refuses a dispute that there is not", async () => {
      const { court, asTrade, above } = await loadFixture(deployRuledWithSurety);

      await expect(
        court.connect(asTrade).appealFor(DISPUTE + 1n, Side.Provider, above.id, ethers.ZeroAddress),
      )
        .to.be.revertedWithCustomError(court, "WrongDisputeState")
        .withArgs(DISPUTE + 1n, State.None);
    });

    it("<CRT-5> takes the fee straight from a wallet if told to", async () => {
      const ruled = await loadFixture(deployRuledWithSurety);
      const { court, token, above, account, fund, asTrade } = ruled;
      await fund(above.wallet, SECOND_PANEL);

      await court.connect(asTrade).appealFor(DISPUTE, Side.Provider, above.id, above.wallet);

      expect(await token.balanceOf(above.wallet)).to.equal(0n);
      expect((await account(above.id)).free).to.equal(PARTY_DEPOSIT);
    });

    it("<CRT-5> leaves the ruling standing when the fee is not there", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court, vault, guarantors, asTrade, deposit } = ruled;
      const [{ id }] = guarantors;
      await deposit(guarantors[0], SECOND_PANEL - 1n);
      const before = await booked(ruled);

      await expect(court.connect(asTrade).appealFor(DISPUTE, Side.Provider, id, ethers.ZeroAddress))
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(id, SECOND_PANEL, SECOND_PANEL - 1n);
      expect(await booked(ruled)).to.deep.equal(before);
      expect(await court.appellantOf(DISPUTE, 1)).to.equal(0n);
    });
  });

  describe("given an appeal", () => {
    it("<CRT-5> is the only one of its round, whoever else would make one", async () => {
      const { court, provider, above, asTrade } = await loadFixture(deployAppealedFor);

      await expect(court.connect(provider.wallet).appeal(DISPUTE, false))
        .to.be.revertedWithCustomError(court, "NotAppealable")
        .withArgs(DISPUTE, State.Appealed);
      await expect(
        court.connect(asTrade).appealFor(DISPUTE, Side.Provider, above.id, ethers.ZeroAddress),
      )
        .to.be.revertedWithCustomError(court, "NotAppealable")
        .withArgs(DISPUTE, State.Appealed);
    });

    it("<CRT-5> <CRT-6> can be followed by one of the next round, paid by somebody else", async () => {
      const appealed = await loadFixture(deployAppealedFor);
      const { court, receiver, above } = appealed;
      const { deadline } = await booked(appealed);
      await time.setNextBlockTimestamp(deadline);
      for (const seat of [0, 1, 2, 4, 5, 6]) await vote(appealed, 1, seat, 0n);
      await time.setNextBlockTimestamp(deadline + VOTE_WINDOW);

      await court.connect(receiver.wallet).appeal(DISPUTE, false);

      expect(await booked(appealed)).to.include({
        state: State.Appealed,
        round: 1n,
        paidRounds: 0b111n,
        paidByReceiver: 0b101n,
        paidByOthers: 0b010n,
        deadline: deadline + VOTE_WINDOW + APPEAL_WINDOW,
      });
      expect(await court.appellantOf(DISPUTE, 1)).to.equal(above.id);
      expect(await court.appellantOf(DISPUTE, 2)).to.equal(0n);
      expect(await fundsOf(appealed)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT - FIRST_PANEL - THIRD_PANEL,
        pool: FIRST_PANEL + SECOND_PANEL + THIRD_PANEL,
      });
    });

    it("<CRT-5> <CHN-6> counts its fee as no side's when the case is concluded", async () => {
      const appealed = await loadFixture(deployAppealedFor);
      const { court, asTrade } = appealed;
      const { deadline } = await booked(appealed);
      await time.setNextBlockTimestamp(deadline);
      for (const seat of [0, 1, 2, 4, 5, 6]) await vote(appealed, 1, seat, 0n);
      await time.increaseTo(deadline + VOTE_WINDOW + APPEAL_WINDOW);

      // The receiver paid for four seats of round 0; two of them voted.
      expect(await court.connect(asTrade).conclude.staticCall(DISPUTE)).to.deep.equal([
        true,
        0n,
        0n,
        2n * SEAT_FEE,
      ]);
    });

    it("<CRT-5> pays the seats that voted", async () => {
      const settled = await loadFixture(deploySettledAfterVotes);
      const { court, vault, founders } = settled;
      const founder = memberAt(founders, 2);

      // Seat 3 of round 1 is the guarantor of the provider's second guarantor in slot 1.
      await expect(court.connect(founder.wallet).claimSeatFees(DISPUTE, 1, 1n << 3n))
        .to.emit(vault, "FeePaid")
        .withArgs(DISPUTE, founder.id, SEAT_FEE);
    });
  });

  describe("given a case that is over", () => {
    it("<CRT-5> <INV-10> what no seat earned goes back to who paid it, and not to the party", async () => {
      const settled = await loadFixture(deploySettledAfterVotes);
      const { court, above, account, stranger } = settled;

      await expect(court.connect(stranger.wallet).returnFees(DISPUTE))
        .to.emit(court, "FeesReturned")
        .withArgs(DISPUTE, 0n, 2n * SEAT_FEE)
        .and.to.emit(court, "AppealFeeReturned")
        .withArgs(DISPUTE, 1, above.id, 5n * SEAT_FEE);

      expect((await account(above.id)).free).to.equal(PARTY_DEPOSIT - 3n * SEAT_FEE);
      expect(await fundsOf(settled)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT - 2n * SEAT_FEE,
        pool: 5n * SEAT_FEE,
      });
      expect((await booked(settled)).feesReturned).to.equal(true);
      await expect(court.returnFees(DISPUTE))
        .to.be.revertedWithCustomError(court, "NothingToReturn")
        .withArgs(DISPUTE);
    });

    it("<CRT-5> gives each payer their own round's fee back, and no other's", async () => {
      const ruled = await loadFixture(deployRuledWithSurety);
      const { court, asTrade, provider, above } = ruled;
      await court.connect(provider.wallet).appeal(DISPUTE, false);
      const { deadline } = await booked(ruled);
      await time.setNextBlockTimestamp(deadline);
      for (const seat of [0, 1, 4, 5]) await vote(ruled, 1, seat, 1_000n);
      await time.setNextBlockTimestamp(deadline + VOTE_WINDOW);
      await court.connect(asTrade).appealFor(DISPUTE, Side.Provider, above.id, ethers.ZeroAddress);
      await court.connect(asTrade).close(DISPUTE);

      const returned = court.returnFees(DISPUTE);

      await expect(returned)
        .to.emit(court, "FeesReturned")
        .withArgs(DISPUTE, 4n * SEAT_FEE, 2n * SEAT_FEE)
        .and.to.emit(court, "AppealFeeReturned")
        .withArgs(DISPUTE, 2, above.id, THIRD_PANEL);
      expect(await fundsOf(ruled)).to.deep.equal({
        provider: PARTY_DEPOSIT - 4n * SEAT_FEE,
        receiver: PARTY_DEPOSIT - 2n * SEAT_FEE,
        pool: 6n * SEAT_FEE,
      });
    });

    it("<CRT-5> gives a round's fee back where the parties have earned nothing back", async () => {
      const voting = await loadFixture(deployVoting);
      const { court, asTrade } = voting;
      for (const seat of [0, 1, 2, 3]) await vote(voting, 0, seat, 4_000n);
      await time.setNextBlockTimestamp(voting.openedAt + VOTE_WINDOW);
      const above = memberAt(voting.founders, 0);
      await voting.deposit(above, SECOND_PANEL);
      await court.connect(asTrade).appealFor(DISPUTE, Side.Provider, above.id, ethers.ZeroAddress);
      await court.connect(asTrade).close(DISPUTE);

      await expect(court.returnFees(DISPUTE))
        .to.emit(court, "AppealFeeReturned")
        .withArgs(DISPUTE, 1, above.id, SECOND_PANEL);
      expect((await voting.account(above.id)).free).to.equal(SECOND_PANEL);
    });

    it("<CRT-5> gives back nothing where every seat voted", async () => {
      const { court } = await loadFixture(deployAllEarned);

      await expect(court.returnFees(DISPUTE))
        .to.be.revertedWithCustomError(court, "NothingToReturn")
        .withArgs(DISPUTE);
    });

    it("<CRT-5> tells of no return for a round whose every seat voted", async () => {
      const appealed = await loadFixture(deployAppealedFor);
      const { court, asTrade } = appealed;
      await time.setNextBlockTimestamp((await booked(appealed)).deadline);
      for (const seat of [0, 1, 2, 3, 4, 5, 6, 7]) await vote(appealed, 1, seat, 1_000n);
      await court.connect(asTrade).close(DISPUTE);

      await expect(court.returnFees(DISPUTE)).not.to.emit(court, "AppealFeeReturned");

      expect((await fundsOf(appealed)).pool).to.equal(SECOND_PANEL + 2n * SEAT_FEE);
    });
  });

  describe("given a community without seat fees", () => {
    it("<CRT-5> is free, and nobody is written down", async () => {
      const ruled = await loadFixture(deployRuledFree);
      const { court, vault, founders, asTrade } = ruled;
      const above = memberAt(founders, 0);

      await expect(
        court.connect(asTrade).appealFor(DISPUTE, Side.Provider, above.id, ethers.ZeroAddress),
      ).not.to.emit(vault, "FeeTaken");

      expect(await booked(ruled)).to.include({
        state: State.Appealed,
        paidRounds: 0n,
        paidByOthers: 0n,
      });
      expect(await court.appellantOf(DISPUTE, 1)).to.equal(0n);
    });
  });

  describe("when there is no ruling to appeal", () => {
    it("<CRT-5> refuses while votes run", async () => {
      const { court, guarantors, asTrade } = await loadFixture(deployVoting);

      await expect(
        court
          .connect(asTrade)
          .appealFor(DISPUTE, Side.Provider, guarantors[0].id, ethers.ZeroAddress),
      )
        .to.be.revertedWithCustomError(court, "NotAppealable")
        .withArgs(DISPUTE, State.Voting);
    });

    for (const late of [-1n, 0n, 1n]) {
      it(`<CRT-5> ${late < 0n ? "takes" : "refuses"} an appeal ${late} seconds from the end of its time`, async () => {
        const ruled = await loadFixture(deployRuledWithSurety);
        const { court, above, asTrade } = ruled;
        await time.setNextBlockTimestamp((await booked(ruled)).deadline + late);
        const call = court
          .connect(asTrade)
          .appealFor(DISPUTE, Side.Provider, above.id, ethers.ZeroAddress);

        if (late < 0n) await expect(call).to.emit(court, "Appealed");
        else {
          await expect(call)
            .to.be.revertedWithCustomError(court, "NotAppealable")
            .withArgs(DISPUTE, State.Final);
        }
      });
    }
  });
});
