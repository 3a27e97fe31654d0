import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { extend } from "./extensions";
import { deployTrade, DURATION } from "./tradeFixture";

describe("TradeChains.proposeExtension", () => {
  for (const [who, side] of [
    ["provider", Side.Provider],
    ["receiver", Side.Receiver],
  ] as const) {
    it(`<CHN-8> the ${who} offers a longer duration, and nothing changes yet`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const { chain } = await fixture.stageIn("Open");
      const before = await trade.stageOf(chain, 0);

      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(fixture[who].wallet).proposeExtension(chain, 0, 15n * DAY))
            .to.emit(trade, "ExtensionProposed")
            .withArgs(chain, 0n, side, 15n * DAY);
        }),
      ).to.deep.equal({});
      expect(await trade.stageOf(chain, 0)).to.deep.equal(before);
    });
  }

  describe("when a duration is offered", () => {
    for (const duration of [DURATION + 1n, 2n * DURATION]) {
      it(`<CHN-8> takes ${duration}`, async () => {
        const { trade, receiver, stageIn } = await loadFixture(deployTrade);
        const { chain } = await stageIn("Open");

        await expect(trade.connect(receiver.wallet).proposeExtension(chain, 0, duration))
          .to.emit(trade, "ExtensionProposed")
          .withArgs(chain, 0n, Side.Receiver, duration);
      });
    }

    it("<CHN-8> several extensions double the first duration at most", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, stageIn } = fixture;
      const { chain } = await stageIn("Open");
      const propose = (duration: bigint) =>
        trade.connect(provider.wallet).proposeExtension(chain, 0, duration);

      await extend(fixture, chain, DURATION + 1n);
      await expect(propose(DURATION + 1n))
        .to.be.revertedWithCustomError(trade, "DurationOutOfRange")
        .withArgs(DURATION + 1n, DURATION + 2n, 2n * DURATION);

      await extend(fixture, chain, 2n * DURATION);
      await expect(propose(2n * DURATION + 1n))
        .to.be.revertedWithCustomError(trade, "DurationOutOfRange")
        .withArgs(2n * DURATION + 1n, 2n * DURATION + 1n, 2n * DURATION);
      expect((await trade.stageOf(chain, 0)).extension).to.equal(DURATION);
    });
  });

  for (const call of ["proposeExtension", "acceptExtension"] as const) {
    describe(`what ${call} refuses as well`, () => {
      for (const duration of [0n, DURATION, 2n * DURATION + 1n, 2n ** 32n - 1n]) {
        it(`<CHN-8> ${duration} in all`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, provider, stageIn } = fixture;
          const { chain } = await stageIn("Open");

          await expect(trade.connect(provider.wallet)[call](chain, 0, duration))
            .to.be.revertedWithCustomError(trade, "DurationOutOfRange")
            .withArgs(duration, DURATION + 1n, 2n * DURATION);
        });
      }

      it("<CHN-8> others than the two sides, guarantors too", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, outsider, providerGuarantors, stageIn } = fixture;
        const { chain } = await stageIn("Open");

        for (const { id, wallet } of [outsider, providerGuarantors[0]]) {
          await expect(trade.connect(wallet)[call](chain, 0, 15n * DAY))
            .to.be.revertedWithCustomError(trade, "NotAParty")
            .withArgs(chain, 0n, id);
        }
      });

      it("<CHN-8> a wallet without a card", async () => {
        const { trade, stranger, stageIn } = await loadFixture(deployTrade);
        const { chain } = await stageIn("Open");

        await expect(trade.connect(stranger)[call](chain, 0, 15n * DAY))
          .to.be.revertedWithCustomError(trade, "NotAMember")
          .withArgs(stranger.address);
      });
    });
  }
});
