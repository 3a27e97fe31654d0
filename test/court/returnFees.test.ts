import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import {
  DISPUTE,
  PARTY_DEPOSIT,
  SEAT_FEE,
  Side,
  State,
  VOTE_WINDOW,
  booked,
  deployAppealed,
  deployClosed,
  deployCourt,
  deployFiled,
  deployFinal,
  deployRuled,
  deployVoting,
  deployVotingFree,
  fileDispute,
  fundsOf,
  openDispute,
  seatsByHolder,
  vote,
  walletOf,
  type CourtCase,
} from "./courtFixture";

const FIRST_PANEL = 4n * SEAT_FEE;
const SECOND_PANEL = 8n * SEAT_FEE;

async function closed(dispute: CourtCase): Promise<CourtCase> {
  await dispute.court.connect(dispute.asTrade).close(DISPUTE);
  return dispute;
}

async function deployConceded(): Promise<CourtCase> {
  return closed(await deployFiled());
}

/** The provider claimed and paid; the receiver conceded. */
async function deployConcededToProvider(): Promise<CourtCase> {
  const community = await deployCourt();
  await fileDispute(community, { claimant: Side.Provider });
  return closed({ ...community, openedAt: 0n });
}

/** Settled between an appeal and the round it paid for. */
async function deploySettledAfterAppeal(): Promise<CourtCase> {
  return closed(await deployAppealed());
}

/** Settled when one seat of the appealed round had voted. */
async function deploySettledInRound1(): Promise<CourtCase> {
  const appealed = await deployAppealed();
  const { deadline } = await booked(appealed);
  await time.setNextBlockTimestamp(deadline);
  await vote(appealed, 1, 3, 1_000n);
  return closed(appealed);
}

/** The receiver paid for rounds 0 and 2, the provider for round 1, where all seats voted; settled before round 2. */
async function deploySettledAfterTwoAppeals(): Promise<CourtCase> {
  const appealed = await deployAppealed();
  const { court, receiver } = appealed;
  const { deadline } = await booked(appealed);
  await time.setNextBlockTimestamp(deadline);
  for (const [holder, seats] of await seatsByHolder(appealed, 1)) {
    await court.connect(await walletOf(appealed, holder)).vote(DISPUTE, 1, seats, 5_000n);
  }
  await time.setNextBlockTimestamp(deadline + VOTE_WINDOW);
  await court.connect(receiver.wallet).appeal(DISPUTE, false);
  return closed(appealed);
}

/** The receiver paid for round 0 and for the circle, where two of five founders had voted when the case was settled. */
async function deploySettledInCircle(): Promise<CourtCase> {
  const community = await deployCourt({ parameters: { rounds: 1n } });
  await fileDispute(community);
  const openedAt = await openDispute(community);
  const voting = { ...community, openedAt };
  await vote(voting, 0, 0, 4_000n);
  await vote(voting, 0, 2, 4_000n);
  await time.setNextBlockTimestamp(openedAt + VOTE_WINDOW);
  await voting.court.connect(voting.receiver.wallet).appeal(DISPUTE, false);
  await time.setNextBlockTimestamp((await booked(voting)).deadline);
  await vote(voting, 1, 0, 4_000n);
  await vote(voting, 1, 1, 4_000n);
  return closed(voting);
}

/** All four seats of the only round voted; then settled. */
async function deployAllEarned(): Promise<CourtCase> {
  const voting = await deployVoting();
  for (const seat of [0, 1, 2, 3]) await vote(voting, 0, seat, 0n);
  return closed(voting);
}

async function deployClosedFree(): Promise<CourtCase> {
  return closed(await deployVotingFree());
}

