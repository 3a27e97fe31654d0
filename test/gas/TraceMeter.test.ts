import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import type { Operation } from "../../scripts/gas/budgets";
import { type Profile, TRANSACTION } from "../../scripts/gas/trace/Profile";
import { summarise } from "../../scripts/gas/trace/summarise";
import { TraceMeter } from "../../scripts/gas/trace/TraceMeter";
import { sumOf } from "../../scripts/gas/trace/Trace";
import { deployCommunity, TOKEN } from "../support/community";

describe("TraceMeter", () => {
  it("tells where a deposit's gas goes, to the unit, and in the words of the source", async () => {
    const community = await loadFixture(deployCommunity);
    const { vault, fund, founders } = community;
    const [{ id, wallet }] = founders;
    await fund(wallet, 5n * TOKEN);
    const profiles = new Map<Operation, Profile[]>();
    const meter = await TraceMeter.open(community, profiles);
    await meter.add("deposit", vault.connect(wallet).deposit(id, TOKEN));
    await meter.add("depositAgain", vault.connect(wallet).deposit(id, TOKEN));

    const [first] = profiles.get("deposit") ?? [];
    const [again] = profiles.get("depositAgain") ?? [];
    if (first === undefined || again === undefined) throw new Error("Nothing was measured");

    for (const profile of [first, again]) {
      const { frames, calldata, refund, gasUsed } = profile;
      const used = frames.reduce((sum, { own }) => sum + sumOf(own), 0);
      expect(TRANSACTION + calldata + used - refund).to.equal(gasUsed);
      expect(refund).to.equal(0);
      expect(
        frames.map(({ contract, function: name }) => `${contract}.${name}`),
      ).to.include.members(["CoverVault.deposit", "Charter.running", "TestToken.transferFrom"]);
    }
    expect(summarise(first).created).to.eql({
      "CoverVault._accounts[]": 1,
      "TestToken._balances[]": 1,
    });
    expect(summarise(again).created).to.eql({});
    expect(again.changes.map(({ name }) => name)).to.include(`_accounts[${id}]`);
  });
});
