import { findWayUp, type WayUp } from "../lib/findWayUp";
import { Side } from "../lib/names";
import type { World } from "./World";

/**
 * How a member may speak for a side of a stage: as a party or one of the side's guarantors, or by the way
 * up from the side's bond; undefined if neither. A party speaks for itself alone, whatever it pledged.
 */
export async function standingOn(
  { modules, directory }: World,
  chain: bigint,
  index: number,
  side: 0 | 1,
  by: string,
): Promise<"direct" | WayUp | undefined> {
  const { trade, graph, vault } = modules;
  const { provider, receiver } = await trade.stageOf(chain, index);
  const bonds = await trade.namesOf(chain, index);
  const [party, bond] =
    side === Side.Provider ? [provider, bonds.provider] : [receiver, bonds.receiver];
  const snapshot = await trade.snapshotOf(chain, index);
  const { guarantor0, guarantor1 } = await graph.guarantorsAt(party, snapshot);
  const member = directory.memberNamed(by);
  if ([provider, receiver, guarantor0, guarantor1].includes(member)) return "direct";
  return findWayUp(vault, bond, member);
}
