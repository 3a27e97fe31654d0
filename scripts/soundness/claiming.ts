import * as moves from "../../test/model/moves";
import { partyOn, type Place } from "../../test/model/stages";
import { ClaimKind, DAY, HOUR, Side, ZERO_HASH } from "../../test/model/world";
import type { Scene } from "./Scene";

/** A receiver claims what never came, a moment after it was due. */
export function claimDefault(scene: Scene, place: Place, amount: bigint): bigint {
  const { mark } = scene.stage(place);
  const due = mark + DAY;
  if (scene.now <= due) scene.pass(due + 1n - scene.now);
  return claim(scene, place, ClaimKind.Default, amount);
}

/** A receiver claims a defect of what came, half an hour later. */
export function claimDefect(scene: Scene, place: Place, amount: bigint): bigint {
  scene.pass(HOUR / 2n);
  return claim(scene, place, ClaimKind.Defect, amount);
}

/** The provider delivers, whatever that is. */
export function deliver(scene: Scene, { chain, index }: Place): void {
  const { provider } = scene.stage({ chain, index });
  scene.pass(HOUR);
  scene.play(moves.deliver(scene.wallet(provider), chain, index, ZERO_HASH, ZERO_HASH));
}

/** The receiver accepts what was delivered. */
export function acceptDelivery(scene: Scene, { chain, index }: Place): void {
  const { receiver } = scene.stage({ chain, index }).terms;
  scene.play(moves.acceptDelivery(scene.wallet(receiver), chain, index));
}

/** When the claim was made. */
function claim(scene: Scene, place: Place, kind: number, amount: bigint): bigint {
  const claimant = partyOn(scene.stage(place), Side.Receiver);
  const { chain, index } = place;
  scene.play(moves.claim(scene.wallet(claimant), chain, index, kind, amount, ZERO_HASH, true));
  return scene.now;
}
