import type { Signer } from "ethers";
import { ethers } from "hardhat";

import type {
  Forwarder,
  Charter,
  CoverVault,
  GuarantorCourt,
  Membership,
  SuretyGraph,
  TradeChains,
} from "../../typechain-types";
import type { CharterParameters } from "./defaultParameters";
import { deployLinked } from "./deployLinked";

/** The contracts of a community. */
export interface Modules {
  forwarder: Forwarder;
  charter: Charter;
  membership: Membership;
  vault: CoverVault;
  graph: SuretyGraph;
  court: GuarantorCourt;
  trade: TradeChains;
}

/** What a community is made from. */
export interface ModuleOptions {
  deployer: Signer;
  /** The settlement token. */
  token: string;
  parameters: CharterParameters;
  governor: string;
  guardian: string;
  founders: string[];
  /** Addresses to wire in place of the real modules, which are then not deployed. */
  substitutes?: { graph?: string; court?: string; trade?: string };
  /** Leave the modules unsealed. */
  unsealed?: boolean;
}

/**
 * Deploys and seals the modules of a community straight away, without a journal to resume from:
 * for tests and measurements. `ignition/modules/Community.ts` is what deploys real ones.
 */
export async function deployModules(options: ModuleOptions): Promise<Modules> {
  const { deployer, token, parameters, governor, guardian, founders, substitutes = {} } = options;
  const libraries = new Map<string, string>();

  const deploy = async (name: string, args: unknown[], substitute?: string): Promise<string> => {
    if (substitute !== undefined) return substitute;
    const contract = await deployLinked(name, args, deployer, libraries);
    return contract.getAddress();
  };

  const forwarder = await deploy("Forwarder", []);
  const charter = await deploy("Charter", [token, parameters, governor, guardian]);
  const membership = await deploy("Membership", [charter, forwarder, founders]);
  const vault = await deploy("CoverVault", [charter, membership, forwarder]);
  const graph = await deploy(
    "SuretyGraph",
    [charter, membership, vault, forwarder],
    substitutes.graph,
  );
  const court = await deploy(
    "GuarantorCourt",
    [charter, membership, vault, graph, forwarder],
    substitutes.court,
  );
  const trade = await deploy(
    "TradeChains",
    [charter, membership, vault, graph, court, forwarder],
    substitutes.trade,
  );

  const seal = async (name: string, address: string, args: string[]): Promise<void> => {
    const module = await ethers.getContractAt(name, address, deployer);
    await (await module.getFunction("seal").send(...args)).wait();
  };
  if (options.unsealed !== true) {
    await seal("Charter", charter, [membership]);
    await seal("Membership", membership, [vault, graph, trade]);
    await seal("CoverVault", vault, [graph, trade, court]);
    if (substitutes.court === undefined) await seal("GuarantorCourt", court, [trade]);
  }

  return {
    forwarder: await ethers.getContractAt("Forwarder", forwarder),
    charter: await ethers.getContractAt("Charter", charter),
    membership: await ethers.getContractAt("Membership", membership),
    vault: await ethers.getContractAt("CoverVault", vault),
    graph: await ethers.getContractAt("SuretyGraph", graph),
    court: await ethers.getContractAt("GuarantorCourt", court),
    trade: await ethers.getContractAt("TradeChains", trade),
  };
}
