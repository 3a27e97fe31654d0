import hre from "hardhat";

import { DEFAULT_PARAMETERS } from "../lib/defaultParameters";
import { deployModules } from "../lib/deployModules";
import { act } from "./act";
import { Agenda } from "./Agenda";
import { Calls } from "./Calls";
import { Chronicle } from "./Chronicle";
import type { Contracts } from "./Contracts";
import { RULES } from "./rules";
import { startNetwork } from "./startNetwork";
import { SuretyBook } from "./SuretyBook";
import { TrustBook } from "./TrustBook";
import { Views } from "./Views";
import { walletOf } from "./walletOf";
import type { World } from "./World";

/**
 * Deploys a community on the in-process network, and lets its founders deposit.
 *
 * @param founders The people of the founding circle, in the order of the ring
 * @param beginning Time of the first line (seconds since the epoch)
 */
export async function foundCommunity(
  founders: readonly number[],
  beginning: number,
): Promise<World> {
  const handOver = startNetwork(beginning - RULES.foundingTime);
  const [deployer, governor, guardian] = await hre.ethers.getSigners();
  if (!deployer || !governor || !guardian) throw new Error("The network has too few accounts");
  const wallets = founders.map(walletOf);
  const token = await hre.ethers.deployContract("TestToken", ["Test Dollar", "TUSD"]);
  const modules = await deployModules({
    deployer,
    token: await token.getAddress(),
    parameters: DEFAULT_PARAMETERS,
    governor: governor.address,
    guardian: guardian.address,
    founders: wallets,
  });
  const contracts: Contracts = {
    token: await token.getAddress(),
    membership: await modules.membership.getAddress(),
    vault: await modules.vault.getAddress(),
    graph: await modules.graph.getAddress(),
    court: await modules.court.getAddress(),
    trade: await modules.trade.getAddress(),
  };

  const network = await handOver();
  const calls = new Calls(contracts);
  const world: World = {
    network,
    calls,
    views: new Views(network, contracts),
    keeper: deployer.address,
    trust: new TrustBook(),
    sureties: new SuretyBook(),
    agenda: new Agenda(),
    chronicle: new Chronicle(),
    pledges: new Set(),
    endedPledges: new Set(),
  };
  for (const [index, person] of founders.entries()) {
    const { id, wallet } = world.sureties.admitFounder(person, wallets[index] ?? "");
    await act(
      world,
      [
        calls.mint(wallet, RULES.purse),
        calls.approve(wallet),
        calls.deposit(wallet, id, RULES.joiningDeposit),
      ],
      network.time,
    );
  }
  return world;
}
