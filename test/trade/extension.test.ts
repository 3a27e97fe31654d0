import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { deployTrade, DURATION } from "./tradeFixture";

describe("TradeChains.proposeExtension and acceptExtension", () => {
  for (const [first, second, side] of [
    ["provider", "receiver", Side.Provider],
    ["receiver", "provider", Side.Receiver],
  ] as const) {
    it(`<CHN-8> the ${first} offers a longer duration, the ${second} agrees`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const { chain } = await fixture.stageIn("Open");
      const due = await trade.dueOf(chain, 0);

      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(fixture[first].wallet).proposeExtension(chain, 0, 15n * DAY))
            .to.emit(trade, "ExtensionProposed")
            .withArgs(chain, 0n, side, 15n * DAY);
          await expect(trade.connect(fixture[second].wallet).acceptExtension(chain, 0, 15n * DAY))
            .to.emit(trade, "StageExtended")
            .withArgs(chain, 0n, 15n * DAY);
        }),
      ).to.deep.equal({});

      expect(await trade.dueOf(chain, 0)).to.equal(due + 5n * DAY);
      const { duration, extension } = await trade.stageOf(chain, 0);
      expect([duration, extension]).to.deep.equal([DURATION, 5n * DAY]);
    });
  }

  it("<CHN-8> is possible after the stage was due", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, stageIn, warp } = fixture;
    const { chain } = await stageIn("Open");
    await warp(12n * DAY);
    await trade.connect(provider.wallet).proposeExtension(chain, 0, 20n * DAY);

    await trade.connect(receiver.wallet).acceptExtension(chain, 0, 20n * DAY);

    expect((await trade.stageOf(chain, 0)).extension).to.equal(10n * DAY);
  });

  for (const call of ["proposeExtension", "acceptExtension"] as const) {
    for (const duration of [0n, DURATION, 2n * DURATION + 1n]) {
      it(`<CHN-8> ${call} refuses ${duration} in all`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, stageIn } = fixture;
        const { chain } = await stageIn("Open");

        await expect(trade.connect(provider.wallet)[call](chain, 0, duration))
          .to.be.revertedWithCustomError(trade, "DurationOutOfRange")
          .withArgs(duration, DURATION + 1n, 2n * DURATION);
      });
    }

    it(`<CHN-8> ${call} refuses others than the two sides`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider, stageIn } = fixture;
      const { chain } = await stageIn("Open");

      await expect(trade.connect(outsider.wallet)[call](chain, 0, 15n * DAY))
        .to.be.revertedWithCustomError(trade, "NotAParty")
        .withArgs(chain, 0n, outsider.id);
    });
  }

  it("<CHN-8> several extensions double the duration at most", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, stageIn } = fixture;
    const { chain } = await stageIn("Open");
    for (const duration of [DURATION + 1n, 2n * DURATION]) {
      await trade.connect(provider.wallet).proposeExtension(chain, 0, duration);
      await trade.connect(receiver.wallet).acceptExtension(chain, 0, duration);
    }

    await expect(trade.connect(provider.wallet).proposeExtension(chain, 0, 2n * DURATION + 1n))
      .to.be.revertedWithCustomError(trade, "DurationOutOfRange")
      .withArgs(2n * DURATION + 1n, 2n * DURATION + 1n, 2n * DURATION);
  });

  for (const [why, by, duration] of [
    ["another duration", "receiver", 16n * DAY],
    ["one's own offer", "provider", 15n * DAY],
  ] as const) {
    it(`<CHN-8> refuses ${why}`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, stageIn } = fixture;
      const { chain } = await stageIn("Open");
      await trade.connect(provider.wallet).proposeExtension(chain, 0, 15n * DAY);

      await expect(trade.connect(fixture[by].wallet).acceptExtension(chain, 0, duration))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
    });
  }

  it("<CHN-8> an offer is spent once", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, stageIn } = fixture;
    const { chain } = await stageIn("Open");
    await trade.connect(provider.wallet).proposeExtension(chain, 0, 15n * DAY);
    await trade.connect(receiver.wallet).acceptExtension(chain, 0, 15n * DAY);

    await expect(trade.connect(receiver.wallet).acceptExtension(chain, 0, 16n * DAY))
      .to.be.revertedWithCustomError(trade, "NoSuchOffer")
      .withArgs(chain, 0n);
  });

  it("<CHN-8> an offer to settle is none to extend", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, stageIn } = fixture;
    const { chain } = await stageIn("Open");
    await trade.connect(provider.wallet).proposeExtension(chain, 0, 15n * DAY);
    await trade.connect(provider.wallet).proposeSettlement(chain, 0, 0n, 0n, Side.Provider);

    await expect(trade.connect(receiver.wallet).acceptExtension(chain, 0, 15n * DAY))
      .to.be.revertedWithCustomError(trade, "NoSuchOffer")
      .withArgs(chain, 0n);
  });
});
