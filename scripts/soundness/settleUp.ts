import { advanced, isOver, unearned, votesOf } from "../../test/model/court";
import { accountOf } from "../../test/model/locks";
import { isActive } from "../../test/model/membership";
import * as moves from "../../test/model/moves";
import { least, type Dispute, type DisputeId, type MemberId } from "../../test/model/world";
import { principalOf } from "../lib/names";
import type { Scene } from "./Scene";

/**
 * What is left to do when all claims have their outcome: judges take their fees, the honest repay what
 * was paid for them, attackers take out what they can, and whoever still owes is expelled in the end.
 *
 * @param insolvent Honest members who cannot repay
 */
export function settleUp(scene: Scene, insolvent: readonly MemberId[] = []): void {
  for (const [id, dispute] of scene.world.disputes) settleFees(scene, id, dispute);
  // Who repays may have been paid for by others in turn: they follow in the next turn.
  while (repayOnce(scene, insolvent));
  for (const id of scene.attackers) scene.withdrawAll(id);
  scene.pass(scene.setting.rules.recourseWindow + 1n);
  for (const id of scene.world.members.keys()) {
    const { owed } = accountOf(scene.world, id);
    if (owed > 0n && isActive(scene.world, id)) scene.play(moves.expel(scene.wallet(1n), id));
  }
}

function settleFees(scene: Scene, id: DisputeId, before: Dispute): void {
  const dispute = advanced(scene.world, before);
  if (!isOver(dispute)) return;
  for (const round of dispute.payers.keys()) {
    const earned = new Map<MemberId, bigint>();
    for (const [seat, { judge, paid }] of votesOf(dispute, round)) {
      if (paid) continue;
      earned.set(judge, (earned.get(judge) ?? 0n) | (1n << BigInt(seat)));
    }
    for (const [judge, seats] of earned) {
      scene.play(moves.claimSeatFees(scene.wallet(judge), id, round, seats));
    }
  }
  if (!dispute.returned && unearned(scene.world, id) > 0n) {
    scene.play(moves.returnFees(scene.wallet(1n), id));
  }
}

/** Pays every debt that can be paid; whether anything was. */
function repayOnce(scene: Scene, insolvent: readonly MemberId[]): boolean {
  let paid = false;
  for (const [id, { owed, guarantor }] of scene.world.pledges) {
    if (owed === 0n) continue;
    const principal = principalOf(id);
    const repays = scene.isHonest(principal) && !insolvent.includes(principal);
    const { free } = accountOf(scene.world, principal);
    const amount = repays ? owed : least(free, owed);
    if (amount === 0n) continue;
    const move = repays
      ? moves.repay(scene.wallet(principal), id, amount)
      : moves.collect(scene.wallet(guarantor), id, amount);
    scene.play(move);
    paid = true;
  }
  return paid;
}
