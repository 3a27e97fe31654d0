import * as moves from "../../../test/model/moves";
import { DAY, least } from "../../../test/model/world";
import { claimDefault } from "../claiming";
import { resolve } from "../resolve";
import type { Scene } from "../Scene";
import { settleUp } from "../settleUp";
import { way, type Strategy } from "../Strategy";

/** A guarantor who sees the loss coming is gone before the claim. */
export const leaving: Strategy = {
  name: "leaving",
  title: "A guarantor who leaves before a loss",
  variants: [
    way("leaves a second before the claim", (scene) => {
      guarantee(scene, true);
    }),
    way("stays (for comparison)", (scene) => {
      guarantee(scene, false);
    }),
  ],
};

function guarantee(scene: Scene, leaves: boolean): void {
  const { pledge } = scene.setting.terms;
  const [other, another] = scene.position();
  const guarantor = scene.recruitOn([other, another]);
  scene.topUp(guarantor, scene.coverOf(guarantor) + pledge);
  // An honest principal who cannot deliver, nor repay.
  const principal = scene.joinOn([guarantor, other]);
  const receiver = scene.bystander(other, another, principal);
  const deal = { ...scene.usual(principal, receiver), receiverBond: 0n };
  const place = scene.agree(deal);
  const damage = scene.damageOf(deal.price);
  scene.suffer(receiver, damage, damage);

  scene.pass(DAY);
  if (leaves) {
    scene.play(moves.withdrawSurety(scene.wallet(guarantor), principal, 0));
    scene.withdrawAll(guarantor);
  }
  const claimedAt = claimDefault(scene, place, least(damage, deal.providerBond));
  const cause = { truth: 10_000n, interest: 0n };
  resolve(scene, [{ place, claimedAt, cause, answer: "nobody", appeals: ["never", "never"] }]);
  scene.closeHarms();
  settleUp(scene, [principal]);
}
