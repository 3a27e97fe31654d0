import { circleOf, holderOfSeat, seatNumbers } from "../../test/model/court";
import { isActive } from "../../test/model/membership";
import * as moves from "../../test/model/moves";
import { NOBODY, type Dispute, type DisputeId, type MemberId } from "../../test/model/world";
import type { Scene } from "./Scene";

/** What a dispute is about, in the eyes of those who judge. */
export interface Cause {
  /** The fault of the provider that honest judges see (basis points). */
  readonly truth: bigint;
  /** The fault that attackers' judges vote for. */
  readonly interest: bigint;
  /** What bribed judges do. */
  readonly bribedFor?: "voting" | "absence";
}

/** Everybody who sits in the present round votes as they are: the honest mostly come and mostly see what is true. */
export function judge(scene: Scene, id: DisputeId, dispute: Dispute, cause: Cause): void {
  const { round } = dispute;
  for (const [member, seats] of seatsByHolder(scene, dispute)) {
    const fault = voteOf(scene, member, cause);
    if (fault !== undefined) scene.play(moves.vote(scene.wallet(member), id, round, seats, fault));
  }
}

/** The seats of the present round by who holds them, as bitmaps. */
function seatsByHolder(scene: Scene, dispute: Dispute): Map<MemberId, bigint> {
  const { world } = scene;
  const held = new Map<MemberId, bigint>();
  for (let seat = 0; seat < seatNumbers(world, dispute, dispute.round); seat++) {
    const holder = holderOfSeat(world, dispute, dispute.round, seat);
    if (holder === NOBODY || !isActive(world, holder)) continue;
    held.set(holder, (held.get(holder) ?? 0n) | (1n << BigInt(seat)));
  }
  return held;
}

function voteOf(scene: Scene, member: MemberId, cause: Cause): bigint | undefined {
  const { attendance, error } = scene.setting.habits;
  if (scene.attackers.has(member)) return cause.interest;
  // All dice are thrown for everybody, so that the same seed gives others the same fate.
  const [comes, errs] = [scene.dice.chance(attendance), scene.dice.chance(error)];
  const wrong = BigInt(scene.dice.below(11)) * 1_000n;
  if (scene.bribed.has(member) && cause.bribedFor !== undefined) {
    return cause.bribedFor === "voting" ? cause.interest : undefined;
  }
  if (!comes) return undefined;
  return errs ? wrong : cause.truth;
}

/** Whether the last round was the founding circle's. */
export function isCircle(scene: Scene, dispute: Dispute): boolean {
  return dispute.round === circleOf(scene.world, dispute);
}
