import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";

import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import {
  ChainState,
  Closing,
  deployTrade,
  DURATION,
  EVIDENCE,
  ClaimKind,
  StageState,
  type TradeFixture,
} from "./tradeFixture";
import { appointed, WINDOW } from "./remedies";
import { agree, offer } from "./settlements";

/** A stage that opened because its input closed without a delivery. */
async function withoutInput(fixture: TradeFixture): Promise<bigint> {
  const { trade, activeChain, claimDefault, warp, receiver } = fixture;
  const chain = await activeChain([{}, { waitsFor: 1n }, { waitsFor: 2n }]);
  await claimDefault(chain);
  await warp(WINDOW);
  await trade.conclude(chain, 0);
  await trade.connect(receiver.wallet).takeMoney(chain, 0);
  return chain;
}

/** A stage waits for one whose delivery failed: conceded, or at a fault of half or more. */
async function failedDelivery(fixture: TradeFixture, fault?: bigint): Promise<bigint> {
  const { trade, activeChain, deliver, provider, receiver, judge, warp } = fixture;
  const chain = await activeChain([{}, { waitsFor: 1n }]);
  await deliver(chain);
  await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 1n, EVIDENCE, false);
  if (fault === undefined) {
    await warp(WINDOW);
  } else {
    await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
    await judge(chain, fault);
  }
  await trade.conclude(chain, 0);
  return chain;
}

