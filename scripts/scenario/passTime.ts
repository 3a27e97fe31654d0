import type { World } from "./World";

/** Lets seconds of wall time pass. */
export async function passTime({ hre }: World, seconds: bigint): Promise<void> {
  const { provider } = hre.ethers;
  const block = await provider.getBlock("latest");
  await provider.send("evm_setNextBlockTimestamp", [Number(seconds) + (block?.timestamp ?? 0)]);
  await provider.send("evm_mine", []);
}
