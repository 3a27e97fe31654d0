import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { disputeId, Side } from "../../scripts/lib/names";
import { changes } from "../vault/changes";
import { agree, breach, offer, PEACE } from "./settlements";
import { deployTrade, StageState } from "./tradeFixture";

const MAX_AMOUNT = 2n ** 96n - 1n;

describe("TradeChains.proposeSettlement", () => {
  for (const [who, side] of [
    ["provider", Side.Provider],
    ["receiver", Side.Receiver],
  ] as const) {
    it(`<CHN-8> the ${who} offers, and nothing moves`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const { chain } = await fixture.stageIn("Delivered");
      const before = await trade.stageOf(chain, 0);

      expect(
        await changes(fixture, async () => {
          await expect(
            trade
              .connect(fixture[who].wallet)
              .proposeSettlement(chain, 0, 3_333n, 55n, Side.Receiver),
          )
            .to.emit(trade, "SettlementProposed")
            .withArgs(chain, 0n, side, 3_333n, 55n, Side.Receiver);
        }),
      ).to.deep.equal({});
      expect(await trade.stageOf(chain, 0)).to.deep.equal(before);
    });
  }

  it("<COV-9> can name any amount that an account can hold", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stageIn } = fixture;
    const { chain } = await stageIn("Open");

    await expect(offer(fixture, chain, [10_000n, MAX_AMOUNT, Side.Provider]))
      .to.emit(trade, "SettlementProposed")
      .withArgs(chain, 0n, Side.Provider, 10_000n, MAX_AMOUNT, Side.Provider);
  });

  describe("given a claim that went to the court by silence", () => {
    it("<CHN-8> is brought there first, as of the end of the window", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, at, stateOf } = fixture;
      const { chain, ends } = await breach(fixture);
      await at(ends + 5n);

      expect(
        await changes(fixture, async () => {
          const offered = offer(fixture, chain);
          await expect(offered)
            .to.emit(trade, "StageDisputed")
            .withArgs(chain, 0n, disputeId(chain, 0), 200n)
            .and.to.emit(trade, "SettlementProposed")
            .withArgs(chain, 0n, Side.Provider, ...PEACE);
          await expect(offered).not.to.emit(court, "DisputeOpened");
        }),
      ).to.deep.equal({});
      const { mark, state } = await trade.stageOf(chain, 0);
      expect([mark, state]).to.deep.equal([ends, StageState.Disputed]);
      // The offer belongs to the dispute that it found.
      await agree(fixture, chain);
      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });

    it("<CHN-8> not before the window has ended", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, at, stateOf } = fixture;
      const { chain, ends } = await breach(fixture);
      await at(ends - 1n);

      await expect(offer(fixture, chain)).not.to.emit(trade, "StageDisputed");
      expect(await stateOf(chain)).to.equal(StageState.Claimed);
    });
  });
});
