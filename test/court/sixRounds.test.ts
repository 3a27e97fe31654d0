import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { deployCommunity, type GuarantorTree, type MemberHandle } from "../support/community";
import {
  APPEAL_WINDOW,
  DISPUTE,
  PARTY_DEPOSIT,
  SEAT_FEE,
  State,
  VOTE_WINDOW,
  booked,
  fileDispute,
  fundsOf,
  memberAt,
  openDispute,
  passedSnapshot,
  plainDispute,
  type CourtCase,
} from "./courtFixture";

const ROUNDS = 6;
const FOUNDERS = 5;

interface DeepCase extends CourtCase {
  trees: readonly [GuarantorTree, GuarantorTree];
}

/** Two parties, each with a full tree of 126 guarantors of their own, and the deepest charter. */
async function deployDeep(): Promise<DeepCase> {
  const community = await deployCommunity({
    founders: FOUNDERS,
    parameters: {
      rounds: BigInt(ROUNDS),
      seatFee: SEAT_FEE,
      voteWindow: VOTE_WINDOW,
      appealWindow: APPEAL_WINDOW,
    },
  });
  const trees = [await community.tree(ROUNDS), await community.tree(ROUNDS)] as const;
  const [{ party: provider }, { party: receiver }] = trees;
  await community.deposit(provider, PARTY_DEPOSIT);
  await community.deposit(receiver, PARTY_DEPOSIT);

  const { founders } = community;
  const deep = {
    ...community,
    asTrade: await community.impersonate(community.trade),
    provider,
    receiver,
    guarantors: [
      memberAt(trees[0].levels[1] ?? [], 0),
      memberAt(trees[0].levels[1] ?? [], 1),
      memberAt(trees[1].levels[1] ?? [], 0),
      memberAt(trees[1].levels[1] ?? [], 1),
    ] as const,
    stranger: memberAt(founders, 0),
    snapshot: await passedSnapshot(community),
    trees,
  };
  await fileDispute(deep);
  return { ...deep, openedAt: await openDispute(deep) };
}

/** Who sits in a round, in the order of seats: the provider's level of guarantors, then the receiver's. */
function panelOf({ trees, founders }: DeepCase, round: number): MemberHandle[] {
  if (round === ROUNDS) return founders;
  return trees.flatMap(({ levels }) => levels[round + 1] ?? []);
}

/** Every seat of a round votes: the provider's half so, the receiver's half so. */
async function voteAll(
  deep: DeepCase,
  round: number,
  [byProvider, byReceiver]: readonly [bigint, bigint],
): Promise<void> {
  const panel = panelOf(deep, round);
  for (const [seat, judge] of panel.entries()) {
    const fault = seat < panel.length / 2 ? byProvider : byReceiver;
    await deep.court.connect(judge.wallet).vote(DISPUTE, round, 1n << BigInt(seat), fault);
  }
}

/** Every seat that voted in a round claims its fee. */
async function claimAll(deep: DeepCase, round: number): Promise<void> {
  for (const [seat, judge] of panelOf(deep, round).entries()) {
    await deep.court.connect(judge.wallet).claimSeatFees(DISPUTE, round, 1n << BigInt(seat));
  }
}

