import { running } from "./charter";
import { bringToCourtUnanswered, claimOf, closeDispute, isConceding } from "./claims";
import { advanced, disputeOf, earned } from "./court";
import { accountOf, drawBond, gain, releaseBond } from "./locks";
import { count } from "./membership";
import { check } from "./refusal";
import {
  bondNames,
  closeStage,
  disputeName,
  moneyIn,
  partyOn,
  payOut,
  payProvider,
  putAside,
  releaseBoth,
  stageAt,
  stageIn,
  windowEnd,
  withStage,
  type Place,
} from "./stages";
import {
  ClaimKind,
  DisputeState,
  least,
  other,
  put,
  Side,
  StageState,
  WHOLE,
  withSlot,
  type Address,
  type Both,
  type ChainId,
  type Stage,
  type World,
} from "./world";

const EVEN = 5_000n;

interface Verdict {
  readonly fault: bigint;
  /** What each side paid for judges and does not get back. */
  readonly fees: Both<bigint>;
}

/** CHN-5 and CHN-6. */
export function conclude(world: World, _from: Address, chain: ChainId, index: number): World {
  const now = running(world);
  const place: Place = { chain, index };
  const stage = stageIn(world, place, StageState.Claimed, StageState.Disputed, StageState.Drawing);
  if (stage.state === StageState.Drawing) return drawAll(world, place);
  if (stage.state === StageState.Claimed) {
    check(now >= windowEnd(world, place), "TooEarly");
    if (!isConceding(stage)) return bringToCourtUnanswered(world, place);
    const fixed = fix(closeDispute(world, place), place, { fault: WHOLE, fees: [0n, 0n] });
    return drawAll(fixed, place);
  }
  const name = disputeName(world, place);
  const dispute = advanced(world, disputeOf(world, name));
  check(dispute.state === DisputeState.Final, "NotFinal");
  const booked = { ...world, disputes: put(world.disputes, name, dispute) };
  const fees = [
    earned(world, dispute, Side.Provider),
    earned(world, dispute, Side.Receiver),
  ] as const;
  return drawAll(fix(booked, place, { fault: dispute.ruling, fees }), place);
}

/** CRT-8: an award that could not be drawn with the outcome. */
export function drawAward(
  world: World,
  _from: Address,
  chain: ChainId,
  index: number,
  bondOf: Side,
): World {
  running(world);
  const place: Place = { chain, index };
  stageIn(world, place, StageState.Drawing);
  check(awardFrom(world, place, bondOf) > 0n, "NothingToDraw");
  const drawn = draw(world, place, bondOf);
  return awardFrom(drawn, place, other(bondOf)) === 0n ? finish(drawn, place) : drawn;
}

/** What goes to each side out of the other's bond. */
function awardsOf(stage: Stage, { fault, fees }: Verdict): Both<bigint> {
  const { amounts } = claimOf(stage);
  const shares: Both<bigint> = [WHOLE - fault, fault];
  const awardTo = (side: Side): bigint => {
    const share = (amount: bigint): bigint => (amount * shares[side]) / WHOLE;
    return least(share(amounts[side]) + share(fees[side]), stage.bonds[other(side)]);
  };
  return [awardTo(Side.Provider), awardTo(Side.Receiver)];
}

/** CHN-6: divides the price, counts what went wrong (MEM-8), and leaves the awards to be drawn. */
function fix(world: World, place: Place, verdict: Verdict): World {
  const stage = stageAt(world, place);
  const { price, replaced } = stage;
  const refund = (price * verdict.fault) / WHOLE;
  const amounts = awardsOf(stage, verdict);
  const [toProvider, toReceiver] = amounts;
  const blamesProvider = verdict.fault >= EVEN;
  // CHN-7: the receiver has something to choose, once.
  const chooses = blamesProvider && !replaced && (refund > 0n || price === 0n);

  let next = payProvider(world, place, price - refund);
  if (!chooses) next = payOut(next, place, stage.terms.receiver, refund);
  next = count(next, stage.provider, {
    defaults: blamesProvider ? 1n : 0n,
    faultPaid: toReceiver,
  });
  next = count(next, stage.terms.receiver, {
    defaults: blamesProvider ? 0n : 1n,
    faultPaid: toProvider,
  });
  // A delivery that failed counts as none.
  const { kind, claimant } = claimOf(stage);
  const claim = { kind: blamesProvider ? ClaimKind.None : kind, claimant, amounts };
  return withStage(next, place, {
    state: StageState.Drawing,
    mark: running(world),
    claim: { ...claim, answered: chooses },
    awarded: amounts,
    received: [0n, 0n],
  });
}

/** What is still to be drawn from a side's bond. */
function awardFrom(world: World, place: Place, from: Side): bigint {
  return claimOf(stageAt(world, place)).amounts[other(from)];
}

/** Draws the awards; while the vault is at work they are left for later. */
function drawAll(world: World, place: Place): World {
  let next = world;
  for (const from of [Side.Provider, Side.Receiver]) {
    if (awardFrom(next, place, from) === 0n) continue;
    if (world.token.isMoving) return next;
    next = draw(next, place, from);
  }
  return finish(next, place);
}

/** Draws the award from one bond: it goes to the other side, or waits for the receiver's choice. */
function draw(world: World, place: Place, from: Side): World {
  const stage = stageAt(world, place);
  const claim = claimOf(stage);
  const [to, amount] = [other(from), awardFrom(world, place, from)];
  const amounts = withSlot(claim.amounts, to, 0n);
  const marked = withStage(world, place, { claim: { ...claim, amounts } });
  const drawn = drawBond(marked, bondNames(world, place)[from], amount);
  const isHeld = from === Side.Provider && claim.answered;
  const winner = partyOn(stage, to);
  const paid = isHeld ? putAside(drawn, place, amount) : gain(drawn, winner, amount);
  // Read off the books and not off the amount, so that INV-5 compares two things.
  const has = (then: World): bigint =>
    isHeld ? moneyIn(then, place) : accountOf(then, winner).deposit;
  const arrived = stage.received[to] + has(paid) - has(drawn);
  return withStage(paid, place, { received: withSlot(stage.received, to, arrived) });
}

/** Releases what is left of the bonds, and closes the stage or lets the receiver choose. */
function finish(world: World, place: Place): World {
  const stage = stageAt(world, place);
  const claim = claimOf(stage);
  if (!claim.answered) return releaseBoth(closeStage(world, place), place);
  const open = withStage(world, place, {
    state: StageState.Remedy,
    mark: running(world),
    claim: { ...claim, answered: false },
  });
  // Without money in it the receiver's record would close, and a replacement needs it.
  if (stage.price > 0n) return releaseBoth(open, place);
  return releaseBond(open, bondNames(world, place)[Side.Provider]);
}
