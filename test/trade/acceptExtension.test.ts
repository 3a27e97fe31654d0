import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { extend } from "./extensions";
import { appointed, broken, WINDOW } from "./remedies";
import { deployTrade, DURATION, INSPECTION, StageState } from "./tradeFixture";

describe("TradeChains.acceptExtension", () => {
  describe("given an offer of the other side", () => {
    for (const [first, second] of [
      ["provider", "receiver"],
      ["receiver", "provider"],
    ] as const) {
      it(`<CHN-8> the ${second} agrees with the ${first}: only the due time moves`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade } = fixture;
        const { chain } = await fixture.stageIn("Open");
        const due = await trade.dueOf(chain, 0);
        const { mark } = await trade.stageOf(chain, 0);
        await trade.connect(fixture[first].wallet).proposeExtension(chain, 0, 15n * DAY);

        expect(
          await changes(fixture, async () => {
            await expect(trade.connect(fixture[second].wallet).acceptExtension(chain, 0, 15n * DAY))
              .to.emit(trade, "StageExtended")
              .withArgs(chain, 0n, 15n * DAY);
          }),
        ).to.deep.equal({});

        expect(await trade.dueOf(chain, 0)).to.equal(due + 5n * DAY);
        expect(await trade.stageOf(chain, 0)).to.deep.equal([
          ...[10n, 11n, 1_000n, 300n],
          ...[200n, DURATION, INSPECTION, 0n, mark, StageState.Open, 0n, 0n],
          ...[0n, 0n, 5n * DAY, 0n, 0n, false, false],
        ]);
      });
    }

    it("<CHN-8> is possible after the stage was due", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stageIn, warp } = fixture;
      const { chain } = await stageIn("Open");
      await warp(12n * DAY);

      await extend(fixture, chain, 20n * DAY);

      expect((await trade.stageOf(chain, 0)).extension).to.equal(10n * DAY);
    });

    it("<CHN-8> leaves the other stages alone", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain } = fixture;
      const chain = await activeChain([{}, {}]);
      const due = await trade.dueOf(chain, 1);

      await extend(fixture, chain, 15n * DAY);

      expect(await trade.dueOf(chain, 1)).to.equal(due);
    });
  });

  describe("when there is no such offer", () => {
    it("<CHN-8> refuses before there is one", async () => {
      const { trade, receiver, stageIn } = await loadFixture(deployTrade);
      const { chain } = await stageIn("Open");

      await expect(trade.connect(receiver.wallet).acceptExtension(chain, 0, 15n * DAY))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
    });

    for (const [why, by, stage, duration] of [
      ["another duration", "receiver", 0, 16n * DAY],
      ["one's own offer", "provider", 0, 15n * DAY],
      ["an offer about another stage", "receiver", 1, 15n * DAY],
    ] as const) {
      it(`<CHN-8> refuses ${why}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, activeChain } = fixture;
        const chain = await activeChain([{}, {}]);
        await trade.connect(provider.wallet).proposeExtension(chain, 0, 15n * DAY);

        await expect(trade.connect(fixture[by].wallet).acceptExtension(chain, stage, duration))
          .to.be.revertedWithCustomError(trade, "NoSuchOffer")
          .withArgs(chain, stage);
      });
    }

    it("<CHN-8> an offer is spent once", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const { chain } = await fixture.stageIn("Open");
      await extend(fixture, chain, 15n * DAY);

      await expect(trade.connect(receiver.wallet).acceptExtension(chain, 0, 16n * DAY))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
      await expect(trade.connect(receiver.wallet).acceptExtension(chain, 0, 15n * DAY))
        .to.be.revertedWithCustomError(trade, "DurationOutOfRange")
        .withArgs(15n * DAY, 15n * DAY + 1n, 20n * DAY);
      expect((await trade.stageOf(chain, 0)).extension).to.equal(5n * DAY);
    });

    it("<CHN-8> an offer to settle takes the place of one to extend", async () => {
      const { trade, provider, receiver, stageIn } = await loadFixture(deployTrade);
      const { chain } = await stageIn("Open");
      await trade.connect(provider.wallet).proposeExtension(chain, 0, 15n * DAY);
      await trade.connect(provider.wallet).proposeSettlement(chain, 0, 0n, 0n, Side.Provider);

      await expect(trade.connect(receiver.wallet).acceptExtension(chain, 0, 15n * DAY))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
    });

    it("<CHN-8> an offer does not come back to life when a replacement reopens the stage", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, receiver, outsider } = fixture;
      const chain = await fixture.activeChain();
      await trade.connect(receiver.wallet).proposeExtension(chain, 0, 15n * DAY);
      await fixture.claimDefault(chain);
      await fixture.warp(WINDOW);
      await trade.conclude(chain, 0);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 800n, 100n, DURATION);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, DURATION);

      await expect(trade.connect(outsider.wallet).acceptExtension(chain, 0, 15n * DAY))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
      await expect(trade.connect(provider.wallet).acceptExtension(chain, 0, 15n * DAY))
        .to.be.revertedWithCustomError(trade, "NotAParty")
        .withArgs(chain, 0n, provider.id);
    });
  });

  describe("given a replacement", () => {
    it("<CHN-7> <CHN-8> its own duration can be doubled, whatever was agreed before", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider } = fixture;
      const { chain } = await appointed(fixture);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);
      const due = await trade.dueOf(chain, 0);
      await trade.connect(outsider.wallet).proposeExtension(chain, 0, 8n * DAY);

      await trade.connect(receiver.wallet).acceptExtension(chain, 0, 8n * DAY);

      expect(await trade.dueOf(chain, 0)).to.equal(due + 4n * DAY);
      await expect(trade.connect(outsider.wallet).proposeExtension(chain, 0, 8n * DAY + 1n))
        .to.be.revertedWithCustomError(trade, "DurationOutOfRange")
        .withArgs(8n * DAY + 1n, 8n * DAY + 1n, 8n * DAY);
    });

    it("<CHN-7> what was added for the first provider is not left over for the next", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider } = fixture;
      const { chain } = await broken(fixture);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 800n, 100n, 4n * DAY);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);

      expect(await trade.dueOf(chain, 0)).to.equal((await fixture.now()) + 4n * DAY);
    });
  });
});
