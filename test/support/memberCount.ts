import { getStorageAt, setStorageAt } from "@nomicfoundation/hardhat-network-helpers";

import type { Membership } from "../../typechain-types";
import { readStorageLayout } from "./storageLayout";

/** Makes the membership believe that so many cards were given out. */
export async function setMemberCount(membership: Membership, count: bigint): Promise<void> {
  const { variables } = await readStorageLayout("contracts/Membership.sol", "Membership");
  const place = variables["memberCount"];
  if (!place) throw new Error("The count of members has moved");
  const target = await membership.getAddress();
  const bits = BigInt(8 * place.offset);
  const word = BigInt(await getStorageAt(target, place.slot));
  const others = word & ~((2n ** 32n - 1n) << bits);
  await setStorageAt(target, place.slot, others | (count << bits));
}
