import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { deployLinked } from "../../scripts/lib/deployLinked";
import { BondRole, bondId, disputeId } from "../../scripts/lib/names";
import { deployTrade, StageState } from "./tradeFixture";

describe("TradeChains, what can be asked", () => {
  it("<CHN-13> a chain that nobody proposed is None", async () => {
    const { trade } = await loadFixture(deployTrade);

    expect(await trade.chainOf(1n << 24n)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n]);
  });

  for (const view of ["stageOf", "payeesOf", "appointmentOf", "snapshotOf", "namesOf"] as const) {
    it(`<CHN-13> ${view} names a stage that is not there`, async () => {
      const { trade, activeChain } = await loadFixture(deployTrade);
      const chain = await activeChain([{}, {}]);

      await trade[view](chain, 1);
      for (const stage of [2, 32, 255]) {
        await expect(trade[view](chain, stage))
          .to.be.revertedWithCustomError(trade, "NoSuchStage")
          .withArgs(chain, stage);
      }
    });
  }

  it("<CHN-2> only an open stage is due", async () => {
    const { trade, stageIn } = await loadFixture(deployTrade);
    const { chain } = await stageIn("Delivered");

    await expect(trade.dueOf(chain, 0))
      .to.be.revertedWithCustomError(trade, "WrongStageState")
      .withArgs(chain, 0n, StageState.Delivered);
  });

  it("<CHN-7> bonds and disputes have names that need no looking up", async () => {
    const { trade, activeChain } = await loadFixture(deployTrade);
    const chain = await activeChain(
      Array.from({ length: 32 }, () => ({ price: 0n, providerBond: 0n, receiverBond: 0n })),
    );

    expect(await trade.namesOf(chain, 31)).to.deep.equal([
      bondId(chain, 31, BondRole.Provider),
      bondId(chain, 31, BondRole.Receiver),
      disputeId(chain, 31),
    ]);
  });

  it("<CHN-7> without an appointment there is none", async () => {
    const { trade, activeChain } = await loadFixture(deployTrade);
    const chain = await activeChain();

    expect(await trade.appointmentOf(chain, 0)).to.deep.equal([0n, 0n, 0n, 0n, 0n]);
    expect(await trade.payeesOf(chain, 0)).to.deep.equal([]);
  });

  it("<CHA-5> knows the other modules for good", async () => {
    const { trade, charter, membership, vault, graph, court } = await loadFixture(deployTrade);

    expect(await trade.CHARTER()).to.equal(await charter.getAddress());
    expect(await trade.MEMBERSHIP()).to.equal(await membership.getAddress());
    expect(await trade.VAULT()).to.equal(await vault.getAddress());
    expect(await trade.GRAPH()).to.equal(await graph.getAddress());
    expect(await trade.COURT()).to.equal(await court.getAddress());
  });

  for (let missing = 0; missing < 5; missing++) {
    it(`<CHA-5> cannot be deployed without module ${missing}`, async () => {
      const { trade, deployer, charter, membership, vault, graph, court, forwarder } =
        await loadFixture(deployTrade);
      const modules = [charter, membership, vault, graph, court, forwarder];
      const args = modules.map((module, i) => (i === missing ? ZeroAddress : module));

      await expect(deployLinked("TradeChains", args, deployer)).to.be.revertedWithCustomError(
        trade,
        "ZeroAddress",
      );
    });
  }
});
