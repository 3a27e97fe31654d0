import { expect } from "chai";

import { bondId, BondRole, disputeId, pledgeId } from "../../scripts/lib/names";
import { foundWorld } from "../../scripts/soundness/foundWorld";
import { must } from "../../scripts/soundness/must";
import { breachesOf } from "./invariants";
import { breachesBetween } from "./invariantsBetween";
import * as moves from "./moves";
import {
  ClaimKind,
  DAY,
  DisputeState,
  known,
  put,
  Side,
  WHOLE,
  ZERO_HASH,
  type Bond,
  type Dispute,
  type Stage,
  type Vote,
  type World,
} from "./world";

const wallet = (name: number): string => `0x${name.toString(16).padStart(40, "0")}`;
const FOUNDERS = [1, 2, 3, 4, 5].map(wallet);
const [PROVIDER, RECEIVER] = [wallet(6), wallet(7)];
const PRICE = 2_000n;
/** More than the provider has: the two guarantors stand behind the rest. */
const BOND = 1_200n;
const RECEIVER_BOND = 100n;
const TERMS = {
  provider: 6n,
  receiver: 7n,
  price: PRICE,
  listPrice: PRICE,
  providerBond: BOND,
  receiverBond: RECEIVER_BOND,
  duration: DAY,
  inspection: DAY,
  waitsFor: 0n,
  terms: ZERO_HASH,
  payees: [],
};

interface Story {
  readonly chain: bigint;
  readonly dispute: bigint;
  readonly proposed: World;
  readonly open: World;
  readonly claimed: World;
  readonly disputed: World;
  readonly voted: World;
  readonly ruled: World;
  readonly final: World;
}

const later = (world: World, seconds: bigint): World => ({ ...world, wall: world.wall + seconds });

/** A claim as it goes on, from the proposal of the chain until a ruling is final. */
function story(fault: bigint): Story {
  const newcomers = [
    { wallet: PROVIDER, guarantors: [1n, 2n] as const },
    { wallet: RECEIVER, guarantors: [3n, 4n] as const },
  ];
  const community = { founders: FOUNDERS, newcomers, deals: [], generations: 1 };
  const terms = { price: PRICE, bondBps: 0n, pledge: 250n, premiumBps: 0n };
  let world = foundWorld(community, terms);
  world = must(world, moves.deposit(RECEIVER, 0n, 5_000n));
  const acceptBy = world.wall + DAY;
  world = must(world, moves.propose(PROVIDER, [TERMS], ZERO_HASH, acceptBy));
  const chain = known([...world.chains.keys()][0], "chain");
  const proposed = must(world, moves.accept(PROVIDER, chain));
  const open = must(proposed, moves.accept(RECEIVER, chain));
  const { Default } = ClaimKind;
  const claiming = moves.claim(RECEIVER, chain, 0, Default, BOND, ZERO_HASH, false);
  const claimed = must(later(open, DAY), claiming);
  const disputed = must(claimed, moves.answer(PROVIDER, chain, 0, RECEIVER_BOND, ZERO_HASH));
  const dispute = disputeId(chain, 0);
  const voted = FOUNDERS.slice(0, 4).reduce(
    (next, judge, seat) => must(next, moves.vote(judge, dispute, 0, 1n << BigInt(seat), fault)),
    disputed,
  );
  const ruled = must(later(voted, 3n * DAY), moves.advance(PROVIDER, dispute));
  const final = must(later(ruled, 2n * DAY), moves.advance(PROVIDER, dispute));
  const states = { proposed, open, claimed, disputed, voted, ruled, final };
  return { ...states, chain, dispute };
}

const { chain, dispute, ...at } = story(WHOLE);
const concluding = moves.conclude(PROVIDER, chain, 0);
const { token } = at.final;
// While a transfer is under way, the award is left to be drawn.
const inside = must({ ...at.final, token: { ...token, isMoving: true } }, concluding);
const drawing = { ...inside, token };
const drawn = must(drawing, moves.drawAward(PROVIDER, chain, 0, Side.Provider));
const closed = must(drawn, moves.takeMoney(RECEIVER, chain, 0));
const states = [...Object.values(at), drawing, drawn, closed];
const bond = bondId(chain, 0, BondRole.Provider);
const pledge = pledgeId(6n, 0, known(at.open.bonds.get(bond), "bond").parts[0].serial);

