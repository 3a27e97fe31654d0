import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { expect } from "chai";
import fc from "fast-check";

import {
  DISPUTE,
  PARTY_DEPOSIT,
  SEAT_FEE,
  Side,
  State,
  VOTE_WINDOW,
  deployCourt,
  fileDispute,
  fundsOf,
  holderOf,
  openDispute,
  plainDispute,
  type CourtCase,
} from "../courtFixture";
import { CourtModel } from "./CourtModel";

const RUNS = 15;
const SEED = 19_981_999;
const ROUNDS = 2;
const QUORUM_BPS = 3_300;
const FOUNDERS = 5;

/** A move that somebody tries, so many seconds after the last. */
type Move = { after: bigint } & (
  | { kind: "vote"; seat: number; fault: number }
  | { kind: "appeal"; side: Side }
  | { kind: "close" | "advance" | "returnFees" }
  | { kind: "claim"; round: number; seat: number }
);

async function deployForModel(): Promise<CourtCase> {
  const community = await deployCourt({
    parameters: { rounds: BigInt(ROUNDS), quorumBps: BigInt(QUORUM_BPS) },
    founders: FOUNDERS,
  });
  await fileDispute(community);
  return { ...community, openedAt: await openDispute(community) };
}

// A few seconds, or just about a window: the moments when something is decided.
const after = fc.oneof(
  { weight: 90, arbitrary: fc.bigInt(1n, 10n) },
  { weight: 4, arbitrary: fc.bigInt(VOTE_WINDOW - 30n, VOTE_WINDOW + 2n) },
  { weight: 1, arbitrary: fc.bigInt(1n, VOTE_WINDOW) },
);

/** One seat beyond each panel is tried too. */
const seat = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 8 }));

/** Mostly about the middle, so that sides agree now and then. */
const fault = fc
  .oneof(
    fc.integer({ min: 4, max: 6 }),
    fc.integer({ min: 4, max: 6 }),
    fc.integer({ max: 10, min: 0 }),
  )
  .map((step) => step * 1_000);

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 120,
    arbitrary: fc.record({
      after,
      kind: fc.constant("vote" as const),
      seat,
      fault,
    }),
  },
  {
    weight: 30,
    arbitrary: fc.record({
      after,
      kind: fc.constant("appeal" as const),
      side: fc.constantFrom(Side.Provider, Side.Receiver),
    }),
  },
  {
    weight: 30,
    arbitrary: fc.record({
      after,
      kind: fc.constant("claim" as const),
      round: fc.integer({ min: 0, max: ROUNDS }),
      seat,
    }),
  },
  {
    weight: 30,
    arbitrary: fc.record({
      after,
      kind: fc.constantFrom("advance" as const, "returnFees" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ after, kind: fc.constant("close" as const) }) },
);

/** Whether the model allows a move at a time. */
function isAllowed(model: CourtModel, move: Move, now: bigint): boolean {
  const { state, round } = model.at(now);
  switch (move.kind) {
    case "vote":
      return (
        state === State.Voting &&
        move.seat < model.seatsOf(Number(round)) &&
        !model.hasVoted(Number(round), move.seat)
      );
    case "appeal":
      return state === State.Ruled;
    case "close":
      return !model.isOver(now);
    case "advance":
      return true;
    case "claim":
      return (
        model.isOver(now) &&
        model.paid.has(move.round) &&
        model.hasVoted(move.round, move.seat) &&
        !model.claimed.has(`${move.round}/${move.seat}`)
      );
    case "returnFees": {
      const sides = [Side.Provider, Side.Receiver];
      const isSomething = sides.some((side) => model.paidBy(side) > model.earnedFrom(side));
      return model.isOver(now) && isSomething && !model.returned;
    }
  }
}

