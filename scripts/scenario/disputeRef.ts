import { disputeId } from "../lib/names";
import { stageRef } from "./stageRef";
import type { World } from "./World";

/** The dispute about a stage: about its replacement provider once there is one. */
export async function disputeRef(world: World, name: string): Promise<bigint> {
  const { chain, index } = stageRef(world, name);
  const { replaced } = await world.modules.trade.stageOf(chain, index);
  return disputeId(chain, index, replaced);
}
