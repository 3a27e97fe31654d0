import type { Place } from "../../../test/model/stages";
import { known, least } from "../../../test/model/world";
import { acceptDelivery, claimDefault, claimDefect, deliver } from "../claiming";
import type { DrawnDeal } from "../drawCommunity";
import { resolve, type Case } from "../resolve";
import type { Scene } from "../Scene";
import { settleUp } from "../settleUp";
import { way, type Strategy } from "../Strategy";

/** How many deals of the file a play takes, one after the other. */
export const DEALS = 10;

/** From this score on the provider delivers, though not what was agreed (as in the replay). */
const WORST_DELIVERY = -4;

/** Nobody cheats: the file's deals, of which some fail, and who failed repays what was paid for them. */
export const honest: Strategy = {
  name: "honest",
  title: "Everybody is honest",
  variants: [
    way("deals of the file", (scene) => {
      playDeals(scene, (drawn) => drawn.score);
    }),
    way("one deal in five fails", (scene) => {
      playDeals(scene, (_, index) => (index % 5 === 4 ? -10 : 1));
    }),
    way("one delivery in five is half of what was agreed", (scene) => {
      playDeals(scene, (_, index) => (index % 5 === 4 ? WORST_DELIVERY : 1));
    }),
  ],
};

function playDeals(scene: Scene, scoreOf: (drawn: DrawnDeal, index: number) => number): void {
  const { deals } = scene.community;
  const first = scene.dice.below(deals.length);
  for (let index = 0; index < DEALS; index++) {
    const drawn = known(deals[(first + index) % deals.length], "deal");
    playDeal(scene, drawn, scoreOf(drawn, index));
  }
  settleUp(scene);
}

function playDeal(scene: Scene, { provider, receiver }: DrawnDeal, score: number): void {
  if (!scene.isUsable(provider) || !scene.isUsable(receiver)) return;
  const deal = scene.usual(provider, receiver);
  const place = scene.agree(deal);
  if (score > 0) {
    deliver(scene, place);
    exchange(scene, place, deal.price);
    acceptDelivery(scene, place);
    return;
  }
  const broken = score < WORST_DELIVERY ? notDelivered(scene, place) : halfDelivered(scene, place);
  resolve(scene, [broken]);
  scene.closeHarms();
  settleUp(scene);
}

/** What was worth the price leaves the provider and reaches the receiver. */
function exchange(scene: Scene, place: Place, worth: bigint): void {
  const { provider, terms } = scene.stage(place);
  scene.receive(provider, -worth);
  scene.receive(terms.receiver, worth);
}

/** Claimed and conceded: the provider knows that nothing came. */
function notDelivered(scene: Scene, place: Place): Case {
  const { terms, bonds } = scene.stage(place);
  const damage = scene.damageOf(terms.price);
  scene.suffer(terms.receiver, damage, damage);
  const claimedAt = claimDefault(scene, place, least(damage, bonds[0]));
  const cause = { truth: 10_000n, interest: 10_000n };
  return { place, claimedAt, cause, answer: "nobody", appeals: ["never", "never"] };
}

/** Half of it is worth nothing; the two do not agree on how much, and the court says. */
function halfDelivered(scene: Scene, place: Place): Case {
  const { terms, bonds } = scene.stage(place);
  deliver(scene, place);
  exchange(scene, place, terms.price / 2n);
  const damage = scene.damageOf(terms.price) / 2n;
  scene.suffer(terms.receiver, terms.price / 2n + damage, damage);
  const claimedAt = claimDefect(scene, place, least(2n * damage, bonds[0]));
  const cause = { truth: 5_000n, interest: 5_000n };
  return { place, claimedAt, cause, answer: { counterclaim: 0n }, appeals: ["wrong", "wrong"] };
}
