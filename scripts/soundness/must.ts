import { outcomeOf, type Move } from "../../test/model/moves";
import type { World } from "../../test/model/world";

/** What a move that the model must allow leads to. */
export function must(world: World, move: Move): World {
  const { next, refusal } = outcomeOf(world, move);
  if (refusal !== undefined) throw new Error(`${move.module}.${move.call} is refused: ${refusal}`);
  return next;
}
