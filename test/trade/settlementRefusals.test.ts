import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { type ContractTransactionResponse, MaxUint256 } from "ethers";

import { disputeId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { replaced, WINDOW } from "./remedies";
import { whenFinal } from "./rulings";
import { breach, offer, PEACE } from "./settlements";
import { deployTrade, StageState, type TradeFixture } from "./tradeFixture";

const MAX_AMOUNT = 2n ** 96n - 1n;

for (const call of ["proposeSettlement", "acceptSettlement"] as const) {
  describe(`TradeChains.${call}, what both refuse`, () => {
    /** Who would be right to call: the provider offers, the receiver accepts. */
    const callerOf = ({ provider, receiver }: TradeFixture) =>
      (call === "proposeSettlement" ? provider : receiver).wallet;

    /** That the offer, or the settlement, is told in full. */
    const expectDone = async (
      trade: TradeFixture["trade"],
      done: Promise<ContractTransactionResponse>,
      chain: bigint,
    ): Promise<void> => {
      if (call === "proposeSettlement") {
        await expect(done)
          .to.emit(trade, "SettlementProposed")
          .withArgs(chain, 0n, Side.Provider, ...PEACE);
      } else {
        await expect(done)
          .to.emit(trade, "StageSettled")
          .withArgs(chain, 0n, ...PEACE);
      }
    };

    describe("when somebody else calls", () => {
      it("<CHN-8> refuses others than the two sides, guarantors too", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, outsider, providerGuarantors, stageIn } = fixture;
        const { chain } = await stageIn("Open");
        await offer(fixture, chain);

        for (const { id, wallet } of [outsider, providerGuarantors[0]]) {
          await expect(trade.connect(wallet)[call](chain, 0, ...PEACE))
            .to.be.revertedWithCustomError(trade, "NotAParty")
            .withArgs(chain, 0n, id);
        }
      });

      it("<CHN-8> refuses a wallet without a card", async () => {
        const { trade, stranger, stageIn } = await loadFixture(deployTrade);
        const { chain } = await stageIn("Open");

        await expect(trade.connect(stranger)[call](chain, 0, ...PEACE))
          .to.be.revertedWithCustomError(trade, "NotAMember")
          .withArgs(stranger.address);
      });
    });

    describe("when the terms are impossible", () => {
      it("<CHN-8> refuses a fault above all of it", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, stageIn } = fixture;
        const { chain } = await stageIn("Open");

        await expect(trade.connect(callerOf(fixture))[call](chain, 0, 10_001n, 0n, Side.Provider))
          .to.be.revertedWithCustomError(trade, "InvalidFault")
          .withArgs(10_001n);
      });

      for (const amount of [MAX_AMOUNT + 1n, MaxUint256]) {
        it(`<COV-9> refuses ${amount}, which no account can hold`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, stageIn } = fixture;
          const { chain } = await stageIn("Open");

          await expect(trade.connect(callerOf(fixture))[call](chain, 0, 0n, amount, Side.Provider))
            .to.be.revertedWithCustomError(trade, "AmountTooLarge")
            .withArgs(amount, MAX_AMOUNT);
        });
      }

      it("<CHN-8> refuses a fault where payees would lose by it", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, stageIn } = fixture;
        const { chain } = await stageIn("Open", { payees: [{ member: 12n, shareBps: 1n }] });

        await expect(trade.connect(callerOf(fixture))[call](chain, 0, 1n, 0n, Side.Provider))
          .to.be.revertedWithCustomError(trade, "PayeesAtStake")
          .withArgs(chain, 0n);
      });
    });

    describe("given payees", () => {
      it("<CHN-8> refuses a fault where the payee is a provider who was replaced", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, outsider, receiver } = fixture;
        const chain = await replaced(fixture, { payees: [{ member: 10n, shareBps: 1n }] });
        const { wallet } = call === "proposeSettlement" ? outsider : receiver;

        await expect(trade.connect(wallet)[call](chain, 0, 1n, 0n, Side.Provider))
          .to.be.revertedWithCustomError(trade, "PayeesAtStake")
          .withArgs(chain, 0n);
      });

      it("<CHN-8> refuses a fault where a side and somebody else are payees", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, stageIn } = fixture;
        const payees = [10n, 11n, 12n].map((member) => ({ member, shareBps: 1n }));
        const { chain } = await stageIn("Delivered", { payees });

        await expect(trade.connect(callerOf(fixture))[call](chain, 0, 1n, 0n, Side.Provider))
          .to.be.revertedWithCustomError(trade, "PayeesAtStake")
          .withArgs(chain, 0n);
      });
    });

    describe("when time has decided", () => {
      for (const late of [0n, 1n]) {
        it(`<CHN-8> refuses ${late} seconds after an unanswered claim was as good as conceded`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, stageIn, at, stateOf } = fixture;
          const { chain } = await stageIn("Claimed");
          await offer(fixture, chain);
          await at((await trade.stageOf(chain, 0)).mark + WINDOW + late);

          await expect(trade.connect(callerOf(fixture))[call](chain, 0, ...PEACE))
            .to.be.revertedWithCustomError(trade, "AlreadyFinal")
            .withArgs(chain, 0n);
          expect(await stateOf(chain)).to.equal(StageState.Claimed);
        });
      }

      it("<CHN-8> is possible in the last second before", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, stageIn, at } = fixture;
        const { chain } = await stageIn("Claimed");
        await offer(fixture, chain);
        await at((await trade.stageOf(chain, 0)).mark + WINDOW - 1n);

        await expectDone(trade, trade.connect(callerOf(fixture))[call](chain, 0, ...PEACE), chain);
      });

      for (const booked of [false, true]) {
        it(`<CHN-8> refuses when a ruling is final, ${booked ? "" : "not "}booked`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, court, stageIn, judge } = fixture;
          const { chain } = await stageIn("Disputed");
          await offer(fixture, chain);
          await judge(chain, 2_000n);
          if (booked) await court.advance(disputeId(chain, 0));

          await expect(trade.connect(callerOf(fixture))[call](chain, 0, ...PEACE))
            .to.be.revertedWithCustomError(trade, "AlreadyFinal")
            .withArgs(chain, 0n);
        });
      }

      for (const late of [-1n, 0n]) {
        const valid = late < 0n;
        it(`<CHN-8> ${valid ? "is possible in the last second" : "refuses from the end"} of the time to appeal`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, stageIn, vote } = fixture;
          const { chain } = await stageIn("Disputed");
          await offer(fixture, chain);
          await vote(chain, [2_000n, 2_000n, 2_000n, 2_000n]);
          await whenFinal(fixture, chain, late);
          const settled = trade.connect(callerOf(fixture))[call](chain, 0, ...PEACE);

          if (valid) {
            await expectDone(trade, settled, chain);
          } else {
            await expect(settled)
              .to.be.revertedWithCustomError(trade, "AlreadyFinal")
              .withArgs(chain, 0n);
          }
        });
      }

      it("<CHN-8> refuses when a claim went to the court by silence and time has decided it", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, warp, stateOf } = fixture;
        const { chain } = await breach(fixture);
        await offer(fixture, chain);
        await warp(1_000n * DAY);

        await expect(trade.connect(callerOf(fixture))[call](chain, 0, ...PEACE))
          .to.be.revertedWithCustomError(trade, "AlreadyFinal")
          .withArgs(chain, 0n);
        expect(await stateOf(chain)).to.equal(StageState.Claimed);
      });
    });
  });
}
