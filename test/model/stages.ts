import { bondId, BondRole, disputeId } from "../../scripts/lib/names";
import { clockOf, rulesOf } from "./charter";
import { pledgesOf } from "./graph";
import { guarantorsAt } from "./history";
import { addEscrow, backerAt, bondOf, payEscrow, releaseBond } from "./locks";
import { callerOf } from "./membership";
import { check, Refusal } from "./refusal";
import {
  ChainState,
  ClaimKind,
  known,
  NOBODY,
  put,
  Side,
  SLOTS,
  StageState,
  WHOLE,
  type Address,
  type BondId,
  type Both,
  type Chain,
  type ChainId,
  type DisputeId,
  type MemberId,
  type PledgeId,
  type Stage,
  type World,
} from "./world";

const LAST_MESSAGE = 2n ** 16n - 1n;

/** A stage in its chain. */
export interface Place {
  readonly chain: ChainId;
  readonly index: number;
}

export function chainOf(world: World, id: ChainId): Chain {
  return known(world.chains.get(id), "chain");
}

export function withChain(world: World, id: ChainId, change: Partial<Chain>): World {
  return { ...world, chains: put(world.chains, id, { ...chainOf(world, id), ...change }) };
}

export function stageAt(world: World, { chain, index }: Place): Stage {
  const stage = world.chains.get(chain)?.stages[index];
  check(stage !== undefined, "NoSuchStage");
  return stage;
}

/** The number of what is said next about a stage; the last one is given to all that follow. */
export function nextMessage({ messages }: Stage): bigint {
  return messages < LAST_MESSAGE ? messages + 1n : messages;
}

/** A stage that must be in a state. */
export function stageIn(world: World, place: Place, ...states: number[]): Stage {
  const stage = stageAt(world, place);
  check(states.includes(stage.state), "WrongStageState");
  return stage;
}

export function withStage(world: World, place: Place, change: Partial<Stage>): World {
  const { stages } = chainOf(world, place.chain);
  const changed = { ...stageAt(world, place), ...change };
  return withChain(world, place.chain, { stages: stages.with(place.index, changed) });
}

export function partyOn(stage: Stage, side: Side): MemberId {
  return side === Side.Provider ? stage.provider : stage.terms.receiver;
}

/** The side that a wallet is on. */
export function sideOf(world: World, stage: Stage, from: Address, errorName = "NotAParty"): Side {
  const caller = callerOf(world, from);
  if (caller === stage.provider) return Side.Provider;
  if (caller === stage.terms.receiver) return Side.Receiver;
  throw new Refusal(errorName);
}

/** The caller, who must be no party and stand where the way up from the bond of a side leads to. */
export function backerOf(
  world: World,
  from: Address,
  place: Place,
  side: Side,
  steps: number,
  path: bigint,
): MemberId {
  const { provider, terms } = stageAt(world, place);
  const caller = callerOf(world, from);
  check(caller !== provider && caller !== terms.receiver, "IsAParty");
  const bond = bondNames(world, place)[side];
  check(backerAt(world, bond, path, steps) === caller, "WrongMember");
  return caller;
}

export function bondName({ chain, index }: Place, side: Side, replaced: boolean): BondId {
  if (side === Side.Receiver) return bondId(chain, index, BondRole.Receiver);
  return bondId(chain, index, replaced ? BondRole.Replacement : BondRole.Provider);
}

export function bondNames(world: World, place: Place): Both<BondId> {
  const { replaced } = stageAt(world, place);
  return [bondName(place, Side.Provider, replaced), bondName(place, Side.Receiver, replaced)];
}

export function disputeName(world: World, place: Place): DisputeId {
  return disputeId(place.chain, place.index, stageAt(world, place).replaced);
}

export function dueOf({ mark, duration, extension }: Stage): bigint {
  return mark + duration + extension;
}

/** When a claim's answer, or the receiver's choice, is due. */
export function windowEnd(world: World, place: Place): bigint {
  const { version } = chainOf(world, place.chain);
  return stageAt(world, place).mark + rulesOf(world, version).responseWindow;
}

