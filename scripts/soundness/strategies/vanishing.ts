import type { Place } from "../../../test/model/stages";
import { least, type MemberId } from "../../../test/model/world";
import { acceptDelivery, claimDefault, deliver } from "../claiming";
import { resolve, type Case } from "../resolve";
import type { Scene } from "../Scene";
import { bondOf } from "../Setting";
import { settleUp } from "../settleUp";
import { way, type Strategy } from "../Strategy";

/** How many customers somebody takes who needs no cover for it. */
export const CUSTOMERS_WITHOUT_BOND = 5;

/** Somebody without money of their own takes orders on other people's pledges, and is gone. */
export const vanishing: Strategy = {
  name: "vanishing",
  title: "Living on other people's pledges, and vanishing",
  variants: [
    way("as much in advance as the bond covers", (scene) => {
      vanish(scene, 0, safeAdvance(scene), bondOf(scene.setting));
    }),
    way("nothing in advance", (scene) => {
      vanish(scene, 0, 0n, bondOf(scene.setting));
    }),
    way("half in advance, without a bond", (scene) => {
      vanish(scene, 0, scene.setting.terms.price / 2n, 0n);
    }),
    way("after ten honest deals", (scene) => {
      vanish(scene, 10, safeAdvance(scene), bondOf(scene.setting));
    }),
  ],
};

/** The most that a careful customer pays in advance: what the bond of the rest covers. */
export function safeAdvance({ setting }: Scene): bigint {
  const bond = bondOf(setting);
  return least(bond, setting.terms.price - bond);
}

function vanish(scene: Scene, honestDeals: number, advance: bigint, bond: bigint): void {
  const thief = scene.recruitOn(scene.position());
  for (let deal = 0; deal < honestDeals; deal++) dealHonestly(scene, thief);
  scene.withdrawAll(thief);
  const orders = takeOrders(scene, thief, advance, bond);
  resolve(
    scene,
    orders.map((place) => miss(scene, place, advance, bond)),
  );
  scene.closeHarms();
  settleUp(scene);
}

function dealHonestly(scene: Scene, provider: MemberId): void {
  const deal = scene.usual(provider, customerOf(scene, provider));
  const place = scene.agree(deal);
  deliver(scene, place);
  scene.receive(provider, -deal.price);
  scene.receive(deal.receiver, deal.price);
  acceptDelivery(scene, place);
}

function customerOf(scene: Scene, provider: MemberId, ...not: readonly MemberId[]): MemberId {
  return scene.bystander(...scene.guarantorsOf(provider), ...not);
}

/** Orders as long as cover lasts; the advance of each is a stage of its own that is accepted at once. */
export function takeOrders(
  scene: Scene,
  provider: MemberId,
  advance: bigint,
  bond: bigint,
): Place[] {
  const customers: MemberId[] = [];
  const orders: Place[] = [];
  const { price } = scene.setting.terms;
  while (bond > 0n ? scene.coverOf(provider) >= bond : orders.length < CUSTOMERS_WITHOUT_BOND) {
    const receiver = customerOf(scene, provider, ...customers);
    customers.push(receiver);
    const parties = { provider, receiver, receiverBond: 0n };
    const rest = { ...parties, price: price - advance, providerBond: bond };
    if (advance === 0n) {
      orders.push(scene.agree(rest));
      continue;
    }
    const first = { ...parties, price: advance, providerBond: 0n };
    const [paid, order] = scene.agreeChain([first, rest]) as [Place, Place];
    deliver(scene, paid);
    acceptDelivery(scene, paid);
    scene.withdrawAll(provider);
    orders.push(order);
  }
  return orders;
}

/** A customer who waits in vain has lost the advance and what it costs to find somebody else. */
export function miss(scene: Scene, place: Place, advance: bigint, bond: bigint): Case {
  const { receiver } = scene.stage(place).terms;
  const damage = scene.damageOf(scene.setting.terms.price);
  scene.suffer(receiver, advance + damage, damage);
  return {
    place,
    claimedAt: claimDefault(scene, place, least(advance + damage, bond)),
    cause: { truth: 10_000n, interest: 0n },
    answer: "nobody",
    appeals: ["never", "wrong"],
  };
}
