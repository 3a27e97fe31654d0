import { clockOf } from "../../test/model/charter";
import { advanced, disputeOf, scheduleOpening, seatCount } from "../../test/model/court";
import { takeFee } from "../../test/model/ledger";
import { disputeName, stageAt, windowEnd, withStage, type Place } from "../../test/model/stages";
import { DisputeState, known, NOBODY, put, Side, type MemberId } from "../../test/model/world";
import type { Scene } from "./Scene";

/*
 * A rule that is intended and not there: whoever may sit in judgement for a side, up to six steps above
 * it, may answer for it and appeal. The contracts and the model let only direct guarantors answer, and
 * only parties appeal; here it is done beside the model, to measure what it would change.
 */

const SIX_HANDSHAKES = 6;

/** The honest who are nearest above a party, where false names stand between. */
export function honestAbove(scene: Scene, party: MemberId): MemberId[] {
  let level = [party];
  for (let step = 0; step < SIX_HANDSHAKES; step++) {
    level = [...new Set(level.flatMap((id) => [...scene.guarantorsOf(id)]))].filter(
      (id) => id !== NOBODY,
    );
    const honest = level.filter((id) => scene.isHonest(id));
    if (honest.length > 0) return honest;
  }
  return [];
}

/** One of them answers: silence concedes no more, and the court opens when the time to answer ends. */
export function answerFromAbove(scene: Scene, place: Place): void {
  const stage = stageAt(scene.world, place);
  const claim = { ...known(stage.claim, "claim"), answered: true };
  const answered = withStage(scene.world, place, { claim, messages: stage.messages + 1n });
  const end = windowEnd(answered, place);
  scene.world = scheduleOpening(answered, disputeName(answered, place), end);
}

/** One of them appeals for the provider's side, and pays for the panel from their wallet. */
export function appealFromAbove(scene: Scene, place: Place, by: MemberId): void {
  const { world } = scene;
  const id = disputeName(world, place);
  const dispute = advanced(world, disputeOf(world, id));
  if (dispute.state !== DisputeState.Ruled || clockOf(world) >= dispute.deadline) {
    throw new Error("There is no ruling to appeal");
  }
  const next = dispute.round + 1;
  const fee = scene.setting.rules.seatFee * BigInt(seatCount(world, dispute, next));
  const payers = fee === 0n ? dispute.payers : put(dispute.payers, next, Side.Provider);
  const disputes = put(world.disputes, id, { ...dispute, state: DisputeState.Appealed, payers });
  const [provider] = dispute.parties;
  scene.world = takeFee({ ...world, disputes }, id, provider, scene.wallet(by), fee);
}
