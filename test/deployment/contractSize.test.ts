import { expect } from "chai";
import { artifacts } from "hardhat";

import { codeSize } from "../../scripts/lib/codeSize";
import { deployedContracts } from "../../scripts/lib/deployedContracts";

/** EIP-170 allows 24,576; the rest is room for corrections. */
const MOST_BYTES = 22_000;

/** EIP-3860. */
const MOST_CREATION_BYTES = 49_152;

describe("the size of the contracts", () => {
  it("counts the modules and the libraries that they link to", async () => {
    expect(await deployedContracts()).to.include.members([
      ...["Forwarder", "Charter", "Membership", "CoverVault", "SuretyGraph"],
      ...["GuarantorCourt", "TradeChains", "ChainProposals"],
    ]);
  });

  it("leaves each of them deployable everywhere", async () => {
    for (const name of await deployedContracts()) {
      const { bytecode, deployedBytecode } = await artifacts.readArtifact(name);

      expect(codeSize(deployedBytecode), name).to.be.greaterThan(0).and.below(MOST_BYTES);
      expect(codeSize(bytecode), name).to.be.at.most(MOST_CREATION_BYTES);
    }
  });
});