describe("TradeChains.cancelStage", () => {
  describe("given an input that never came", () => {
    for (const who of ["provider", "receiver"] as const) {
      it(`<CHN-2> the ${who} cancels, and everything goes back`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, at, now, stateOf } = fixture;
        const chain = await withoutInput(fixture);
        const clock = (await now()) + 60n;
        await at(clock);

        expect(
          await changes(fixture, async () => {
            const cancelled = trade.connect(fixture[who].wallet).cancelStage(chain, 1);
            await expect(cancelled)
              .to.emit(trade, "StageClosed")
              .withArgs(chain, 1n, Closing.Cancelled)
              .and.to.emit(trade, "StageOpened")
              .withArgs(chain, 2n, clock + DURATION);
            await expect(cancelled).not.to.emit(trade, "StagePaid");
          }),
        ).to.deep.equal({
          "member 10 free": 300n,
          "member 10 locks": -1n,
          "member 11 free": 1_200n,
          "member 11 locks": -1n,
          "bond 1/0 own": -300n,
          "bond 1/1 own": -200n,
          "bond 1/1 escrow": -1_000n,
        });
        const { closed, undelivered } = await trade.chainOf(chain);
        expect([closed, undelivered]).to.deep.equal([0b11n, 0b11n]);
        expect(await stateOf(chain, 2)).to.equal(StageState.Open);
        expect(await trade.stageOf(chain, 1)).to.deep.equal([
          ...[10n, 11n, 1_000n, 300n],
          ...[0n, 0n, 0n, 0n, 0n, StageState.Closed, 0n, 0n],
          ...[0n, 0n, 0n, 0n, 0n, false, false],
        ]);
      });
    }

    it("<CHN-2> cancelling runs down a chain to its end", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider } = fixture;
      const chain = await withoutInput(fixture);

      await trade.connect(provider.wallet).cancelStage(chain, 1);
      await expect(trade.connect(provider.wallet).cancelStage(chain, 2))
        .to.emit(trade, "ChainClosed")
        .withArgs(chain);

      expect((await trade.chainOf(chain)).state).to.equal(ChainState.Closed);
      expect((await fixture.conservation()).escrows).to.equal(0n);
    });

    it("<CHN-2> one input of several that never came is enough", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, deliver, receiver, claimDefault, stateOf } = fixture;
      const chain = await activeChain([{}, {}, {}, { waitsFor: 0b101n }]);
      await deliver(chain, 2);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 2);
      await claimDefault(chain);
      await fixture.warp(WINDOW);
      await trade.conclude(chain, 0);
      await trade.connect(receiver.wallet).takeMoney(chain, 0);

      await trade.connect(receiver.wallet).cancelStage(chain, 3);

      expect(await stateOf(chain, 3)).to.equal(StageState.Closed);
    });

    for (const [how, fault] of [
      ["was conceded to have failed", undefined],
      ["was ruled to have failed by half", 5_000n],
      ["was ruled to have failed altogether", 10_000n],
    ] as const) {
      it(`<CHN-2> an input whose delivery ${how} never came either`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, receiver, provider, stateOf } = fixture;
        const chain = await failedDelivery(fixture, fault);
        await trade.connect(receiver.wallet).takeMoney(chain, 0);
        expect((await trade.chainOf(chain)).undelivered).to.equal(0b1n);

        await expect(trade.connect(provider.wallet).cancelStage(chain, 1))
          .to.emit(trade, "StageClosed")
          .withArgs(chain, 1n, Closing.Cancelled);
        expect(await stateOf(chain, 1)).to.equal(StageState.Closed);
        expect((await trade.chainOf(chain)).undelivered).to.equal(0b11n);
      });
    }

    it("<CHN-2> <CHN-7> nor one that a replacement delivered badly", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, receiver, outsider, warp } = fixture;
      const { chain } = await appointed(fixture, {}, [{ waitsFor: 1n }]);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);
      await trade.connect(outsider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);
      await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 1n, EVIDENCE, false);
      await warp(WINDOW);
      await trade.conclude(chain, 0);
      expect((await trade.chainOf(chain)).undelivered).to.equal(0b1n);

      await expect(trade.connect(provider.wallet).cancelStage(chain, 1))
        .to.emit(trade, "StageClosed")
        .withArgs(chain, 1n, Closing.Cancelled);
    });

    it("<CHN-8> an input that was settled undelivered never came either", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, provider, stateOf } = fixture;
      const chain = await activeChain([{}, { waitsFor: 1n }]);
      await offer(fixture, chain);
      await agree(fixture, chain);

      await trade.connect(provider.wallet).cancelStage(chain, 1);

      expect(await stateOf(chain, 1)).to.equal(StageState.Closed);
    });
  });

  describe("when the window ends", () => {
    it("<CHN-2> the window holds for an input whose delivery failed, too", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, receiver, at } = fixture;
      const chain = await failedDelivery(fixture);
      await trade.connect(receiver.wallet).takeMoney(chain, 0);
      const ends = (await trade.stageOf(chain, 1)).mark + WINDOW;
      await at(ends);

      await expect(trade.connect(provider.wallet).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "TooLate")
        .withArgs(ends, ends);
    });

    for (const late of [-1n, 0n, 1n]) {
      it(`<CHN-2> ${late < 0n ? "possible" : "refused"} ${late} seconds from the end of the window`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, at } = fixture;
        const chain = await withoutInput(fixture);
        const ends = (await trade.stageOf(chain, 1)).mark + WINDOW;
        await at(ends + late);
        const call = trade.connect(provider.wallet).cancelStage(chain, 1);

        if (late < 0n)
          await expect(call).to.emit(trade, "StageClosed").withArgs(chain, 1n, Closing.Cancelled);
        else {
          await expect(call)
            .to.be.revertedWithCustomError(trade, "TooLate")
            .withArgs(ends + late, ends);
        }
      });
    }
  });

  describe("given inputs that were delivered", () => {
    it("<CHN-2> refuses when every input was delivered", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, deliver, receiver, provider } = fixture;
      const chain = await activeChain([{}, { waitsFor: 1n }]);
      await deliver(chain);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 0);

      await expect(trade.connect(provider.wallet).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "InputsDelivered")
        .withArgs(chain, 1n);
    });

    it("<CHN-2> refuses when a delivered input had a defect that was mostly the receiver's fault", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, deliver, receiver, provider, judge } = fixture;
      const chain = await activeChain([{}, { waitsFor: 1n }]);
      await deliver(chain);
      await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 1n, EVIDENCE, false);
      await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
      await judge(chain, 4_000n);
      await trade.conclude(chain, 0);

      await expect(trade.connect(provider.wallet).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "InputsDelivered")
        .withArgs(chain, 1n);
    });

    it("<CHN-2> refuses when only a stage it does not wait for was not delivered", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, deliver, receiver, provider, claimDefault } = fixture;
      const chain = await activeChain([{}, {}, { waitsFor: 0b10n }]);
      await claimDefault(chain);
      await fixture.warp(WINDOW);
      await trade.conclude(chain, 0);
      await trade.connect(receiver.wallet).takeMoney(chain, 0);
      await deliver(chain, 1);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 1);

      await expect(trade.connect(provider.wallet).cancelStage(chain, 2))
        .to.be.revertedWithCustomError(trade, "InputsDelivered")
        .withArgs(chain, 2n);
    });

    it("<CHN-2> an input that a replacement delivered did come", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, receiver, outsider } = fixture;
      const { chain } = await appointed(fixture, {}, [{ waitsFor: 1n }]);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);
      await trade.connect(outsider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 0);

      await expect(trade.connect(provider.wallet).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "InputsDelivered")
        .withArgs(chain, 1n);
    });

    it("<CHN-2> so did one that failed first, and then came from a replacement", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, receiver, outsider } = fixture;
      const chain = await failedDelivery(fixture);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 800n, 100n, 4n * DAY);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);
      await trade.connect(outsider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 0);
      expect((await trade.chainOf(chain)).undelivered).to.equal(0n);

      await expect(trade.connect(provider.wallet).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "InputsDelivered")
        .withArgs(chain, 1n);
    });

    it("<CHN-2> refuses a stage that waited for none", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, stageIn } = fixture;
      const { chain } = await stageIn("Open");

      await expect(trade.connect(provider.wallet).cancelStage(chain, 0))
        .to.be.revertedWithCustomError(trade, "InputsDelivered")
        .withArgs(chain, 0n);
    });
  });

  describe("when somebody may not cancel", () => {
    it("<CHN-2> refuses others than the two sides", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider } = fixture;
      const chain = await withoutInput(fixture);

      await expect(trade.connect(outsider.wallet).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "NotAParty")
        .withArgs(chain, 1n, outsider.id);
    });

    it("<CHN-2> refuses a wallet without a card", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger } = fixture;
      const chain = await withoutInput(fixture);

      await expect(trade.connect(stranger).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });

    it("<CHN-2> refuses a stage that was delivered all the same, or claimed", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, receiver, deliver } = fixture;
      const chain = await withoutInput(fixture);
      await deliver(chain, 1);
      await expect(trade.connect(receiver.wallet).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "WrongStageState")
        .withArgs(chain, 1n, StageState.Delivered);

      await trade.connect(receiver.wallet).claim(chain, 1, ClaimKind.Defect, 1n, EVIDENCE, false);
      await expect(trade.connect(provider.wallet).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "WrongStageState")
        .withArgs(chain, 1n, StageState.Claimed);
    });

    it("<CHN-2> a replacement provider knew what had not come", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider, claimDefault, warp } = fixture;
      const chain = await withoutInput(fixture);
      await claimDefault(chain, 300n, 1);
      await warp(WINDOW);
      await trade.conclude(chain, 1);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 1, outsider.id, 800n, 100n, DAY);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 1, 800n, 100n, DAY);

      for (const { wallet } of [outsider, receiver]) {
        await expect(trade.connect(wallet).cancelStage(chain, 1))
          .to.be.revertedWithCustomError(trade, "AlreadyReplaced")
          .withArgs(chain, 1n);
      }
    });
  });
});