function withBond(world: World, change: Partial<Bond>): World {
  const was = known(world.bonds.get(bond), "bond");
  return { ...world, bonds: put(world.bonds, bond, { ...was, ...change }) };
}

/** The provider's bond with more or less of own money. */
function withOwn(world: World, more: bigint): World {
  const { own } = known(world.bonds.get(bond), "bond");
  return withBond(world, { own: own + more });
}

function withDispute(world: World, change: Partial<Dispute>): World {
  const was = known(world.disputes.get(dispute), "dispute");
  return { ...world, disputes: put(world.disputes, dispute, { ...was, ...change }) };
}

/** Seat 2 of the first round with another vote, or without any. */
function withVote(world: World, change: Partial<Vote> | undefined): World {
  const was = known(world.disputes.get(dispute)?.votes.get(0), "round");
  const votes = new Map(was);
  if (change) votes.set(2, { ...known(was.get(2), "vote"), ...change });
  else votes.delete(2);
  return withDispute(world, { votes: new Map([[0, votes]]) });
}

function withStage(world: World, change: Partial<Stage>): World {
  const was = known(world.chains.get(chain), "chain");
  const stage = known(was.stages[0], "stage");
  return {
    ...world,
    chains: put(world.chains, chain, { ...was, stages: [{ ...stage, ...change }] }),
  };
}

describe("breachesBetween", () => {
  it("finds nothing where the model goes on by its rules", () => {
    for (const [place, next] of states.entries()) {
      const before = { ...(states[place - 1] ?? next), wall: next.wall };
      expect(breachesBetween(before, next)).to.deep.equal([]);
    }
    const claimed = must(withVote(at.final, { paid: false }), moves.advance(PROVIDER, dispute));
    expect(breachesBetween(claimed, withVote(claimed, { paid: true }))).to.deep.equal([]);
    expect(breachesBetween(at.final, withDispute(at.final, { returned: true }))).to.deep.equal([]);
  });

  it("finds a pledge that has become deeper", () => {
    const was = known(at.open.pledges.get(pledge), "pledge");
    const next = { ...at.open, pledges: put(at.open.pledges, pledge, { ...was, depth: 1n }) };

    expect(breachesBetween(at.open, next)).to.deep.equal([
      `INV-4: pledge ${pledge} was 0 deep and is 1 deep`,
    ]);
    expect(breachesBetween(next, at.open)).to.deep.equal([]);
  });

  it("finds a bond that has become deeper since its chain began", () => {
    expect(breachesBetween(at.open, withBond(at.open, { depth: 2n }))).to.deep.equal([
      `INV-4: bond ${bond} was 1 deep and is 2 deep`,
    ]);
    expect(breachesBetween(at.open, withBond(at.open, { depth: 0n }))).to.deep.equal([]);
  });

  it("lets a bond be locked anew, and deeper, while its chain is only proposed", () => {
    const { proposed } = at;
    expect(breachesBetween(withBond(proposed, { depth: 0n }), proposed)).to.deep.equal([]);
  });

  for (const [what, change, told] of [
    ["another fault", { fault: 5_000n }, "5000 by member 3"],
    ["another judge", { judge: 5n }, "10000 by member 5"],
    ["no vote", undefined, "no vote"],
  ] as const) {
    it(`finds a seat that has voted and then has ${what}`, () => {
      expect(breachesBetween(at.voted, withVote(at.voted, change))).to.deep.equal([
        `INV-10: seat 2 in round 0 of dispute ${dispute} had 10000 by member 3 and has ${told}`,
      ]);
    });
  }

  it("finds a seat whose fee is to be paid again", () => {
    expect(breachesBetween(withVote(at.final, { paid: true }), at.final)).to.deep.equal([
      `INV-10: seat 2 in round 0 of dispute ${dispute} is paid again`,
    ]);
  });

  it("finds a dispute that is gone", () => {
    expect(breachesBetween(at.voted, { ...at.voted, disputes: new Map() })).to.deep.equal([
      `INV-10: dispute ${dispute} is gone`,
    ]);
  });

  const changes: readonly [string, Partial<Dispute>, string][] = [
    ["state", { state: DisputeState.Closed }, "state 5, now 6"],
    ["ruling", { ruling: 4_001n }, "ruling 10000, now 4001"],
    ["round", { round: 1 }, "round 0, now 1"],
    ["parties", { parties: [6n, 5n] }, "parties 6 and 7, now 6 and 5"],
    ["version", { version: 2n }, "version 1, now 2"],
    ["payers", { payers: new Map([[1, { member: 6n, side: 0 }]]) }, "payers , now 6 of round 1"],
  ];
  for (const [what, change, told] of changes) {
    it(`finds a final dispute whose ${what} changed`, () => {
      expect(breachesBetween(at.final, withDispute(at.final, change))).to.deep.equal([
        `INV-10: dispute ${dispute} was over with ${told}`,
      ]);
    });
  }

  it("finds a vote that came after the end", () => {
    expect(breachesBetween(withVote(at.final, undefined), at.final)).to.deep.equal([
      `INV-10: dispute ${dispute} was over with votes 3 in round 0, now 4 in round 0`,
    ]);
  });

  it("finds fees that are to be given back again", () => {
    expect(breachesBetween(withDispute(at.final, { returned: true }), at.final)).to.deep.equal([
      `INV-10: dispute ${dispute} gives its fees back again`,
    ]);
  });

  it("takes a dispute as final from the second on in which time decides it", () => {
    const { deadline } = known(at.ruled.disputes.get(dispute), "dispute");
    const appealed = withDispute(at.ruled, { state: DisputeState.Appealed });

    expect(breachesBetween({ ...at.ruled, wall: deadline - 1n }, appealed)).to.deep.equal([]);
    expect(breachesBetween({ ...at.ruled, wall: deadline }, appealed)).to.deep.equal([
      `INV-10: dispute ${dispute} was over with state 5, now 4`,
    ]);
  });
});

