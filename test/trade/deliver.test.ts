import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import { Side } from "../../scripts/lib/names";
import { changes } from "../vault/changes";
import { deployTrade, DURATION, EVIDENCE, INSPECTION, StageState } from "./tradeFixture";

const ROOT = id("items");

describe("TradeChains.deliver", () => {
  describe("given an open stage", () => {
    it("<CHN-3> the provider delivers", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, provider, at, now } = fixture;
      const chain = await activeChain();
      const clock = (await now()) + 10n;
      await at(clock);

      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ROOT))
            .to.emit(trade, "StageDelivered")
            .withArgs(chain, 0n, 1n, EVIDENCE, ROOT);
        }),
      ).to.deep.equal({});
      expect(await trade.stageOf(chain, 0)).to.deep.equal([
        ...[10n, 11n, 1_000n, 300n],
        ...[200n, DURATION, INSPECTION, 0n, clock, StageState.Delivered, 0n, 1n],
        ...[0n, 0n, 0n, 0n, 0n, false, false],
      ]);
    });

    it("<CHN-3> late, too", async () => {
      const { trade, activeChain, provider, at, stateOf } = await loadFixture(deployTrade);
      const chain = await activeChain();
      await at((await trade.dueOf(chain, 0)) + 1_000n);

      await trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);

      expect(await stateOf(chain)).to.equal(StageState.Delivered);
    });

    it("<MEM-4> without good standing, too", async () => {
      const { trade, graph, activeChain, provider, providerGuarantors, stateOf } =
        await loadFixture(deployTrade);
      const chain = await activeChain();
      await graph.connect(providerGuarantors[0].wallet).withdrawSurety(provider.id, 0);

      await trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);

      expect(await stateOf(chain)).to.equal(StageState.Delivered);
    });
  });

  describe("given a claimed stage", () => {
    it("<CHN-3> but not once a default is claimed", async () => {
      const { trade, stageIn, provider } = await loadFixture(deployTrade);
      const { chain } = await stageIn("Claimed");

      await expect(trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash))
        .to.be.revertedWithCustomError(trade, "WrongStageState")
        .withArgs(chain, 0n, StageState.Claimed);
    });
  });

  describe("when somebody else calls", () => {
    for (const who of ["receiver", "outsider"] as const) {
      it(`<CHN-3> refuses the ${who}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, activeChain } = fixture;
        const chain = await activeChain();

        await expect(trade.connect(fixture[who].wallet).deliver(chain, 0, EVIDENCE, ZeroHash))
          .to.be.revertedWithCustomError(trade, "WrongSide")
          .withArgs(chain, 0n, Side.Provider);
      });
    }

    it("<CHN-3> refuses a wallet without a card", async () => {
      const { trade, activeChain, stranger } = await loadFixture(deployTrade);
      const chain = await activeChain();

      await expect(trade.connect(stranger).deliver(chain, 0, EVIDENCE, ZeroHash))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });
  });
});
