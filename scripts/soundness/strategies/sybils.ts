import type { Both, MemberId } from "../../../test/model/world";
import { plantDisplacedTree, plantTree } from "../plantTree";
import { resolve, type Answer } from "../resolve";
import type { Scene } from "../Scene";
import { settleUp } from "../settleUp";
import { agreeOnNothing, claimSham } from "../sham";
import { way, type Strategy, type Variant } from "../Strategy";

/** How many pairs of false names stand between the deal and the honest. */
export const DEPTHS = [1, 2, 3, 4, 5, 6] as const;

/** What it came to while only the direct guarantors of a party could answer for it. */
export const NOBODY_LOOKS = "3 deep, nobody above looks";

/** The honest who pledged stand nowhere above the deal when it is made, and are liable all the same. */
export const DISPLACED = "3 deep, the honest above displaced first";

/** The same with a tree of false names between those who deal and the guarantors who pay. */
export const sybils: Strategy = {
  name: "sybils",
  title: "A subtree of false names",
  variants: [
    variant(3),
    variant(1),
    variant(2),
    variant(4),
    variant(5),
    variant(6),
    way(NOBODY_LOOKS, (scene) => {
      drainThrough(scene, plantTree(scene, 3), "nobody");
    }),
    way(DISPLACED, (scene) => {
      drainThrough(scene, plantDisplacedTree(scene), "backers");
    }),
  ],
};

function variant(depth: number): Variant {
  return way(`${depth} deep`, (scene) => {
    drainThrough(scene, plantTree(scene, depth), "backers");
  });
}

/** Whoever has cover breaks a deal with one more name, which owes nobody anything and keeps the money. */
function drainThrough(scene: Scene, tree: readonly Both<MemberId>[], answer: Answer): void {
  const lowest = tree.at(-1) ?? [0n, 0n];
  const receiver = scene.recruitBelow(lowest, [0n, 0n]);
  const shams = lowest
    .filter((provider) => scene.coverOf(provider) > 0n)
    .map((provider) => agreeOnNothing(scene, provider, receiver));
  resolve(
    scene,
    shams.map((sham) => claimSham(scene, sham, answer)),
  );
  settleUp(scene);
  scene.countDrained();
}
