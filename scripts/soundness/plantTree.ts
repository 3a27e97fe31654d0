import { presentFounders } from "../../test/model/history";
import { known, SLOTS, type Both, type MemberId } from "../../test/model/world";
import type { Scene } from "./Scene";

/**
 * A tree of false names: two stand on the same two honest guarantors, and each pair below on the pair
 * above, the first of each pair with all the cover that the pair above has.
 *
 * @param depth How many pairs
 * @returns the pairs, the lowest last
 */
export function plantTree(
  scene: Scene,
  depth: number,
  honest: Both<MemberId> = scene.position(),
): Both<MemberId>[] {
  const pairs: Both<MemberId>[] = [[scene.recruitOn(honest), scene.recruitOn(honest)]];
  for (let level = 1; level < depth; level++)
    pairs.push(pairBelow(scene, pairs[level - 1] ?? honest));
  return pairs;
}

/**
 * The same with three pairs, but the two honest guarantors stand nowhere above the lowest: once all that they
 * pledged is in use, the highest pair takes two other false names in their places, who pledge nothing. The
 * honest pledges have ended then, and back what they backed.
 */
export function plantDisplacedTree(scene: Scene): Both<MemberId>[] {
  const honest = scene.position();
  const highest = [scene.recruitOn(honest), scene.recruitOn(honest)] as const;
  const founders = presentFounders(scene.world).filter((id) => !honest.includes(id));
  const others = pairWithout(scene, [known(founders[0], "founder"), known(founders[1], "founder")]);
  // The others may stand above the highest pair only if the pair's principals are of a lower generation than both.
  const middle = pairWithout(scene, pairWithout(scene, others));
  for (const slot of SLOTS) {
    scene.reseat(middle[0], slot, highest[slot], scene.coverOf(highest[slot]));
  }
  for (const name of highest) {
    for (const slot of SLOTS) scene.reseat(name, slot, others[slot], 0n);
  }
  return [highest, middle, pairBelow(scene, middle)];
}

/** Two false names below two others, the first with all the cover that those have. */
function pairBelow(scene: Scene, above: Both<MemberId>): Both<MemberId> {
  const covers = [scene.coverOf(above[0]), scene.coverOf(above[1])] as const;
  return [scene.recruitBelow(above, covers), scene.recruitBelow(above, [0n, 0n])];
}

/** Two false names for whom nothing is pledged. */
function pairWithout(scene: Scene, guarantors: Both<MemberId>): Both<MemberId> {
  const recruit = (): MemberId => scene.recruitBelow(guarantors, [0n, 0n]);
  return [recruit(), recruit()];
}
