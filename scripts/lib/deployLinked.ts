import type { BaseContract, Signer } from "ethers";
import hre from "hardhat";

/**
 * Deploys a contract by its artifact's name together with the external libraries it links to, and
 * those that they link to.
 *
 * @param libraries Addresses of libraries by name; those deployed here are added, so that contracts
 * which share a map share their libraries.
 */
export async function deployLinked(
  name: string,
  args: unknown[],
  deployer: Signer,
  libraries = new Map<string, string>(),
): Promise<BaseContract> {
  const { linkReferences } = await hre.artifacts.readArtifact(name);
  const links: Record<string, string> = {};
  for (const [file, references] of Object.entries(linkReferences)) {
    for (const library of Object.keys(references)) {
      const fullName = `${file}:${library}`;
      let address = libraries.get(fullName);
      if (address === undefined) {
        const contract = await deployLinked(fullName, [], deployer, libraries);
        address = await contract.getAddress();
        libraries.set(fullName, address);
      }
      links[fullName] = address;
    }
  }
  const factory = await hre.ethers.getContractFactory(name, { signer: deployer, libraries: links });
  const contract = await factory.deploy(...args);
  await contract.waitForDeployment();
  return contract;
}
