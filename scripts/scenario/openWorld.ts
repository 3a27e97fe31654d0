import type { HardhatRuntimeEnvironment } from "hardhat/types";

import CommunityModule from "../../ignition/modules/Community";
import LocalTokenModule from "../../ignition/modules/LocalToken";
import { Forwarder__factory } from "../../typechain-types/factories/Forwarder__factory";
import { Charter__factory } from "../../typechain-types/factories/Charter__factory";
import { CoverVault__factory } from "../../typechain-types/factories/CoverVault__factory";
import { GuarantorCourt__factory } from "../../typechain-types/factories/GuarantorCourt__factory";
import { Membership__factory } from "../../typechain-types/factories/Membership__factory";
import { SuretyGraph__factory } from "../../typechain-types/factories/SuretyGraph__factory";
import { TradeChains__factory } from "../../typechain-types/factories/TradeChains__factory";
import { TestToken__factory } from "../../typechain-types/factories/local/TestToken__factory";
import { DEFAULT_PARAMETERS } from "../lib/defaultParameters";
import { charterValues } from "./charterValues";
import { Directory } from "./Directory";
import type { Scenario } from "./schema";
import type { World } from "./World";

/** Deploys a scenario's token and community with Ignition, and gives everybody a wallet. */
export async function openWorld(
  hre: HardhatRuntimeEnvironment,
  scenario: Scenario,
): Promise<World> {
  const [deployer, ...others] = await hre.ethers.getSigners();
  if (deployer === undefined) throw new RangeError("The network has no accounts");

  const directory = new Directory(scenario);
  const wallets: World["wallets"] = new Map();
  for (const { name } of scenario.people) {
    const wallet = others.shift();
    if (wallet === undefined) throw new RangeError("The network has too few accounts");
    wallets.set(name, [wallet]);
    directory.addWallet(wallet.address, name);
  }
  const addressOf = (person: string | undefined): string =>
    wallets.get(person ?? "")?.[0]?.address ?? deployer.address;

  const { token } = await hre.ignition.deploy(LocalTokenModule, {
    parameters: { LocalToken: scenario.token },
  });
  const [firstFounder, secondFounder] = scenario.founders;
  const community = await hre.ignition.deploy(CommunityModule, {
    parameters: {
      Community: {
        ...DEFAULT_PARAMETERS,
        ...charterValues(scenario.charter),
        token: await token.getAddress(),
        founders: scenario.founders.map(addressOf),
        governor: addressOf(scenario.governor ?? firstFounder),
        guardian: addressOf(scenario.guardian ?? secondFounder),
      },
    },
  });
  const [forwarder, charter, membership, vault, graph, court, trade] = (await Promise.all(
    [
      community.forwarder,
      community.charter,
      community.membership,
      community.vault,
      community.graph,
      community.court,
      community.trade,
    ].map((contract) => contract.getAddress()),
  )) as [string, string, string, string, string, string, string];

  return {
    hre,
    scenario,
    modules: {
      forwarder: Forwarder__factory.connect(forwarder, deployer),
      charter: Charter__factory.connect(charter, deployer),
      membership: Membership__factory.connect(membership, deployer),
      vault: CoverVault__factory.connect(vault, deployer),
      graph: SuretyGraph__factory.connect(graph, deployer),
      court: GuarantorCourt__factory.connect(court, deployer),
      trade: TradeChains__factory.connect(trade, deployer),
    },
    token: TestToken__factory.connect(await token.getAddress(), deployer),
    directory,
    wallets,
    spares: others,
    recoveries: new Map(),
    start: 0,
    steps: [],
  };
}