describe("GuarantorCourt in six rounds", () => {
  describe("given two full trees of guarantors", () => {
    it("<CRT-1> seats 4, 8, 16, 32, 64 and 128, each by the path up from its side", async () => {
      const deep = await loadFixture(deployDeep);
      const { court, founders } = deep;

      for (let round = 0; round < ROUNDS; round++) {
        const panel = panelOf(deep, round);
        expect(panel.length).to.equal(2 ** (round + 2));
        expect(await court.seatCount(DISPUTE, round)).to.equal(panel.length);
        for (const [seat, judge] of panel.entries()) {
          expect(await court.seatHolder(DISPUTE, round, seat)).to.equal(judge.id);
        }
      }
      expect(await court.seatCount(DISPUTE, ROUNDS)).to.equal(FOUNDERS);
      for (const [place, founder] of founders.entries()) {
        expect(await court.seatHolder(DISPUTE, ROUNDS, place)).to.equal(founder.id);
      }
    });

    it("<CRT-4> rises free of charge while the sides vote as blocks, until the circle rules", async () => {
      const deep = await loadFixture(deployDeep);
      const { court, founders, openedAt } = deep;

      for (let round = 0; round < ROUNDS; round++) {
        await voteAll(deep, round, [0n, 10_000n]);
        const [provider, receiver] = await court.tally(DISPUTE, round);
        expect(provider.map(Number)).to.deep.equal([
          2 ** (round + 1),
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
        ]);
        expect(receiver.map(Number)).to.deep.equal([
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          2 ** (round + 1),
        ]);
        await time.setNextBlockTimestamp(openedAt + BigInt(round + 1) * VOTE_WINDOW);
        await expect(court.advance(DISPUTE)).to.emit(court, "RoundRose").withArgs(DISPUTE, round);
      }
      for (const [place, fault] of [1_000n, 2_000n, 7_000n, 9_000n, 9_000n].entries()) {
        const judge = memberAt(founders, place);
        await court.connect(judge.wallet).vote(DISPUTE, ROUNDS, 1n << BigInt(place), fault);
      }
      await time.setNextBlockTimestamp(openedAt + 7n * VOTE_WINDOW);
      await expect(court.advance(DISPUTE)).to.emit(court, "RulingFinal").withArgs(DISPUTE, 7_000n);

      // Only round 0 was paid, by the receiver; all its seats voted.
      expect(await booked(deep)).to.include({ round: 6n, paidRounds: 1n, fallbackRuling: 5_000n });
      await claimAll(deep, 0);
      expect(await fundsOf(deep)).to.deep.equal({
        provider: PARTY_DEPOSIT,
        receiver: PARTY_DEPOSIT - 4n * SEAT_FEE,
        pool: 0n,
      });
    });

    it("<CRT-5> keeps every unit of fees when each ruling is appealed by the other side", async () => {
      const deep = await loadFixture(deployDeep);
      const { court, asTrade, account, openedAt, conservation } = deep;
      const step = VOTE_WINDOW + APPEAL_WINDOW;
      const paid = { provider: 0n, receiver: 4n * SEAT_FEE };

      for (let round = 0; round < ROUNDS; round++) {
        await voteAll(deep, round, [4_000n, 6_000n]);
        await time.setNextBlockTimestamp(openedAt + BigInt(round) * step + VOTE_WINDOW);
        const side = round % 2 === 0 ? "provider" : "receiver";
        paid[side] += SEAT_FEE * BigInt(panelOf(deep, round + 1).length);
        await court.connect(deep[side].wallet).appeal(DISPUTE, false);
        expect(await booked(deep)).to.include({ round: BigInt(round), ruling: 5_000n });
        await time.setNextBlockTimestamp(openedAt + BigInt(round + 1) * step);
        await court.advance(DISPUTE);
      }
      await time.increaseTo(openedAt + BigInt(ROUNDS) * step + VOTE_WINDOW);

      // Nobody votes in the circle, which the receiver paid for: its five seats go back.
      const inCircle = SEAT_FEE * BigInt(FOUNDERS);
      const [dispute] = await court.current(DISPUTE);
      expect(plainDispute(dispute)).to.include({
        state: State.Final,
        ruling: 5_000n,
        paidRounds: 0b1111111n,
        paidByReceiver: 0b1010101n,
      });
      expect(await court.connect(asTrade).conclude.staticCall(DISPUTE)).to.deep.equal([
        true,
        5_000n,
        paid.provider,
        paid.receiver - inCircle,
      ]);

      for (let round = 0; round < ROUNDS; round++) await claimAll(deep, round);
      await court.returnFees(DISPUTE);

      for (let round = 0; round < ROUNDS; round++) {
        for (const judge of panelOf(deep, round)) {
          expect((await account(judge.id)).free).to.equal(SEAT_FEE);
        }
      }
      expect(await fundsOf(deep)).to.deep.equal({
        provider: PARTY_DEPOSIT - paid.provider,
        receiver: PARTY_DEPOSIT - paid.receiver + inCircle,
        pool: 0n,
      });
      const { total, balance } = await conservation();
      expect(total).to.equal(balance);
    });
  });
});
