import type { Both, MemberId } from "../../test/model/world";
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
  for (let level = 1; level < depth; level++) {
    const above = pairs[level - 1] ?? honest;
    const covers = [scene.coverOf(above[0]), scene.coverOf(above[1])] as const;
    pairs.push([scene.recruitBelow(above, covers), scene.recruitBelow(above, [0n, 0n])]);
  }
  return pairs;
}
