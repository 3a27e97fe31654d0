import type { Both, MemberId } from "../../../test/model/world";
import { claimDefect, deliver } from "../claiming";
import { resolve } from "../resolve";
import type { Scene } from "../Scene";
import { settleUp } from "../settleUp";
import { way, type Strategy } from "../Strategy";

/** Members who stand surety for honest people, to sit in judgement over them for a partner. */
export const packing: Strategy = {
  name: "packing",
  title: "Packed seats",
  variants: [
    way("both guarantors of the victim", (scene) => {
      pack(scene, { slots: 2, founders: 0, isAwake: true });
    }),
    way("one guarantor of the victim", (scene) => {
      pack(scene, { slots: 1, founders: 0, isAwake: true });
    }),
    way("both, and the victim does not appeal", (scene) => {
      pack(scene, { slots: 2, founders: 0, isAwake: false });
    }),
    way("both, and two of five founders", (scene) => {
      pack(scene, { slots: 2, founders: 2, isAwake: true });
    }),
    way("both, and three of five founders", (scene) => {
      pack(scene, { slots: 2, founders: 3, isAwake: true });
    }),
  ],
};

interface Packing {
  /** How many of the victim's two guarantors are in it. */
  readonly slots: 1 | 2;
  readonly founders: number;
  /** Whether the victim appeals. */
  readonly isAwake: boolean;
}

/** A sound delivery is claimed to be worthless; the claimant's friends judge. */
function pack(scene: Scene, { slots, founders, isAwake }: Packing): void {
  const places = scene.position();
  const packers: Both<MemberId> = [scene.recruitOn(places), scene.recruitOn(scene.position())];
  scene.pass(1n);
  const [honest] = places;
  const theirs: Both<MemberId> = slots === 2 ? packers : [packers[0], honest];
  const victim = scene.joinBelow(theirs, [0n, 0n]);
  const claimant = scene.recruitBelow(packers, [
    scene.coverOf(packers[0]),
    scene.coverOf(packers[1]),
  ]);
  for (let founder = 1n; founder <= founders; founder++) scene.bribed.add(founder);

  const deal = scene.usual(victim, claimant);
  const place = scene.agree(deal);
  deliver(scene, place);
  scene.receive(victim, -deal.price);
  scene.receive(claimant, deal.price);
  scene.suffer(victim, deal.price, 0n);
  const claimedAt = claimDefect(scene, place, deal.providerBond);
  const cause = { truth: 0n, interest: 10_000n, bribedFor: "voting" as const };
  const answer = { counterclaim: 0n };
  const appeals = [isAwake ? "wrong" : "never", "cheap"] as const;
  resolve(scene, [{ place, claimedAt, cause, answer, appeals }]);
  scene.closeHarms();
  settleUp(scene);
}