/** Makes an allowed move in the model. */
function applyToModel(model: CourtModel, move: Move, now: bigint): void {
  const round = Number(model.at(now).round);
  if (move.kind === "vote") model.vote(round, move.seat, move.fault);
  else if (move.kind === "appeal") model.appeal(round, move.side);
  else if (move.kind === "close") model.close(now);
  else if (move.kind === "claim") model.claimed.add(`${move.round}/${move.seat}`);
  else if (move.kind === "returnFees") model.returned = true;
}

/** Makes a move in the court, by whoever may make it. */
async function applyToCourt(court_: CourtCase, round: number, move: Move): Promise<void> {
  const { court, asTrade, provider, receiver } = court_;
  switch (move.kind) {
    case "vote": {
      const judge = await judgeOf(court_, round, move.seat);
      await court.connect(judge).vote(DISPUTE, round, 1n << BigInt(move.seat), move.fault);
      return;
    }
    case "appeal": {
      const party = move.side === Side.Provider ? provider : receiver;
      await court.connect(party.wallet).appeal(DISPUTE, false);
      return;
    }
    case "close":
      await court.connect(asTrade).close(DISPUTE);
      return;
    case "advance":
      await court.advance(DISPUTE);
      return;
    case "claim": {
      const judge = await judgeOf(court_, move.round, move.seat);
      const seats = 1n << BigInt(move.seat);
      await court.connect(judge).claimSeatFees(DISPUTE, move.round, seats);
      return;
    }
    case "returnFees":
      await court.returnFees(DISPUTE);
  }
}

/** The holder's wallet; anybody's for a seat that there is not. */
async function judgeOf(
  court_: CourtCase,
  round: number,
  seat: number,
): Promise<HardhatEthersSigner> {
  const { court, stranger } = court_;
  const isSeat = round <= ROUNDS && seat < (await court.seatCount(DISPUTE, round));
  return isSeat ? holderOf(court_, round, seat) : stranger.wallet;
}

describe("GuarantorCourt against a model", () => {
  it("<CRT-4> <CRT-5> <CRT-6> does what the model allows, refuses the rest, and keeps its books", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 40, maxLength: 70 }), async (moves) => {
        const fixture = await loadFixture(deployForModel);
        const { openedAt } = fixture;
        const model = new CourtModel(openedAt, ROUNDS, QUORUM_BPS, FOUNDERS, Side.Receiver);

        let now = openedAt;
        for (const move of moves) {
          now += move.after;
          // Seats are named by the round that the judge sees when they vote.
          const round = Number(model.at(now).round);
          await time.setNextBlockTimestamp(now);
          if (isAllowed(model, move, now)) {
            await applyToCourt(fixture, round, move);
            applyToModel(model, move, now);
          } else {
            await expect(applyToCourt(fixture, round, move)).to.be.reverted;
            // A refused move may or may not have made a block.
            if (BigInt(await time.latest()) < now) await time.increaseTo(now);
          }
          await expectSame(fixture, model, now);
        }
        await expectSameVotes(fixture, model);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});

/** Compares the dispute as it is now, and where the money is, with the model. */
async function expectSame(fixture: CourtCase, model: CourtModel, now: bigint): Promise<void> {
  const { court } = fixture;
  const [dispute] = await court.current(DISPUTE);
  expect(plainDispute(dispute)).to.include(model.at(now));
  expect(dispute.feesReturned).to.equal(model.returned);

  expect(await fundsOf(fixture)).to.deep.equal({
    provider: PARTY_DEPOSIT - model.spentBy(Side.Provider),
    receiver: PARTY_DEPOSIT - model.spentBy(Side.Receiver),
    pool: model.pool(),
  });
  expect(model.pool() % SEAT_FEE).to.equal(0n);
}

/** Compares every vote with the model's. */
async function expectSameVotes({ court }: CourtCase, model: CourtModel): Promise<void> {
  for (const [round, votes] of model.votes) {
    for (const [seat, fault] of votes) {
      const paid = model.claimed.has(`${round}/${seat}`);
      expect(await court.seatVote(DISPUTE, round, seat)).to.deep.equal([
        true,
        paid,
        paid ? 0n : BigInt(fault),
      ]);
    }
  }
}
