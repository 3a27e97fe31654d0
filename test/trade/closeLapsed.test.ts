import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { extend } from "./extensions";
import { ChainState, Closing, deployTrade, DURATION, StageState } from "./tradeFixture";

const LAPSE = 90n * DAY;

describe("TradeChains.closeLapsed", () => {
  describe("given a forgotten stage", () => {
    for (const late of [0n, 1n]) {
      it(`<CHN-9> anyone closes a forgotten stage ${late} seconds after, and everything goes back`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, stranger, activeChain, at } = fixture;
        const chain = await activeChain();
        await at((await trade.dueOf(chain, 0)) + LAPSE + late);

        expect(
          await changes(fixture, async () => {
            await expect(trade.connect(stranger).closeLapsed(chain, 0))
              .to.emit(trade, "StageClosed")
              .withArgs(chain, 0n, Closing.Lapsed)
              .and.to.emit(trade, "ChainClosed")
              .withArgs(chain);
          }),
        ).to.deep.equal({
          "member 10 free": 300n,
          "member 10 locks": -1n,
          "member 11 free": 1_200n,
          "member 11 locks": -1n,
          "bond 0/0 own": -300n,
          "bond 0/1 own": -200n,
          "bond 0/1 escrow": -1_000n,
        });
        const { state, undelivered } = await trade.chainOf(chain);
        expect([state, undelivered]).to.deep.equal([ChainState.Closed, 1n]);
      });
    }

    it("<CHN-9> what waited for the stage opens, without its input", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, activeChain, at, stateOf } = fixture;
      const chain = await activeChain([{}, { waitsFor: 1n }]);
      const lapses = (await trade.dueOf(chain, 0)) + LAPSE;
      await at(lapses);

      await expect(trade.closeLapsed(chain, 0))
        .to.emit(trade, "StageOpened")
        .withArgs(chain, 1n, lapses + DURATION);
      await trade.connect(provider.wallet).cancelStage(chain, 1);
      expect(await stateOf(chain, 1)).to.equal(StageState.Closed);
    });

    it("<CHN-9> gives guarantors their part of a bond back", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, at } = fixture;
      const chain = await activeChain([
        { price: 20_000n, listPrice: 20_000n, providerBond: 10_100n },
      ]);
      await at((await trade.dueOf(chain, 0)) + LAPSE);

      expect(await changes(fixture, () => trade.closeLapsed(chain, 0))).to.deep.equal({
        "member 10 free": 10_000n,
        "member 10 locks": -1n,
        "member 11 free": 20_200n,
        "member 11 locks": -1n,
        "pledge 10/0 room": 50n,
        "pledge 10/1#2 room": 50n,
        "bond 0/0 own": -10_000n,
        "bond 0/0 from pledge 10/0": -50n,
        "bond 0/0 from pledge 10/1#2": -50n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -20_000n,
      });
    });

    it("<CHN-9> a stage without money only frees its two sides", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, at } = fixture;
      const chain = await activeChain([{ price: 0n, providerBond: 0n, receiverBond: 0n }]);
      await at((await trade.dueOf(chain, 0)) + LAPSE);

      expect(await changes(fixture, () => trade.closeLapsed(chain, 0))).to.deep.equal({
        "member 10 locks": -1n,
        "member 11 locks": -1n,
      });
    });

    it("<CHN-7> <CHN-9> a replacement can lapse, too", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider, stageIn, warp } = fixture;
      const { chain } = await stageIn("Remedy");
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 800n, 100n, DAY);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, DAY);
      await warp(DAY + LAPSE);

      expect(await changes(fixture, () => trade.closeLapsed(chain, 0))).to.deep.equal({
        "member 11 free": 800n,
        "member 11 locks": -1n,
        "member 12 free": 100n,
        "member 12 locks": -1n,
        "bond 0/1 escrow": -800n,
        "bond 0/2 own": -100n,
      });
    });
  });

  describe("when it is too early", () => {
    it("<CHN-9> refuses in the last second before", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, at } = fixture;
      const chain = await activeChain();
      const lapses = (await trade.dueOf(chain, 0)) + LAPSE;
      await at(lapses - 1n);

      await expect(trade.closeLapsed(chain, 0))
        .to.be.revertedWithCustomError(trade, "TooEarly")
        .withArgs(lapses - 1n, lapses);
    });

    it("<CHN-8> <CHN-9> an extension puts it off", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, at } = fixture;
      const chain = await activeChain();
      const lapses = (await trade.dueOf(chain, 0)) + LAPSE;
      await extend(fixture, chain, 11n * DAY);
      await at(lapses);

      await expect(trade.closeLapsed(chain, 0))
        .to.be.revertedWithCustomError(trade, "TooEarly")
        .withArgs(lapses, lapses + DAY);
    });

    it("<CHA-2> <CHN-9> keeps the lapse window that the chain was proposed under", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, charter, governor, parameters, activeChain, at } = fixture;
      const chain = await activeChain([{ duration: 30n * DAY }]);
      const shorter = { ...parameters, lapseWindow: 7n * DAY };
      const change = await charter.connect(governor).scheduleParameters.staticCall(shorter);
      await charter.connect(governor).scheduleParameters(shorter);
      await fixture.warp(2n * DAY);
      await charter.executeChange(change);
      const due = await trade.dueOf(chain, 0);
      await at(due + 7n * DAY);

      await expect(trade.closeLapsed(chain, 0))
        .to.be.revertedWithCustomError(trade, "TooEarly")
        .withArgs(due + 7n * DAY, due + LAPSE);
    });
  });

  describe("given a delivered stage", () => {
    it("<CHN-9> a delivered stage can only close as accepted", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger, activeChain, deliver, warp } = fixture;
      const chain = await activeChain();
      await deliver(chain);
      await warp(1_000n * DAY);

      await expect(trade.closeLapsed(chain, 0))
        .to.be.revertedWithCustomError(trade, "WrongStageState")
        .withArgs(chain, 0n, StageState.Delivered);
      await expect(trade.connect(stranger).acceptDelivery(chain, 0))
        .to.emit(trade, "StageClosed")
        .withArgs(chain, 0n, Closing.Accepted);
    });
  });
});
