import { resolve } from "../resolve";
import { settleUp } from "../settleUp";
import { agreeOnNothing, claimSham } from "../sham";
import { way, type Strategy } from "../Strategy";

/** Two who owe each other nothing break a deal, so that the guarantors of one pay the other. */
export const collusion: Strategy = {
  name: "collusion",
  title: "Principal and receiver in league",
  variants: [
    way("two names, each on two honest guarantors", (scene) => {
      const provider = scene.recruitOn(scene.position());
      const receiver = scene.recruitOn(scene.position());
      const sham = agreeOnNothing(scene, provider, receiver);
      resolve(scene, [claimSham(scene, sham, "backers")]);
      settleUp(scene);
      scene.countDrained();
    }),
  ],
};
