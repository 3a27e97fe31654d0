import { MaxUint256 } from "ethers";

import { applyTo, vouchFor } from "./actions/membership";
import { moneyActions } from "./actions/money";
import { refusalOf } from "./refusalOf";
import { SetUpError } from "./SetUpError";
import { tellerOf } from "./tellerOf";
import { tellRefusal } from "./tellRefusal";
import { walletOf } from "./walletOf";
import type { World } from "./World";

/**
 * Brings about what stands before the story: money in everybody's wallets, the founders' deposits, and
 * everybody with sureties as a member, in their order.
 *
 * @throws SetUpError when the contracts refuse any of it.
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
  for (const [index, { principal: by, guarantors }] of sureties.entries()) {
    const place = `sureties[${index}]`;
    await at(place, applyTo(world, by, guarantors));
    for (const [slot, guarantor] of guarantors.entries()) {
      await at(`${place}.guarantors[${slot}]`, vouchFor(world, by, guarantor));
    }
    await depositFor(by);
  }

  async function depositFor(by: string): Promise<void> {
    const amount = deposits[by];
    if (amount === undefined) return;
    const deposit = { do: "deposit", say: "", by, amount } as const;
    await at(`deposits.${by}`, moneyActions.deposit(world, deposit));
  }

  /** Names the place in the file of what the contracts refuse. */
  async function at(place: string, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      const told = tellRefusal(refusal, await tellerOf(world));
      throw new SetUpError(place, `it is refused: ${told}`, { cause: error });
    }
  }
}
