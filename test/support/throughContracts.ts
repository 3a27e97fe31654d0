import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { type ContractTransaction, getCreateAddress } from "ethers";
import { ethers } from "hardhat";

import type { CrowdWallet } from "../../typechain-types";

/** A contract's code, as it is deployed: what it is called with, it deploys. */
const FACTORY = "0x6d365f5f37365f5ff05f5260205ff35f52600e6012f3";

/** A contract that calls what its owner says. */
export async function contractOf(owner: HardhatEthersSigner): Promise<CrowdWallet> {
  return ethers.deployContract("CrowdWallet", [], owner);
}

/** Lets a contract that a wallet calls deploy another one. */
export async function deployThroughContract(
  wallet: HardhatEthersSigner,
  { data }: Pick<ContractTransaction, "data">,
): Promise<{ deployer: string; deployed: string }> {
  const factory = await (await wallet.sendTransaction({ data: FACTORY })).wait();
  const deployer = factory?.contractAddress ?? "";
  await wallet.sendTransaction({ to: deployer, data });
  return { deployer, deployed: getCreateAddress({ from: deployer, nonce: 1 }) };
}
