import { running } from "./charter";
import { bringToCourtUnanswered, claimOf, closeDispute, isConceding } from "./claims";
import { advanced, disputeOf, earned } from "./court";
import { drawBond, gain, releaseBond } from "./locks";
import { count } from "./membership";
import { check } from "./refusal";
import {
  bondNames,
  closeStage,
  disputeName,
  partyOn,
  payOut,
  payProvider,
  putAside,
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
  type Address,
  type Both,
  type ChainId,
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
  if (stage.state === StageState.Claimed) {
    check(now >= windowEnd(world, place), "TooEarly");
    if (!isConceding(stage)) return bringToCourtUnanswered(world, place);
    const fixed = fix(closeDispute(world, place), place, { fault: WHOLE, fees: [0n, 0n] });
    return finish(fixed, place, { fault: WHOLE, fees: [0n, 0n] });
  }
  const name = disputeName(world, place);
  const dispute = advanced(world, disputeOf(world, name));
  check(dispute.state === DisputeState.Final, "NotFinal");
  const booked = { ...world, disputes: put(world.disputes, name, dispute) };
  const fees = [
    earned(world, dispute, Side.Provider),
    earned(world, dispute, Side.Receiver),
  ] as const;
  const verdict = { fault: dispute.ruling, fees };
  return finish(fix(booked, place, verdict), place, verdict);
}

/** Draws are made with the outcome: nothing of the model's keeps one from succeeding. */
export function drawAward(world: World, _from: Address, chain: ChainId, index: number): World {
  running(world);
  stageIn(world, { chain, index }, StageState.Drawing);
  return world;
}

/** What goes to each side out of the other's bond. */
function awardsOf(world: World, place: Place, { fault, fees }: Verdict): Both<bigint> {
  const stage = stageAt(world, place);
  const { amounts } = claimOf(stage);
  const shares: Both<bigint> = [WHOLE - fault, fault];
  const awardTo = (side: Side): bigint => {
    const share = (amount: bigint): bigint => (amount * shares[side]) / WHOLE;
    return least(share(amounts[side]) + share(fees[side]), stage.bonds[other(side)]);
  };
  return [awardTo(Side.Provider), awardTo(Side.Receiver)];
}

/** CHN-7: the receiver has something to choose, once. */
function chooses(world: World, place: Place, { fault }: Verdict): boolean {
  const { price, replaced } = stageAt(world, place);
  const refund = (price * fault) / WHOLE;
  return fault >= EVEN && !replaced && (refund > 0n || price === 0n);
}

/** CHN-6: divides the price, and counts what went wrong (MEM-8). */
function fix(world: World, place: Place, verdict: Verdict): World {
  const stage = stageAt(world, place);
  const refund = (stage.price * verdict.fault) / WHOLE;
  const [toProvider, toReceiver] = awardsOf(world, place, verdict);
  let next = payProvider(world, place, stage.price - refund);
  if (!chooses(world, place, verdict)) next = payOut(next, place, stage.terms.receiver, refund);
  const blamesProvider = verdict.fault >= EVEN;
  next = count(next, stage.provider, {
    defaults: blamesProvider ? 1n : 0n,
    faultPaid: toReceiver,
  });
  // A delivery that failed counts as none.
  const claim = { ...claimOf(stage), kind: ClaimKind.None };
  if (blamesProvider) next = withStage(next, place, { claim });
  return count(next, stage.terms.receiver, {
    defaults: blamesProvider ? 0n : 1n,
    faultPaid: toProvider,
  });
}

/** Draws the awards, releases the rest, and closes the stage or lets the receiver choose. */
function finish(world: World, place: Place, verdict: Verdict): World {
  const stage = stageAt(world, place);
  const [provider, receiver] = bondNames(world, place);
  const [toProvider, toReceiver] = awardsOf(world, place, verdict);
  const remains = chooses(world, place, verdict);
  let next = drawBond(world, provider, toReceiver);
  next = remains
    ? putAside(next, place, toReceiver)
    : gain(next, partyOn(stage, Side.Receiver), toReceiver);
  next = gain(drawBond(next, receiver, toProvider), partyOn(stage, Side.Provider), toProvider);
  if (!remains) return releaseBond(releaseBond(closeStage(next, place), provider), receiver);

  const claim = { ...claimOf(stage), amounts: [0n, 0n] as const, answered: false };
  next = withStage(next, place, { state: StageState.Remedy, mark: running(world), claim });
  next = releaseBond(next, provider);
  // Without money in it the receiver's record would close, and a replacement needs it.
  return stage.price > 0n ? releaseBond(next, receiver) : next;
}
