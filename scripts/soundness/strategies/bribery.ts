import { breakOff } from "../breakOff";
import type { Scene } from "../Scene";
import { way, type Strategy, type Variant } from "../Strategy";

/** A provider who never delivers, and buys judges wherever they sit. What they cost is not counted. */
export const bribery: Strategy = {
  name: "bribery",
  title: "Bribed and absent judges",
  variants: [
    variant(20, "voting"),
    variant(40, "voting"),
    variant(60, "voting"),
    variant(20, "absence"),
    variant(60, "absence"),
    variant(100, "absence"),
    way("20 % of all members bribed to vote, with ten founders more", (scene) => {
      for (let founder = 0; founder < 10; founder++) scene.joinCircle();
      bribe(scene, 20);
      breakOff(scene, scene.recruitOn(scene.position()), "voting");
    }),
  ],
};

function variant(percent: number, service: "voting" | "absence"): Variant {
  return way(
    `${percent} % of all members bribed ${service === "voting" ? "to vote" : "to stay away"}`,
    (scene) => {
      bribe(scene, percent);
      breakOff(scene, scene.recruitOn(scene.position()), service);
    },
  );
}

/** Anybody may be for sale, founders too. */
function bribe(scene: Scene, percent: number): void {
  for (const id of scene.world.members.keys()) {
    if (scene.dice.chance(percent / 100)) scene.bribed.add(id);
  }
}
