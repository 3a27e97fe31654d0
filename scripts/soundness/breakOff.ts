import { least, type MemberId } from "../../test/model/world";
import { claimDefault } from "./claiming";
import type { Cause } from "./judging";
import { resolve } from "./resolve";
import type { Scene } from "./Scene";
import { settleUp } from "./settleUp";

/**
 * An honest receiver waits in vain. The provider says that the receiver was to blame, claims all of the
 * receiver's bond for it, and appeals as long as that is cheap.
 */
export function breakOff(scene: Scene, provider: MemberId, bribedFor?: Cause["bribedFor"]): void {
  const receiver = scene.bystander(...scene.guarantorsOf(provider));
  const deal = scene.usual(provider, receiver);
  const place = scene.agree(deal);
  const damage = scene.damageOf(deal.price);
  scene.suffer(receiver, damage, damage);
  const claimedAt = claimDefault(scene, place, least(damage, deal.providerBond));
  const cause = { truth: 10_000n, interest: 0n, ...(bribedFor && { bribedFor }) };
  const answer = { counterclaim: deal.receiverBond };
  resolve(scene, [{ place, claimedAt, cause, answer, appeals: ["cheap", "wrong"] }]);
  scene.closeHarms();
  settleUp(scene);
}
