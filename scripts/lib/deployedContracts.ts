import { artifacts } from "hardhat";

const MODULES = [
  "Forwarder",
  "Charter",
  "Membership",
  "CoverVault",
  "SuretyGraph",
  "GuarantorCourt",
  "TradeChains",
];

/** The names of all contracts of a community and of the external libraries they link to. */
export async function deployedContracts(): Promise<string[]> {
  const names = new Set<string>();
  const add = async (name: string): Promise<void> => {
    if (names.has(name)) return;
    names.add(name);
    const { linkReferences } = await artifacts.readArtifact(name);
    for (const libraries of Object.values(linkReferences)) {
      for (const library of Object.keys(libraries)) await add(library);
    }
  };
  for (const module of MODULES) await add(module);
  return [...names];
}
