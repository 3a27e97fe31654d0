import { MaxUint256 } from "ethers";

import { membershipActions } from "./actions/membership";
import { moneyActions } from "./actions/money";
import { walletOf } from "./walletOf";
import type { World } from "./World";

/**
 * Brings about what stands before the story: money in everybody's wallets, the founders' deposits, and
 * everybody with sureties as a member, in their order.
 */
export async function setUp(world: World): Promise<void> {
  const { directory, modules, scenario, token } = world;
  const { deposits, founders, people, sureties } = scenario;
  const vault = await modules.vault.getAddress();

  for (const { name, wallet: pocket } of people) {
    const wallet = walletOf(world, name);
    await token.mint(wallet, pocket + (deposits[name] ?? 0n));
    await token.connect(wallet).approve(vault, MaxUint256);
  }

  founders.forEach((name, index) => {
    directory.addMember(BigInt(index + 1), name);
  });
  for (const by of founders) {
    await depositFor(by);
  }
  for (const { principal: by, guarantors } of sureties) {
    await membershipActions.join(world, { do: "join", say: "", by, guarantors });
    await depositFor(by);
  }

  async function depositFor(by: string): Promise<void> {
    const amount = deposits[by];
    if (amount !== undefined)
      await moneyActions.deposit(world, { do: "deposit", say: "", by, amount });
  }
}