/** CHN-1: pledges of guarantors who take part in the same chain offer no room for it. */
export function backingFor(world: World, chain: ChainId, id: MemberId): Both<PledgeId> {
  const taking = chainOf(world, chain).stages.flatMap((stage) => [
    stage.provider,
    stage.terms.receiver,
  ]);
  const names = pledgesOf(world, id);
  const { seats } = known(world.pairs.get(id) ?? { seats: [undefined, undefined] }, "pair");
  const allowed = (slot: 0 | 1): PledgeId =>
    taking.includes(seats[slot]?.guarantor ?? NOBODY) ? 0n : names[slot];
  return [allowed(0), allowed(1)];
}

/** CHN-2: a stage opens when all the stages it waits for have closed. */
export function openStage(world: World, place: Place): World {
  return withStage(world, place, { state: StageState.Open, mark: clockOf(world) });
}

/** Closes a stage finally, and opens those that waited for it last. */
export function closeStage(world: World, place: Place): World {
  const stage = stageAt(world, place);
  const chain = chainOf(world, place.chain);
  const delivered = stage.state === StageState.Delivered || stage.claim?.kind === ClaimKind.Defect;
  const closed = [...chain.closed, place.index];
  const undelivered = delivered ? chain.undelivered : [...chain.undelivered, place.index];
  const isLast = closed.length === chain.stages.length;
  const state = isLast ? ChainState.Closed : chain.state;
  let next = withStage(world, place, { state: StageState.Closed });
  next = withChain(next, place.chain, { closed, undelivered, state });
  for (const [index, { terms }] of chain.stages.entries()) {
    const waits = inputsOf(terms.waitsFor);
    const isReady = waits.every((input) => closed.includes(input));
    if (waits.includes(place.index) && isReady && !closed.includes(index)) {
      next = openStage(next, { chain: place.chain, index });
    }
  }
  return next;
}

/** The numbers in a bitmap of stages. */
export function inputsOf(waitsFor: bigint): number[] {
  return Array.from({ length: 32 }, (_, index) => index).filter(
    (index) => (waitsFor >> BigInt(index)) & 1n,
  );
}

/** Pays out of a stage's escrow. */
export function payOut(world: World, place: Place, to: MemberId, amount: bigint): World {
  if (amount === 0n) return world;
  const [, held] = bondNames(world, place);
  const { paidOut } = stageAt(world, place);
  const paid = payEscrow(world, held, to, amount);
  return withStage(paid, place, { paidOut: paidOut + amount });
}

/** Money drawn from the provider's bond waits in the stage. */
export function putAside(world: World, place: Place, amount: bigint): World {
  const [, held] = bondNames(world, place);
  const { putIn } = stageAt(world, place);
  return withStage(addEscrow(world, held, amount), place, { putIn: putIn + amount });
}

const shareOf = (amount: bigint, bps: bigint): bigint => (amount * bps) / WHOLE;

/** CHN-4: premiums first, then payees, then the provider. */
export function payProvider(world: World, place: Place, amount: bigint): World {
  const { provider, terms, snapshot } = stageAt(world, place);
  const { guarantors, premiums } = guarantorsAt(world, provider, snapshot);
  const premium = SLOTS.map((slot) => shareOf(amount, premiums[slot]));
  const rest = amount - (premium[0] ?? 0n) - (premium[1] ?? 0n);
  let next = world;
  let remainder = rest;
  for (const { member, shareBps } of terms.payees) {
    const share = shareOf(rest, shareBps);
    next = payOut(next, place, member, share);
    remainder -= share;
  }
  for (const slot of SLOTS) next = payOut(next, place, guarantors[slot], premium[slot] ?? 0n);
  return payOut(next, place, provider, remainder);
}

/** Gives back what is left of both bonds. */
export function releaseBoth(world: World, place: Place): World {
  const [provider, receiver] = bondNames(world, place);
  return releaseBond(releaseBond(world, provider), receiver);
}

/** What waits in a stage. */
export function moneyIn(world: World, place: Place): bigint {
  const [, held] = bondNames(world, place);
  return bondOf(world, held).escrow;
}
