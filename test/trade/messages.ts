import { setStorageAt } from "@nomicfoundation/hardhat-network-helpers";
import { ethers } from "hardhat";

import { readStorageLayout } from "../support/storageLayout";
import type { TradeFixture } from "./tradeFixture";

/** Writes the number of messages of stage 0 behind the contract's back. */
export async function setMessages(
  { trade }: Pick<TradeFixture, "trade">,
  chain: bigint,
  messages: bigint,
): Promise<void> {
  const { variables, structs } = await readStorageLayout(
    "contracts/TradeChains.sol",
    "TradeChains",
  );
  const records = variables["_records"];
  const stages = structs["ChainRecord"]?.["stages"];
  const place = structs["ITradeChains.Stage"]?.["messages"];
  if (!records || !stages || !place) throw new Error("The trade contract keeps no stages");
  const record = BigInt(
    ethers.solidityPackedKeccak256(["uint256", "uint256"], [chain, records.slot]),
  );
  const slot = record + BigInt(stages.slot + place.slot);
  const address = await trade.getAddress();
  const word = BigInt(await ethers.provider.getStorage(address, slot));
  const shift = BigInt(8 * place.offset);
  const changed = (word & ~(0xffffn << shift)) | (messages << shift);
  await setStorageAt(address, ethers.toBeHex(slot, 32), ethers.toBeHex(changed, 32));
}
