import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { BondRole, bondId } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { ChainState, ClaimKind, Closing, deployTrade, EVIDENCE, StageState } from "./tradeFixture";

import { appointed, broken, WINDOW } from "./remedies";

describe("TradeChains.takeMoney", () => {
  describe("given time to choose", () => {
    it("<CHN-7> the receiver takes refund and award", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, receiver } = fixture;
      const { chain } = await broken(fixture);

      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(receiver.wallet).takeMoney(chain, 0))
            .to.emit(trade, "MoneyTaken")
            .withArgs(chain, 0n, 1_250n)
            .and.to.emit(trade, "StageClosed")
            .withArgs(chain, 0n, Closing.Ruled)
            .and.to.emit(trade, "ChainClosed")
            .withArgs(chain)
            .and.to.emit(vault, "EscrowPaid")
            .withArgs(bondId(chain, 0, BondRole.Receiver), receiver.id, 1_250n);
        }),
      ).to.deep.equal({
        "member 11 free": 1_250n,
        "member 11 locks": -1n,
        "bond 0/1 escrow": -1_250n,
      });
      expect((await trade.stageOf(chain, 0)).slice(0, 12)).to.deep.equal([
        ...[10n, 11n, 1_000n, 300n],
        ...[0n, 0n, 0n, 0n, 0n, StageState.Closed, 0n, 0n],
      ]);
      const { state, closed, undelivered } = await trade.chainOf(chain);
      expect([state, closed, undelivered]).to.deep.equal([ChainState.Closed, 1n, 1n]);
    });

    it("<MEM-4> a receiver without good standing, too", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, receiver, receiverGuarantors, stateOf } = fixture;
      const { chain } = await broken(fixture);
      await graph.connect(receiverGuarantors[0].wallet).withdrawSurety(receiver.id, 0);

      await trade.connect(receiver.wallet).takeMoney(chain, 0);

      expect(await stateOf(chain)).to.equal(StageState.Closed);
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

    for (const who of ["provider", "outsider"] as const) {
      it(`<CHN-7> refuses the ${who} before`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, at } = fixture;
        const { chain, until } = await broken(fixture);
        await at(until - 100n);

        await expect(trade.connect(fixture[who].wallet).takeMoney(chain, 0))
          .to.be.revertedWithCustomError(trade, "TooEarly")
          .withArgs(until - 100n, until);
      });
    }
  });

  describe("when the time to choose ends", () => {
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
      expect(
        await changes(fixture, () => trade.connect(stranger).takeMoney(chain, 0)),
      ).to.deep.equal({
        "member 11 free": 1_250n,
        "member 11 locks": -1n,
        "bond 0/1 escrow": -1_250n,
      });
    });
  });

  describe("given a stage of another kind", () => {
    it("<CHN-2> a delivery that failed was none: what waits for it is without input", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, stateOf } = fixture;
      const chain = await fixture.activeChain([{}, { waitsFor: 1n }]);
      await fixture.deliver(chain);
      await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 250n, EVIDENCE, false);
      await fixture.warp(WINDOW);
      await trade.conclude(chain, 0);

      await trade.connect(receiver.wallet).takeMoney(chain, 0);

      const { closed, undelivered } = await trade.chainOf(chain);
      expect([closed, undelivered]).to.deep.equal([1n, 1n]);
      expect(await stateOf(chain, 1)).to.equal(StageState.Open);
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
});
