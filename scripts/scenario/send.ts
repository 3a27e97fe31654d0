import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import type { ContractTransactionResponse } from "ethers";

import { parseEvents } from "./parseEvents";
import { tick } from "./tick";
import { walletOf } from "./walletOf";
import type { World } from "./World";

/**
 * Sends a transaction in somebody's name and books its events with the step being played.
 *
 * @param wallet Another wallet than the one the person acts with.
 */
export async function send(
  world: World,
  by: string,
  call: (wallet: HardhatEthersSigner) => Promise<ContractTransactionResponse>,
  wallet: HardhatEthersSigner = walletOf(world, by),
): Promise<void> {
  await tick(world);
  const response = await call(wallet);
  const receipt = await response.wait();
  if (receipt === null) throw new Error("A transaction was sent and never mined");

  const events = await parseEvents(world, receipt);
  for (const event of events) world.directory.learn(event);
  world.steps.at(-1)?.transactions.push({ by, gasUsed: receipt.gasUsed, events });
}
