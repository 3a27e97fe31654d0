import { clockOf, running } from "./charter";
import { close, file, lodge, open, scheduleOpening } from "./court";
import { isGuarantorOf } from "./deliveries";
import { callerOf } from "./membership";
import { check } from "./refusal";
import {
  backerOf,
  nextMessage,
  chainOf,
  disputeName,
  dueOf,
  partyOn,
  sideOf,
  stageAt,
  stageIn,
  windowEnd,
  withStage,
  type Place,
} from "./stages";
import {
  ClaimKind,
  known,
  other,
  Side,
  StageState,
  withSlot,
  type Address,
  type ChainId,
  type Claim,
  type Stage,
  type World,
} from "./world";

function checkClaimTime(stage: Stage, side: Side, kind: number, now: bigint): void {
  if (kind !== ClaimKind.Default && kind !== ClaimKind.Defect) return;
  check(side === Side.Receiver, "WrongSide");
  if (kind === ClaimKind.Default) check(now >= dueOf(stage), "TooEarly");
  else check(now < stage.mark + stage.terms.inspection, "TooLate");
}

/** CHN-5: at most the other side's bond, more than 0 unless that bond is 0. */
export function claim(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  kind: number,
  amount: bigint,
  _evidence: string,
  fromWallet: boolean,
): World {
  const mark = running(world);
  const place: Place = { chain, index };
  check(kind !== ClaimKind.None, "InvalidClaimKind");
  const from_ = kind === ClaimKind.Defect ? StageState.Delivered : StageState.Open;
  const stage = stageIn(world, place, from_);
  const side = sideOf(world, stage, from);
  checkClaimTime(stage, side, kind, mark);
  const bond = stage.bonds[other(side)];
  check(amount >= (bond > 0n ? 1n : 0n) && amount <= bond, "ClaimOutOfRange");

  const amounts = withSlot<bigint>([0n, 0n], side, amount);
  const made: Claim = { kind, claimant: side, amounts, answered: false };
  const messages = nextMessage(stage);
  const state = StageState.Claimed;
  const claimed = withStage(world, place, { mark, state, claim: made, messages });
  return file(claimed, disputeName(world, place), {
    parties: [stage.provider, stage.terms.receiver],
    snapshot: stage.snapshot,
    version: chainOf(world, chain).version,
    claimant: side,
    wallet: fromWallet ? from : undefined,
    opensAt: isConceding(stageAt(claimed, place)) ? 0n : windowEnd(claimed, place),
  });
}

export function claimOf(stage: Stage): Claim {
  return known(stage.claim, "claim");
}

/** CHN-5: the party's own answer opens the court and fixes the counterclaim. */
export function answer(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  counterclaim: bigint,
): World {
  const place: Place = { chain, index };
  const stage = answerable(world, place);
  const caller = callerOf(world, from);
  const made = claimOf(stage);
  const party = partyOn(stage, other(made.claimant));
  if (caller !== party) {
    const isClaimant = caller === partyOn(stage, made.claimant);
    check(!isClaimant && isGuarantorOf(world, stage, party, caller), "NotAParty");
    check(counterclaim === 0n, "CounterclaimByGuarantor");
    return contest(world, place);
  }
  check(counterclaim <= stage.bonds[made.claimant], "ClaimOutOfRange");
  const counted = withStage(world, place, { messages: nextMessage(stage) });
  const now = clockOf(world);
  const disputed = bringToCourt(counted, place, counterclaim, now);
  return open(disputed, disputeName(world, place), now);
}

/** Whoever a draw from a side's bond could cost money may answer for that side. */
export function answerFor(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  steps: number,
  path: bigint,
): World {
  const place: Place = { chain, index };
  const stage = answerable(world, place);
  backerOf(world, from, place, other(claimOf(stage).claimant), steps, path);
  return contest(world, place);
}

/** They may appeal for it, too, and get back what no seat earns of the fee. */
export function appealFor(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  side: Side,
  steps: number,
  path: bigint,
  fromWallet: boolean,
): World {
  running(world);
  const place: Place = { chain, index };
  stageIn(world, place, StageState.Claimed, StageState.Disputed);
  const member = backerOf(world, from, place, side, steps, path);
  const wallet = fromWallet ? from : undefined;
  return lodge(world, disputeName(world, place), { member, side: undefined }, wallet);
}

function answerable(world: World, place: Place): Stage {
  const now = running(world);
  const stage = stageIn(world, place, StageState.Claimed);
  check(now < windowEnd(world, place), "TooLate");
  return stage;
}

/** An answer for the party: silence concedes no more. */
function contest(world: World, place: Place): World {
  const stage = stageAt(world, place);
  const made = claimOf(stage);
  check(!made.answered, "AlreadyAnswered");
  const claim = { ...made, answered: true };
  const answered = withStage(world, place, { claim, messages: nextMessage(stage) });
  if (!isConceding(stage)) return answered;
  return scheduleOpening(answered, disputeName(world, place), windowEnd(world, place));
}

/** Whether somebody who is neither side shares in the price. */
export function hasOtherPayees({ provider, terms }: Stage): boolean {
  return terms.payees.some(({ member }) => member !== provider && member !== terms.receiver);
}

/** An unanswered default or defect is conceded, unless the stage has other payees. */
export function isConceding(stage: Stage): boolean {
  const { kind, answered } = claimOf(stage);
  const concedes = kind === ClaimKind.Default || kind === ClaimKind.Defect;
  return concedes && !answered && !hasOtherPayees(stage);
}

function bringToCourt(world: World, place: Place, counterclaim: bigint, mark: bigint): World {
  const made = claimOf(stageAt(world, place));
  const amounts = withSlot(made.amounts, other(made.claimant), counterclaim);
  return withStage(world, place, {
    mark,
    state: StageState.Disputed,
    claim: { ...made, amounts },
  });
}

/** CHN-5: silence counts as a counterclaim of the whole bond; the court has opened by itself. */
export function bringToCourtUnanswered(world: World, place: Place): World {
  const stage = stageAt(world, place);
  const counterclaim = stage.bonds[claimOf(stage).claimant];
  return bringToCourt(world, place, counterclaim, windowEnd(world, place));
}

export function closeDispute(world: World, place: Place): World {
  return close(world, disputeName(world, place));
}
