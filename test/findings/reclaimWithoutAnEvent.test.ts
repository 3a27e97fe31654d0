import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { deployWorkedExample } from "../vault/vaultFixture";

describe("An ended pledge that was paid out in full", () => {
  it("<SUR-4> tells in an event that it closes and frees its guarantor's lock", async () => {
    const { vault, asGraph, asTrade, bondOf100, harmed, pledge0 } =
      await loadFixture(deployWorkedExample);
    await asGraph.endPledge(pledge0);
    await asTrade.draw(bondOf100, 100n, harmed.id);
    const { guarantor } = await vault.pledge(pledge0);
    const before = await vault.account(guarantor);

    const reclaiming = await vault.reclaim(pledge0);

    const after = await vault.account(guarantor);
    expect(after.locks).to.equal(before.locks - 1n);
    await expect(reclaiming).to.emit(vault, "PledgeEnded").withArgs(pledge0, 0n);
    expect((await reclaiming.wait())?.logs).to.have.length(1);
  });
});
