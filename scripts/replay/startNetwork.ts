import hre from "hardhat";

import { Network } from "./Network";

/** How many past states the node keeps: it would keep all of them, 20 kB a transaction. */
const STATES_KEPT = "4";

/** How long the node holds on to memory that it has freed (milliseconds): it soon needs it again. */
const PURGE_DELAY = "5000";

/**
 * Prepares Hardhat's in-process network, which nobody may have used yet, for a replay.
 *
 * @param beginning Time of the first block (seconds since the epoch)
 * @returns a function that hands the network over after deployment: until then it mines by itself
 */
export function startNetwork(beginning: number): () => Promise<Network> {
  process.env["__EDR_MAX_CACHED_STATES"] ??= STATES_KEPT;
  process.env["MIMALLOC_PURGE_DELAY"] ??= PURGE_DELAY;
  const { accounts } = hre.config.networks.hardhat;
  // Deriving keys takes time, and members need none.
  if (!Array.isArray(accounts)) accounts.count = 3;
  Object.assign(hre.config.networks.hardhat, {
    allowBlocksWithSameTimestamp: true,
    initialBaseFeePerGas: 0,
    initialDate: new Date(beginning * 1_000).toISOString(),
    throwOnTransactionFailures: false,
    mining: { auto: true, interval: 0, mempool: { order: "priority" } },
  });

  return async () => {
    const { provider } = hre.network;
    await provider.send("evm_setAutomine", [false]);
    const block = (await provider.send("eth_getBlockByNumber", ["latest", false])) as {
      timestamp: string;
    };
    return new Network(provider, Number(block.timestamp));
  };
}
