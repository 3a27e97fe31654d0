import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { Closing, deployTrade, StageState } from "./tradeFixture";

import { appointed, broken } from "./remedies";

describe("TradeChains.takeMoney", () => {
  it("<CHN-7> the receiver takes refund and award", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, receiver, stateOf } = fixture;
    const { chain } = await broken(fixture);

    expect(
      await changes(fixture, async () => {
        await expect(trade.connect(receiver.wallet).takeMoney(chain, 0))
          .to.emit(trade, "MoneyTaken")
          .withArgs(chain, 0n, 1_250n)
          .and.to.emit(trade, "StageClosed")
          .withArgs(chain, 0n, Closing.Ruled);
      }),
    ).to.deep.equal({
      "member 11 free": 1_250n,
      "member 11 locks": -1n,
      "bond 0/1 escrow": -1_250n,
    });
    expect(await stateOf(chain)).to.equal(StageState.Closed);
    expect((await trade.chainOf(chain)).undelivered).to.equal(1n);
  });

  for (const late of [-1n, 0n, 1n]) {
    const valid = late >= 0n;
    it(`<CHN-7> ${valid ? "anyone does it" : "others are refused"} ${late} seconds from the end of the time to choose`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider, at } = fixture;
      const { chain, until } = await broken(fixture);
      await at(until + late);
      const call = trade.connect(outsider.wallet).takeMoney(chain, 0);

      if (valid) await expect(call).to.emit(trade, "MoneyTaken").withArgs(chain, 0n, 1_250n);
      else {
        await expect(call)
          .to.be.revertedWithCustomError(trade, "TooEarly")
          .withArgs(until + late, until);
      }
    });
  }

  it("<CHN-7> a wallet without a card, too", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stranger, at } = fixture;
    const { chain, until } = await broken(fixture);

    await expect(trade.connect(stranger).takeMoney(chain, 0))
      .to.be.revertedWithCustomError(trade, "NotAMember")
      .withArgs(stranger.address);
    await at(until);
    await trade.connect(stranger).takeMoney(chain, 0);
  });

  it("<CHN-7> the receiver can still take it after an appointment", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, receiver, outsider } = fixture;
    const { chain } = await appointed(fixture);

    await trade.connect(receiver.wallet).takeMoney(chain, 0);

    await expect(trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY))
      .to.be.revertedWithCustomError(trade, "WrongStageState")
      .withArgs(chain, 0n, StageState.Closed);
  });

  it("<CHN-7> a stage without money closes, too", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, receiver } = fixture;
    const { chain } = await broken(fixture, { price: 0n, providerBond: 0n, receiverBond: 0n });

    expect(
      await changes(fixture, async () => {
        await expect(trade.connect(receiver.wallet).takeMoney(chain, 0))
          .to.emit(trade, "MoneyTaken")
          .withArgs(chain, 0n, 0n);
      }),
    ).to.deep.equal({ "member 11 locks": -1n });
  });
});
