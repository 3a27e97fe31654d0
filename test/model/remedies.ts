import { running } from "./charter";
import { checkGoodStanding, checkGoodStandingSince } from "./graph";
import { lockBond, openBond, releaseBond } from "./locks";
import { callerOf, newestOf } from "./membership";
import { check } from "./refusal";
import {
  backingFor,
  bondName,
  bondNames,
  closeStage,
  moneyIn,
  openStage,
  payOut,
  stageAt,
  stageIn,
  windowEnd,
  withStage,
  type Place,
} from "./stages";
import {
  Side,
  StageState,
  ZERO_HASH,
  type Address,
  type Appointment,
  type ChainId,
  type MemberId,
  type World,
} from "./world";

/** CHN-7: not choosing is taking the money. */
export function takeMoney(world: World, from: Address, chain: ChainId, index: number): World {
  const now = running(world);
  const place: Place = { chain, index };
  const { receiver } = stageIn(world, place, StageState.Remedy).terms;
  check(now >= windowEnd(world, place) || callerOf(world, from) === receiver, "TooEarly");
  const [, held] = bondNames(world, place);
  const paid = payOut(world, place, receiver, moneyIn(world, place));
  return releaseBond(closeStage(paid, place), held);
}

function checkRange(value: bigint, min: bigint, max: bigint): void {
  check(value >= min && value <= max, "StageFieldOutOfRange");
}

export function appointReplacement(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  provider: MemberId,
  price: bigint,
  bond: bigint,
  duration: bigint,
): World {
  const now = running(world);
  const place: Place = { chain, index };
  const stage = stageIn(world, place, StageState.Remedy);
  const receiver = callerOf(world, from);
  check(receiver === stage.terms.receiver, "WrongSide");
  check(now < windowEnd(world, place), "TooLate");
  checkGoodStanding(world, receiver);
  checkRange(provider, 1n, newestOf(world));
  check(provider !== receiver, "SameParties");
  checkRange(price, 0n, moneyIn(world, place));
  checkRange(bond, 0n, price);
  checkRange(duration, 1n, stage.duration);
  const appointment = { provider, price, bond, duration, snapshot: now - 1n };
  return withStage(world, place, { appointment });
}

/** CHN-7: the stage reopens with a snapshot of its own, without receiver's bond. */
export function acceptReplacement(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  price: bigint,
  bond: bigint,
  duration: bigint,
): World {
  const now = running(world);
  const place: Place = { chain, index };
  const stage = stageIn(world, place, StageState.Remedy);
  const { appointment } = stage;
  check(appointment !== undefined, "NoAppointment");
  const { provider, snapshot } = appointment;
  check(callerOf(world, from) === provider, "WrongMember");
  const agreed =
    price === appointment.price && bond === appointment.bond && duration === appointment.duration;
  check(agreed, "NoSuchOffer");
  check(now < windowEnd(world, place), "TooLate");
  checkGoodStanding(world, stage.terms.receiver);
  checkGoodStandingSince(world, provider, snapshot);
  return reopen(world, place, appointment);
}

function reopen(world: World, place: Place, appointment: Appointment): World {
  const { provider, price, bond, duration, snapshot } = appointment;
  const { receiver } = stageAt(world, place).terms;
  // Whoever took part in the chain until now does not back the new bond either.
  const backing = backingFor(world, place.chain, provider);
  let next = payOut(world, place, receiver, moneyIn(world, place) - price);
  const name = bondName(place, Side.Provider, true);
  next = lockBond(openBond(next, name, provider, 0n), name, bond, backing);
  next = withStage(next, place, {
    provider,
    price,
    bonds: [bond, 0n],
    duration,
    snapshot,
    extension: 0n,
    claim: undefined,
    replaced: true,
    itemsRoot: ZERO_HASH,
  });
  return openStage(next, place);
}
