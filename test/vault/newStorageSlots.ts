import { getAddress } from "ethers";
import { ethers } from "hardhat";

interface StructLog {
  op: string;
  depth: number;
  stack: string[];
}

/** A storage slot that a transaction filled. */
export interface StorageSlot {
  address: string;
  slot: string;
}

/** The slots that held nothing before a transaction of the latest block and hold something after it. */
export async function newStorageSlots(hash: string): Promise<StorageSlot[]> {
  const receipt = await ethers.provider.getTransactionReceipt(hash);
  if (!receipt?.to) throw new Error(`Transaction ${hash} called no contract`);
  const { structLogs } = (await ethers.provider.send("debug_traceTransaction", [
    hash,
    { disableMemory: true, disableStorage: true },
  ])) as { structLogs: StructLog[] };

  const written = new Map<string, StorageSlot>();
  const callees = [receipt.to];
  for (const { op, depth, stack } of structLogs) {
    callees.length = depth;
    const address = callees[depth - 1];
    if (address === undefined) throw new Error(`Call depth ${depth} has no caller`);
    if (op === "SSTORE") {
      const slot = `0x${top(stack, 0).slice(-64).padStart(64, "0")}`;
      written.set(`${address} ${slot}`, { address, slot });
    } else if (op === "CALL" || op === "STATICCALL") {
      callees.push(getAddress(`0x${top(stack, 1).slice(-40).padStart(40, "0")}`));
    } else if (op === "DELEGATECALL") {
      callees.push(address);
    }
  }

  const isNew = await Promise.all(
    [...written.values()].map(async ({ address, slot }) => {
      const before = await ethers.provider.getStorage(address, slot, receipt.blockNumber - 1);
      const after = await ethers.provider.getStorage(address, slot, receipt.blockNumber);
      return BigInt(before) === 0n && BigInt(after) !== 0n;
    }),
  );
  return [...written.values()].filter((_, index) => isNew[index]);
}

/** An item of a stack, counted from its top. */
function top(stack: readonly string[], index: number): string {
  const item = stack[stack.length - 1 - index];
  if (item === undefined) throw new RangeError(`The stack has no item ${index}`);
  return item.replace(/^0x/, "");
}
