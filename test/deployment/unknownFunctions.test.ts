import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import type { BaseContract } from "ethers";
import { ethers } from "hardhat";

import { deployCommunity } from "../support/community";

const UNKNOWN = "0x5eab1e00";
const NOTHING = "0x00000000";

describe("a call of a function that a contract does not have", () => {
  const contractsOf = async (): Promise<[string, BaseContract][]> => {
    const { charter, membership, vault, graph, court, trade, forwarder } =
      await loadFixture(deployCommunity);
    return Object.entries({ charter, membership, vault, graph, court, trade, forwarder });
  };

  for (const [calldata, data, selector] of [
    ["an unknown selector", UNKNOWN, UNKNOWN],
    ["an unknown selector and arguments", `${UNKNOWN}${"ff".repeat(64)}`, UNKNOWN],
    ["less than a selector", "0x5eab", "0x5eab0000"],
    ["nothing", "0x", NOTHING],
  ] as const) {
    it(`is refused by name, given ${calldata}`, async () => {
      const [caller] = await ethers.getSigners();
      for (const [name, contract] of await contractsOf()) {
        await expect(caller?.sendTransaction({ to: contract, data }), name)
          .to.be.revertedWithCustomError(contract, "UnknownFunction")
          .withArgs(selector);
      }
    });
  }

  it("takes in no ether", async () => {
    const [caller] = await ethers.getSigners();
    for (const [name, contract] of await contractsOf()) {
      await expect(caller?.sendTransaction({ to: contract, value: 1n }), name).to.be.reverted;
      expect(await ethers.provider.getBalance(contract), name).to.equal(0n);
    }
  });
});
