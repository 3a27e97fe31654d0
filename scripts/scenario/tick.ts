import type { World } from "./World";

/** What passes between two transactions (seconds). */
const PACE = 60;

/**
 * Lets the next block be one minute after the last, so that a story takes the same time however fast
 * it is played.
 */
export async function tick({ hre }: World): Promise<void> {
  const { ethers } = hre;
  const block = await ethers.provider.getBlock("latest");
  const now = block?.timestamp ?? 0;
  await ethers.provider.send("evm_setNextBlockTimestamp", [now + PACE]);
}
