import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";

import type { World } from "./World";

/** The wallet that a person acts with. */
export function walletOf(world: World, person: string): HardhatEthersSigner {
  const wallet = world.wallets.get(person)?.at(-1);
  if (wallet === undefined) throw new RangeError(`${person} has no wallet`);
  return wallet;
}