describe("breachesOf", () => {
  const provider = `the provider in stage 0 of chain ${chain}`;
  const receiver = `the receiver in stage 0 of chain ${chain}`;
  const fives = (world: World): string[] =>
    breachesOf(world).filter((breach) => breach.startsWith("INV-5"));

  it("finds nothing where the model goes on by its rules", () => {
    expect(states.flatMap(breachesOf)).to.deep.equal([]);
  });

  it("finds nothing where awards to both sides arrive with the outcome", () => {
    const other = story(4_000n);
    const concluded = must(other.final, moves.conclude(PROVIDER, other.chain, 0));
    const { awarded, received } = known(concluded.chains.get(other.chain)?.stages[0], "stage");

    expect(awarded).to.deep.equal([60n, 480n]);
    expect(received).to.deep.equal(awarded);
    expect(breachesOf(concluded)).to.deep.equal([]);
  });

  const wholes = { ...at, drawing };
  for (const name of ["open", "claimed", "disputed", "final", "drawing"] as const) {
    it(`finds a bond that is not whole before anything was drawn from it: ${name}`, () => {
      expect(fives(withOwn(wholes[name], -1n))).to.deep.equal([
        `INV-5: ${provider} is to have a bond of 1200, and has 1199`,
      ]);
    });
  }

  it("finds a bond that is gone before its stage has an outcome", () => {
    const bonds = new Map([...at.disputed.bonds].filter(([id]) => id !== bond));

    expect(fives({ ...at.disputed, bonds })).to.deep.equal([
      `INV-5: ${provider} is to have a bond of 1200, and has 0`,
    ]);
  });

  it("finds a bond out of which another sum was drawn than arrived", () => {
    const { claim } = known(drawing.chains.get(chain)?.stages[0], "stage");
    const rest = { ...known(claim, "claim"), amounts: [0n, 500n] as const };
    const half = withStage(drawing, { claim: rest, received: [0n, 700n] });

    expect(fives(withOwn(half, -700n))).to.deep.equal([]);
    expect(fives(withOwn(half, -699n))).to.deep.equal([
      `INV-5: ${provider} is to have a bond of 500, and has 501`,
    ]);
  });

  it("finds an award that is left to be drawn and has become less", () => {
    const { claim } = known(drawing.chains.get(chain)?.stages[0], "stage");
    const less = { ...known(claim, "claim"), amounts: [0n, BOND - 1n] as const };

    expect(fives(withStage(drawing, { claim: less }))).to.deep.equal([
      `INV-5: ${receiver} was awarded 1200, got 0, 1199 are due`,
    ]);
  });

  for (const [where, world] of Object.entries({ drawn, closed })) {
    it(`finds an award that has not arrived in full: ${where}`, () => {
      expect(fives(withStage(world, { received: [0n, BOND - 1n] }))).to.deep.equal([
        `INV-5: ${receiver} was awarded 1200, got 1199, 0 are due`,
      ]);
    });
  }
});
