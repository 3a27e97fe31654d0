import type { Teller } from "./tellEvent";
import type { World } from "./World";

const DAY = 86_400;

/** How the present step is told: with the names of the scenario, in days since the story began. */
export async function tellerOf({ directory, hre, modules, start }: World): Promise<Teller> {
  const block = await hre.ethers.provider.getBlock("latest");
  const now = block?.timestamp ?? start;
  const behind = now - Number(await modules.charter.clock());
  return {
    names: directory,
    dayOf: (clock) => Math.floor((Number(clock) + behind - start) / DAY),
  };
}
