import { DAY, least } from "../../../test/model/world";
import { claimDefect, deliver } from "../claiming";
import { resolve, type Appeals } from "../resolve";
import type { Scene } from "../Scene";
import { settleUp } from "../settleUp";
import { way, type Strategy } from "../Strategy";

/** What it costs a day to wait for money: 36.5 % a year. */
export const COST_OF_WAITING_BPS = 10n;

/** A receiver finds fault with a sound delivery, and appeals every ruling. */
export const dragging: Strategy = {
  name: "dragging",
  title: "Disputes dragged out",
  variants: [
    way("a false claim, and every appeal", (scene) => {
      drag(scene, "always", false);
    }),
    way("a false claim, and no appeal", (scene) => {
      drag(scene, "never", false);
    }),
    way("a false claim without a receiver's bond, and every appeal", (scene) => {
      drag(scene, "always", true);
    }),
  ],
};

function drag(scene: Scene, appeals: Appeals, isUnbonded: boolean): void {
  const receiver = scene.recruitOn(scene.position());
  const provider = scene.bystander(...scene.guarantorsOf(receiver));
  const usual = scene.usual(provider, receiver);
  const deal = isUnbonded ? { ...usual, receiverBond: 0n } : usual;
  const place = scene.agree(deal);
  deliver(scene, place);
  scene.receive(provider, -deal.price);
  scene.receive(receiver, deal.price);

  const claimedAt = claimDefect(scene, place, deal.providerBond);
  const longest = costOfWaiting(deal.price, longestDispute(scene));
  const cause = { truth: 0n, interest: 10_000n };
  const answer = { counterclaim: least(longest, deal.receiverBond) };
  resolve(scene, [{ place, claimedAt, cause, answer, appeals: ["wrong", appeals] }]);
  const cost = costOfWaiting(deal.price, scene.now - claimedAt);
  scene.suffer(provider, deal.price + cost, cost);
  scene.closeHarms();
  settleUp(scene);
}

function longestDispute(scene: Scene): bigint {
  const { rounds, voteWindow, appealWindow } = scene.setting.rules;
  return (rounds + 1n) * (voteWindow + appealWindow);
}

function costOfWaiting(price: bigint, seconds: bigint): bigint {
  return (price * COST_OF_WAITING_BPS * seconds) / (10_000n * DAY);
}
