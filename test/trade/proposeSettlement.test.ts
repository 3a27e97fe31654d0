import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { disputeId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { ClaimKind, deployTrade, EVIDENCE, StageState } from "./tradeFixture";

import { agree, offer, PEACE } from "./settlements";

describe("TradeChains.proposeSettlement", () => {
  for (const [who, side] of [
    ["provider", Side.Provider],
    ["receiver", Side.Receiver],
  ] as const) {
    it(`<CHN-8> the ${who} offers, and nothing moves`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const { chain } = await fixture.stageIn("Delivered");

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
    });
  }

  for (const call of ["proposeSettlement", "acceptSettlement"] as const) {
    describe(call, () => {
      it("<CHN-8> refuses others than the two sides", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, outsider, stageIn } = fixture;
        const { chain } = await stageIn("Open");

        await expect(trade.connect(outsider.wallet)[call](chain, 0, ...PEACE))
          .to.be.revertedWithCustomError(trade, "NotAParty")
          .withArgs(chain, 0n, outsider.id);
      });

      it("<CHN-8> refuses a fault above all of it", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, stageIn } = fixture;
        const { chain } = await stageIn("Open");

        await expect(trade.connect(provider.wallet)[call](chain, 0, 10_001n, 0n, Side.Provider))
          .to.be.revertedWithCustomError(trade, "InvalidFault")
          .withArgs(10_001n);
      });

      it("<COV-9> refuses an amount that no account can hold", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, stageIn } = fixture;
        const { chain } = await stageIn("Open");

        await expect(trade.connect(provider.wallet)[call](chain, 0, 0n, MaxUint256, Side.Provider))
          .to.be.revertedWithCustomError(trade, "AmountTooLarge")
          .withArgs(MaxUint256, 2n ** 96n - 1n);
      });

      it("<CHN-8> refuses a fault where payees would lose by it", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, stageIn } = fixture;
        const { chain } = await stageIn("Open", { payees: [{ member: 12n, shareBps: 1n }] });

        await expect(trade.connect(provider.wallet)[call](chain, 0, 1n, 0n, Side.Provider))
          .to.be.revertedWithCustomError(trade, "PayeesAtStake")
          .withArgs(chain, 0n);
      });

      it("<CHN-8> refuses when an unanswered claim is as good as conceded", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, stageIn, at } = fixture;
        const { chain } = await stageIn("Claimed");
        await offer(fixture, chain);
        await at((await trade.stageOf(chain, 0)).mark + 3n * DAY);

        const caller = call === "proposeSettlement" ? provider : fixture.receiver;
        await expect(trade.connect(caller.wallet)[call](chain, 0, ...PEACE))
          .to.be.revertedWithCustomError(trade, "AlreadyFinal")
          .withArgs(chain, 0n);
      });

      it("<CHN-8> refuses when a ruling is final, booked or not", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, court, provider, stageIn, judge } = fixture;
        const { chain } = await stageIn("Disputed");
        await offer(fixture, chain);
        await judge(chain, 2_000n);
        const caller = call === "proposeSettlement" ? provider : fixture.receiver;

        for (const book of [false, true]) {
          if (book) await court.advance(disputeId(chain, 0));
          await expect(trade.connect(caller.wallet)[call](chain, 0, ...PEACE))
            .to.be.revertedWithCustomError(trade, "AlreadyFinal")
            .withArgs(chain, 0n);
        }
      });

      it("<CHN-8> refuses when a claim went to the court by silence and time has decided it", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, receiver, activeChain, warp } = fixture;
        const chain = await activeChain();
        await trade
          .connect(receiver.wallet)
          .claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
        await offer(fixture, chain);
        await warp(1_000n * DAY);

        const caller = call === "proposeSettlement" ? provider : receiver;
        await expect(trade.connect(caller.wallet)[call](chain, 0, ...PEACE))
          .to.be.revertedWithCustomError(trade, "AlreadyFinal")
          .withArgs(chain, 0n);
      });
    });
  }

  it("<CHN-8> brings a claim to the court first that silence has taken there", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, receiver, activeChain, at, stateOf } = fixture;
    const chain = await activeChain();
    await trade
      .connect(receiver.wallet)
      .claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
    const ends = (await trade.stageOf(chain, 0)).mark + 3n * DAY;
    await at(ends);

    await expect(offer(fixture, chain))
      .to.emit(trade, "StageDisputed")
      .withArgs(chain, 0n, disputeId(chain, 0), 200n);
    expect(await stateOf(chain)).to.equal(StageState.Disputed);
    await agree(fixture, chain);
    expect(await stateOf(chain)).to.equal(StageState.Closed);
  });
});