describe("GuarantorCourt returnFees", () => {
  describe("given a claim that was conceded", () => {
    it("<CRT-5> gives the whole fee back to the claimant", async () => {
      const over = await loadFixture(deployConceded);
      const { court, stranger } = over;

      await expect(court.connect(stranger.wallet).returnFees(DISPUTE))
        .to.emit(court, "FeesReturned")
        .withArgs(DISPUTE, 0n, FIRST_PANEL);

      expect(await fundsOf(over)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT,
        pool: 0n,
      });
    });
  });

  describe("given a claim of either side that was conceded", () => {
    for (const [name, deploy] of [
      ["receiver", deployConceded],
      ["provider", deployConcededToProvider],
    ] as const) {
      it(`<CRT-5> pays the ${name} who claimed, and pays the other side nothing`, async () => {
        const over = await loadFixture(deploy);
        const { court, vault } = over;
        const { id } = over[name];

        await court.returnFees(DISPUTE);

        const paid = await vault.queryFilter(vault.filters.FeePaid());
        expect(paid.map(({ args }) => [...args])).to.deep.equal([[DISPUTE, id, FIRST_PANEL]]);
        expect(await fundsOf(over)).to.deep.equal({
          provider: PARTY_DEPOSIT,
          receiver: PARTY_DEPOSIT,
          pool: 0n,
        });
      });
    }
  });

  describe("given a settlement while round 0 voted", () => {
    it("<CRT-5> gives back the fees of the seats that did not vote", async () => {
      const over = await loadFixture(deployClosed);
      const { court } = over;

      await court.returnFees(DISPUTE);

      expect(await fundsOf(over)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT - 2n * SEAT_FEE,
        pool: 2n * SEAT_FEE,
      });
    });
  });

  describe("given a settlement between an appeal and its round", () => {
    it("<CRT-5> gives the fee of the appeal back as a whole, each side its own", async () => {
      const over = await loadFixture(deploySettledAfterAppeal);
      const { court } = over;

      await expect(court.returnFees(DISPUTE))
        .to.emit(court, "FeesReturned")
        .withArgs(DISPUTE, SECOND_PANEL, FIRST_PANEL - 2n * SEAT_FEE);

      expect(await fundsOf(over)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT - 2n * SEAT_FEE,
        pool: 2n * SEAT_FEE,
      });
    });
  });

  describe("given a side that paid for two rounds", () => {
    it("<CRT-5> gives back what no seat of either earned", async () => {
      const over = await loadFixture(deploySettledAfterTwoAppeals);

      await over.court.returnFees(DISPUTE);

      expect(await fundsOf(over)).to.deep.equal({
        provider: PARTY_DEPOSIT - SECOND_PANEL,
        receiver: PARTY_DEPOSIT - 2n * SEAT_FEE,
        pool: SECOND_PANEL + 2n * SEAT_FEE,
      });
    });
  });

  describe("given a side that paid for a round and for the circle", () => {
    it("<CRT-5> gives back what no seat of either earned", async () => {
      const over = await loadFixture(deploySettledInCircle);

      await over.court.returnFees(DISPUTE);

      expect(await fundsOf(over)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT - 4n * SEAT_FEE,
        pool: 4n * SEAT_FEE,
      });
    });
  });

  describe("given a settlement while an appealed round voted", () => {
    it("<CRT-5> leaves each seat that voted its fee, at the cost of who paid the round", async () => {
      const over = await loadFixture(deploySettledInRound1);
      const { court } = over;

      await court.returnFees(DISPUTE);

      expect(await fundsOf(over)).to.deep.equal({
        provider: PARTY_DEPOSIT - SEAT_FEE,
        receiver: PARTY_DEPOSIT - 2n * SEAT_FEE,
        pool: 3n * SEAT_FEE,
      });
    });
  });

  describe("given a final ruling", () => {
    it("<CRT-5> gives back once what no seat earned", async () => {
      const over = await loadFixture(deployFinal);
      const { court } = over;
      await court.returnFees(DISPUTE);
      const funds = await fundsOf(over);

      await expect(court.returnFees(DISPUTE))
        .to.be.revertedWithCustomError(court, "NothingToReturn")
        .withArgs(DISPUTE);

      expect(await fundsOf(over)).to.deep.equal(funds);
      expect(await booked(over)).to.include({ feesReturned: true });
    });

    it("<CRT-5> <INV-10> gives back the same before and after the judges' claims, and the pool ends empty", async () => {
      const claimsFirst = await loadFixture(deployFinal);
      for (const seat of [0, 2] as const) {
        const judge = claimsFirst.guarantors[seat].wallet;
        await claimsFirst.court.connect(judge).claimSeatFees(DISPUTE, 0, 1n << BigInt(seat));
      }
      await claimsFirst.court.returnFees(DISPUTE);
      const funds = await fundsOf(claimsFirst);

      const returnFirst = await loadFixture(deployFinal);
      await returnFirst.court.returnFees(DISPUTE);
      for (const seat of [0, 2] as const) {
        const judge = returnFirst.guarantors[seat].wallet;
        await returnFirst.court.connect(judge).claimSeatFees(DISPUTE, 0, 1n << BigInt(seat));
      }

      expect(await fundsOf(returnFirst)).to.deep.equal(funds);
      expect(funds).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT - 2n * SEAT_FEE,
        pool: 0n,
      });
    });

    it("<CHA-4> gives back under a pause", async () => {
      const over = await loadFixture(deployFinal);
      await over.charter.connect(over.guardian).pause();

      await over.court.returnFees(DISPUTE);

      expect((await fundsOf(over)).pool).to.equal(2n * SEAT_FEE);
    });
  });

  describe("given a ruling that time has made final", () => {
    it("<CRT-6> books it first, under a pause too", async () => {
      const ruled = await loadFixture(deployRuled);
      const { court, charter, guardian } = ruled;
      const { deadline } = await booked(ruled);
      await time.setNextBlockTimestamp(deadline);
      await charter.connect(guardian).pause();

      await expect(court.returnFees(DISPUTE))
        .to.emit(court, "RulingFinal")
        .withArgs(DISPUTE, 4_000n);

      expect(await booked(ruled)).to.include({ state: State.Final, feesReturned: true });
    });
  });

  describe("given a dispute that time has brought to the end without votes", () => {
    it("<CRT-5> gives the whole fee back", async () => {
      const voting = await loadFixture(deployVoting);
      await time.setNextBlockTimestamp(voting.openedAt + 4n * VOTE_WINDOW);

      await voting.court.returnFees(DISPUTE);

      expect(await fundsOf(voting)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT,
        pool: 0n,
      });
    });
  });

  for (const [name, deploy] of [
    ["every seat has earned its fee", deployAllEarned],
    ["no fees were paid", deployClosedFree],
  ] as const) {
    describe(`given ${name}`, () => {
      it("<CRT-5> has nothing to return", async () => {
        const over = await loadFixture(deploy);

        await expect(over.court.returnFees(DISPUTE))
          .to.be.revertedWithCustomError(over.court, "NothingToReturn")
          .withArgs(DISPUTE);
      });
    });
  }
});
