import { running } from "./charter";
import { bringToCourtUnanswered, closeDispute, hasOtherPayees, isConceding } from "./claims";
import { advanced, disputeOf } from "./court";
import { bondOf, drawBond, gain } from "./locks";
import { check } from "./refusal";
import {
  bondNames,
  chainOf,
  closeStage,
  disputeName,
  partyOn,
  payOut,
  payProvider,
  releaseBoth,
  sideOf,
  stageAt,
  stageIn,
  windowEnd,
  withStage,
  type Place,
} from "./stages";
import {
  ChainState,
  DisputeState,
  MOST,
  other,
  StageState,
  WHOLE,
  type Address,
  type ChainId,
  type Offer,
  type Side,
  type Stage,
  type World,
} from "./world";

interface Settlement {
  readonly fault: bigint;
  readonly compensation: bigint;
  readonly payer: Side;
}

function settleable(world: World, place: Place): Stage {
  const { Waiting, Open, Delivered, Claimed, Disputed } = StageState;
  const stage = stageIn(world, place, Waiting, Open, Delivered, Claimed, Disputed);
  const hasBegun = chainOf(world, place.chain).state === ChainState.Active;
  check(stage.state !== Waiting || hasBegun, "WrongStageState");
  return stage;
}

function checkSettlement(stage: Stage, { fault, compensation }: Settlement): void {
  check(fault <= WHOLE, "InvalidFault");
  check(fault === 0n || !hasOtherPayees(stage), "PayeesAtStake");
  check(compensation <= MOST, "AmountTooLarge");
}

/** CHN-8: until a ruling or concession is final. A claim whose time to answer is over goes on first. */
function unlessFinal(world: World, place: Place): World {
  const stage = stageAt(world, place);
  let next = world;
  if (stage.state === StageState.Claimed) {
    if (running(world) < windowEnd(world, place)) return world;
    check(!isConceding(stage), "AlreadyFinal");
    next = bringToCourtUnanswered(world, place);
  }
  if (stageAt(next, place).state !== StageState.Disputed) return next;
  const dispute = advanced(next, disputeOf(next, disputeName(next, place)));
  check(dispute.state !== DisputeState.Final, "AlreadyFinal");
  return next;
}

function settlementTerms({ fault, compensation, payer }: Settlement): string {
  return `settle ${fault} ${compensation} ${payer}`;
}

/** An offer that dies with any change of the stage's state. */
function offerOf({ state, mark }: Stage, by: Side, terms: string): Offer {
  return { by, terms, state, mark };
}

/** Takes the other side's offer. */
function takeOffer(world: World, place: Place, by: Side, terms: string): World {
  const stage = stageAt(world, place);
  const { offer } = stage;
  const stands =
    offer?.by === by &&
    offer.terms === terms &&
    offer.state === stage.state &&
    offer.mark === stage.mark;
  check(stands, "NoSuchOffer");
  return withStage(world, place, { offer: undefined });
}

export function proposeSettlement(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  fault: bigint,
  compensation: bigint,
  payer: Side,
): World {
  running(world);
  const place: Place = { chain, index };
  const settlement = { fault, compensation, payer };
  const stage = settleable(world, place);
  const side = sideOf(world, stage, from);
  checkSettlement(stage, settlement);
  const next = unlessFinal(world, place);
  const offer = offerOf(stageAt(next, place), side, settlementTerms(settlement));
  return withStage(next, place, { offer });
}

/** CHN-8: compensation is at most the own part of the payer's bond. */
export function acceptSettlement(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  fault: bigint,
  compensation: bigint,
  payer: Side,
): World {
  running(world);
  const place: Place = { chain, index };
  const settlement = { fault, compensation, payer };
  const stage = settleable(world, place);
  const offeror = other(sideOf(world, stage, from));
  checkSettlement(stage, settlement);
  let next = unlessFinal(world, place);
  next = takeOffer(next, place, offeror, settlementTerms(settlement));
  if (stage.claim) next = closeDispute(next, place);

  const refund = (stage.price * fault) / WHOLE;
  next = payProvider(next, place, stage.price - refund);
  next = payOut(next, place, stage.terms.receiver, refund);
  const name = bondNames(world, place)[payer];
  const { own } = bondOf(next, name);
  check(compensation <= own, "ExceedsBond");
  next = gain(drawBond(next, name, compensation), partyOn(stage, other(payer)), compensation);
  return releaseBoth(closeStage(next, place), place);
}

function extendable(world: World, place: Place, duration: bigint): Stage {
  running(world);
  const stage = stageIn(world, place, StageState.Open);
  return { ...stage, extension: duration - stage.duration };
}

/** CHN-8: above the present duration, and at most twice the first. */
function checkDuration(world: World, place: Place, duration: bigint): void {
  const { duration: first, extension } = stageAt(world, place);
  check(duration > first + extension && duration <= 2n * first, "DurationOutOfRange");
}

export function proposeExtension(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  duration: bigint,
): World {
  const place: Place = { chain, index };
  const stage = extendable(world, place, duration);
  const side = sideOf(world, stage, from);
  checkDuration(world, place, duration);
  return withStage(world, place, { offer: offerOf(stage, side, `extend ${duration}`) });
}

export function acceptExtension(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  duration: bigint,
): World {
  const place: Place = { chain, index };
  const { extension, ...stage } = extendable(world, place, duration);
  const side = sideOf(world, { ...stage, extension }, from);
  checkDuration(world, place, duration);
  const taken = takeOffer(world, place, other(side), `extend ${duration}`);
  return withStage(taken, place, { extension });
}
