import { breakOff } from "../breakOff";
import { plantTree } from "../plantTree";
import { way, type Strategy, type Variant } from "../Strategy";

/** A provider who never delivers, and whose side of the panels votes as a block. */
export const hungJuries: Strategy = {
  name: "hung juries",
  title: "Panels that one side hangs",
  variants: [variant(4), variant(1), variant(2), variant(3), variant(5), variant(6)],
};

/** Below a tree of false names, all seats of the provider's side are theirs for as many rounds less one. */
function variant(depth: number): Variant {
  return way(`false names ${depth} deep`, (scene) => {
    breakOff(scene, plantTree(scene, depth).at(-1)?.[0] ?? 0n);
  });
}
