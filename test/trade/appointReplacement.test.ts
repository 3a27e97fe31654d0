import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { encodeBytes32String, MaxUint256 } from "ethers";

import { Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { deployTrade } from "./tradeFixture";

import { appointed, broken, WINDOW } from "./remedies";

describe("TradeChains.appointReplacement", () => {
  describe("given time to choose", () => {
    it("<CHN-7> the receiver appoints a new provider", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider, at, now } = fixture;
      const { chain } = await broken(fixture);
      const before = await trade.stageOf(chain, 0);
      const clock = (await now()) + 60n;
      await at(clock);

      expect(
        await changes(fixture, async () => {
          await expect(
            trade
              .connect(receiver.wallet)
              .appointReplacement(chain, 0, outsider.id, 1_250n, 1_250n, 10n * DAY),
          )
            .to.emit(trade, "ReplacementAppointed")
            .withArgs(chain, 0n, outsider.id, 1_250n, 1_250n, 10n * DAY);
        }),
      ).to.deep.equal({});
      expect(await trade.appointmentOf(chain, 0)).to.deep.equal([
        ...[outsider.id, 1_250n, 1_250n, 10n * DAY, clock - 1n],
      ]);
      expect(await trade.stageOf(chain, 0)).to.deep.equal(before);
    });

    it("<CHN-7> may appoint another while nobody has accepted", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider, provider } = fixture;
      const { chain } = await appointed(fixture);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, provider.id, 700n, 0n, 3n * DAY);

      await expect(trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY))
        .to.be.revertedWithCustomError(trade, "WrongMember")
        .withArgs(outsider.id, provider.id);
      // Even the one who failed, if the receiver wants.
      await expect(trade.connect(provider.wallet).acceptReplacement(chain, 0, 700n, 0n, 3n * DAY))
        .to.emit(trade, "ReplacementAccepted")
        .withArgs(chain, 0n, provider.id);
    });

    it("<CHN-7> the least that can be appointed: for nothing, at once", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, founders } = fixture;
      const [first] = founders;
      const { chain } = await broken(fixture);

      await expect(
        trade.connect(receiver.wallet).appointReplacement(chain, 0, first.id, 0n, 0n, 1n),
      )
        .to.emit(trade, "ReplacementAppointed")
        .withArgs(chain, 0n, first.id, 0n, 0n, 1n);
    });
  });

  describe("when the time to choose ends", () => {
    for (const late of [-1n, 0n, 1n]) {
      it(`<CHN-7> ${late < 0n ? "possible" : "refused"} ${late} seconds from the end of the time to choose`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, receiver, outsider, at } = fixture;
        const { chain, until } = await broken(fixture);
        await at(until + late);
        const call = trade
          .connect(receiver.wallet)
          .appointReplacement(chain, 0, outsider.id, 1n, 0n, DAY);

        if (late < 0n)
          await expect(call)
            .to.emit(trade, "ReplacementAppointed")
            .withArgs(chain, 0n, outsider.id, 1n, 0n, DAY);
        else {
          await expect(call)
            .to.be.revertedWithCustomError(trade, "TooLate")
            .withArgs(until + late, until);
        }
      });
    }
  });

  describe("when somebody may not appoint", () => {
    for (const who of ["provider", "outsider"] as const) {
      it(`<CHN-7> refuses the ${who}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, outsider } = fixture;
        const { chain } = await broken(fixture);

        await expect(
          trade.connect(fixture[who].wallet).appointReplacement(chain, 0, outsider.id, 1n, 0n, DAY),
        )
          .to.be.revertedWithCustomError(trade, "WrongSide")
          .withArgs(chain, 0n, Side.Receiver);
      });
    }

    it("<CHN-7> refuses a wallet without a card", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider, stranger } = fixture;
      const { chain } = await broken(fixture);

      await expect(trade.connect(stranger).appointReplacement(chain, 0, outsider.id, 1n, 0n, DAY))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });

    it("<MEM-4> refuses a receiver without good standing", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, receiver, receiverGuarantors, outsider } = fixture;
      const { chain } = await broken(fixture);
      await graph.connect(receiverGuarantors[0].wallet).withdrawSurety(receiver.id, 0);

      await expect(
        trade.connect(receiver.wallet).appointReplacement(chain, 0, outsider.id, 1n, 0n, DAY),
      )
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(receiver.id, receiver.id, 0n);
    });
  });

  describe("when the terms are out of range", () => {
    for (const [field, args, value, min, max] of [
      ["provider", [0n, 1n, 0n, DAY], 0n, 1n, 12n],
      ["provider", [13n, 1n, 0n, DAY], 13n, 1n, 12n],
      ["price", [12n, 1_251n, 0n, DAY], 1_251n, 0n, 1_250n],
      ["providerBond", [12n, 500n, 501n, DAY], 501n, 0n, 500n],
      ["price", [12n, MaxUint256, 0n, DAY], MaxUint256, 0n, 1_250n],
      ["providerBond", [12n, 500n, MaxUint256, DAY], MaxUint256, 0n, 500n],
      ["duration", [12n, 500n, 0n, 0n], 0n, 1n, 10n * DAY],
      ["duration", [12n, 500n, 0n, 10n * DAY + 1n], 10n * DAY + 1n, 1n, 10n * DAY],
    ] as [string, [bigint, bigint, bigint, bigint], bigint, bigint, bigint][]) {
      it(`<CHN-7> refuses a ${field} of ${value}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, receiver } = fixture;
        const { chain } = await broken(fixture);

        await expect(trade.connect(receiver.wallet).appointReplacement(chain, 0, ...args))
          .to.be.revertedWithCustomError(trade, "StageFieldOutOfRange")
          .withArgs(0n, encodeBytes32String(field), value, min, max);
      });
    }

    it("<CHN-7> names the stage of what is out of range", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider, warp } = fixture;
      const chain = await fixture.activeChain([{}, {}]);
      await fixture.claimDefault(chain, 250n, 1);
      await warp(WINDOW);
      await trade.conclude(chain, 1);
      const appoint = (provider: bigint, price: bigint) =>
        trade.connect(receiver.wallet).appointReplacement(chain, 1, provider, price, 0n, DAY);

      await expect(appoint(outsider.id, 1_251n))
        .to.be.revertedWithCustomError(trade, "StageFieldOutOfRange")
        .withArgs(1n, encodeBytes32String("price"), 1_251n, 0n, 1_250n);
      await expect(appoint(receiver.id, 1n))
        .to.be.revertedWithCustomError(trade, "SameParties")
        .withArgs(1n, receiver.id);
    });

    it("<CHN-7> refuses the receiver as the new provider", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const { chain } = await broken(fixture);

      await expect(
        trade.connect(receiver.wallet).appointReplacement(chain, 0, receiver.id, 1n, 0n, DAY),
      )
        .to.be.revertedWithCustomError(trade, "SameParties")
        .withArgs(0n, receiver.id);
    });
  });
});
