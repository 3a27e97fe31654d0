import type { Place } from "../../test/model/stages";
import type { MemberId } from "../../test/model/world";
import { claimDefault } from "./claiming";
import type { Answer, Case } from "./resolve";
import type { Scene } from "./Scene";

/** A deal about nothing between people in league. */
export interface Sham {
  readonly place: Place;
  readonly bond: bigint;
}

/** They agree, with all of the provider's cover as the bond; the price is their own and comes back. */
export function agreeOnNothing(scene: Scene, provider: MemberId, receiver: MemberId): Sham {
  const bond = scene.coverOf(provider);
  const deal = { provider, receiver, price: bond, providerBond: bond, receiverBond: 0n };
  return { place: scene.agree(deal), bond };
}

/** Nothing comes, and all of the bond is claimed; the provider says nothing. */
export function claimSham(scene: Scene, { place, bond }: Sham, answer: Answer): Case {
  const isSeenThrough = scene.dice.chance(scene.setting.habits.insight);
  return {
    place,
    claimedAt: claimDefault(scene, place, bond),
    // A panel that sees the game finds that the provider owes nothing to a partner in it.
    cause: { truth: isSeenThrough ? 0n : 10_000n, interest: 10_000n },
    answer,
    appeals: ["never", "cheap"],
  };
}
