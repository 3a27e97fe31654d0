import type { ISuretyGraph } from "../../typechain-types";

/** The founders of a time by their place in the order of founders. */
export async function readCircle(graph: ISuretyGraph, time: bigint): Promise<Map<number, bigint>> {
  const present = await graph.ringAt(time);
  const circle = new Map<number, bigint>();
  for (let place = 0; present >> BigInt(place) !== 0n; place++) {
    if ((present >> BigInt(place)) & 1n) circle.set(place, await graph.founderAt(place));
  }
  return circle;
}
