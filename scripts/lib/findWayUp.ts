import type { ISuretyGraph } from "../../typechain-types";
import { readCircle } from "./readCircle";

/** Liability rises no further, and neither does the right to answer and appeal for a party. */
const SIX_HANDSHAKES = 6;

/** The way up from a party to somebody who stands above it, as `answerFor` and `appealFor` ask for it. */
export interface WayUp {
  steps: number;
  /** One bit a step, the first step's the most significant: slot 0 or 1. */
  path: bigint;
}

/** A shortest way up from a party to a member at a past time; undefined if there is none of six steps or fewer. */
export async function findWayUp(
  graph: ISuretyGraph,
  party: bigint,
  member: bigint,
  time: bigint,
): Promise<WayUp | undefined> {
  const founders = new Set((await readCircle(graph, time)).values());
  const seen = new Set([party]);
  let level = [{ holder: party, path: 0n }];
  for (let steps = 1; steps <= SIX_HANDSHAKES; steps++) {
    const above: typeof level = [];
    for (const { holder, path } of level) {
      // Whoever reaches a founder stays there; a founder who is the party steps along the ring.
      if (founders.has(holder) && holder !== party) continue;
      const { guarantor0, guarantor1 } = await graph.guarantorsAt(holder, time);
      for (const [slot, guarantor] of [guarantor0, guarantor1].entries()) {
        const way = (path << 1n) | BigInt(slot);
        if (guarantor === member && member !== 0n) return { steps, path: way };
        if (guarantor === 0n || seen.has(guarantor)) continue;
        seen.add(guarantor);
        above.push({ holder: guarantor, path: way });
      }
    }
    level = above;
  }
  return undefined;
}
