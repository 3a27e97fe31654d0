import { running } from "./charter";
import { close, file, open } from "./court";
import { isGuarantorOf } from "./deliveries";
import { callerOf } from "./membership";
import { check } from "./refusal";
import {
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
  const claimed = withStage(world, place, { mark, state: StageState.Claimed, claim: made });
  return file(claimed, disputeName(world, place), {
    parties: [stage.provider, stage.terms.receiver],
    snapshot: stage.snapshot,
    version: chainOf(world, chain).version,
    claimant: side,
    wallet: fromWallet ? from : undefined,
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
  const now = running(world);
  const place: Place = { chain, index };
  const stage = stageIn(world, place, StageState.Claimed);
  check(now < windowEnd(world, place), "TooLate");
  const caller = callerOf(world, from);
  const made = claimOf(stage);
  const party = partyOn(stage, other(made.claimant));
  if (caller !== party) {
    check(isGuarantorOf(world, stage, party, caller), "NotAParty");
    check(counterclaim === 0n, "CounterclaimByGuarantor");
    check(!made.answered, "AlreadyAnswered");
    return withStage(world, place, { claim: { ...made, answered: true } });
  }
  check(counterclaim <= stage.bonds[made.claimant], "ClaimOutOfRange");
  return bringToCourt(world, place, counterclaim, now);
}

/** An unanswered default or defect is conceded, unless the stage has other payees. */
export function isConceding(stage: Stage): boolean {
  const { kind, answered } = claimOf(stage);
  const concedes = kind === ClaimKind.Default || kind === ClaimKind.Defect;
  return concedes && !answered && stage.terms.payees.length === 0;
}

function bringToCourt(world: World, place: Place, counterclaim: bigint, mark: bigint): World {
  const made = claimOf(stageAt(world, place));
  const amounts = withSlot(made.amounts, other(made.claimant), counterclaim);
  const disputed = withStage(world, place, {
    mark,
    state: StageState.Disputed,
    claim: { ...made, amounts },
  });
  return open(disputed, disputeName(world, place), mark);
}

/** CHN-5: silence counts as a counterclaim of the whole bond. */
export function bringToCourtUnanswered(world: World, place: Place): World {
  const stage = stageAt(world, place);
  const counterclaim = stage.bonds[claimOf(stage).claimant];
  return bringToCourt(world, place, counterclaim, windowEnd(world, place));
}

export function closeDispute(world: World, place: Place): World {
  return close(world, disputeName(world, place));
}
