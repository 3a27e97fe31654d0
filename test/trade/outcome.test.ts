import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { BondRole, bondId, disputeId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { WINDOW } from "./remedies";
import { disputed, ruled, ruledForProvider, whenFinal } from "./rulings";
import {
  breakBond,
  ChainState,
  ClaimKind,
  Closing,
  deployTrade,
  deployTradeWithFees,
  DURATION,
  EVIDENCE,
  INSPECTION,
  StageState,
  type TradeFixture,
} from "./tradeFixture";

const share = (amount: bigint, bps: bigint): bigint => (amount * bps) / 10_000n;

/** Changes without those that are none. */
function only(all: Record<string, bigint>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(all).filter(([, change]) => change !== 0n));
}

/** What the standing register counted, in order: member, whether a default, what it cost. */
async function recordsOf({ membership }: TradeFixture): Promise<[bigint, boolean, bigint][]> {
  const records = await membership.queryFilter(membership.filters.FaultRecorded());
  return records.map(({ args }) => [args[0], args[1], args[2]]);
}

describe("TradeChains.conclude, given a dispute", () => {
  describe("when the ruling is not final", () => {
    it("<CRT-8> refuses while votes are cast", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stageIn } = fixture;
      const { chain } = await stageIn("Disputed");

      await expect(trade.conclude(chain, 0))
        .to.be.revertedWithCustomError(trade, "NotFinal")
        .withArgs(chain, 0n);
    });

    it("<CRT-8> refuses while the ruling can be appealed, to the second", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vote, stateOf } = fixture;
      const chain = await disputed(fixture);
      await vote(chain, [0n, 0n, 0n, 0n]);

      await whenFinal(fixture, chain, -1n);
      await expect(trade.conclude(chain, 0))
        .to.be.revertedWithCustomError(trade, "NotFinal")
        .withArgs(chain, 0n);
      await whenFinal(fixture, chain);
      await trade.conclude(chain, 0);
      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });

    it("<CRT-8> <CRT-5> refuses when it was appealed, and applies what becomes of that", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, provider, vote, stateOf } = fixture;
      const chain = await disputed(fixture);
      await vote(chain, [10_000n, 10_000n, 10_000n, 10_000n]);
      const [, { votesUntil }] = await court.current(disputeId(chain, 0));
      await fixture.at(votesUntil);
      await court.connect(provider.wallet).appeal(disputeId(chain, 0), false);

      await whenFinal(fixture, chain);
      await expect(trade.conclude(chain, 0))
        .to.be.revertedWithCustomError(trade, "NotFinal")
        .withArgs(chain, 0n);
      await fixture.warp(100n * DAY);
      await trade.conclude(chain, 0);
      expect(await stateOf(chain)).to.equal(StageState.Remedy);
    });
  });

  describe("when the ruling is final", () => {
    it("<CRT-8> applies it however late, whoever calls, and only once", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger, warp, stateOf } = fixture;
      const chain = await ruled(fixture, 10_000n);
      await warp(1_000n * DAY);

      await trade.connect(stranger).conclude(chain, 0);

      expect(await stateOf(chain)).to.equal(StageState.Remedy);
      await expect(trade.connect(stranger).conclude(chain, 0))
        .to.be.revertedWithCustomError(trade, "WrongStageState")
        .withArgs(chain, 0n, StageState.Remedy);
    });

    for (let tenths = 0n; tenths <= 10n; tenths++) {
      const fault = tenths * 1_000n;
      const rest = 10_000n - fault;
      it(`<CHN-6> with ${fault} of fault everything is divided to the unit`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, stateOf } = fixture;
        const price = 997n;
        const chain = await ruled(fixture, fault, { price, listPrice: price }, [249n, 151n]);
        const refund = share(price, fault);
        const paid = price - refund;
        const [premium0, premium1] = [share(paid, 150n), share(paid, 250n)];
        const toReceiver = share(249n, fault);
        const toProvider = share(151n, rest);
        const waits = fault >= 5_000n;

        expect(
          await changes(fixture, async () => {
            const concluded = trade.conclude(chain, 0);
            await expect(concluded)
              .to.emit(trade, "OutcomeFixed")
              .withArgs(chain, 0n, fault, false, refund, toReceiver, toProvider);
            if (paid > 0n) {
              await expect(concluded)
                .to.emit(trade, "StagePaid")
                .withArgs(chain, 0n, paid, premium0, premium1);
            } else {
              await expect(concluded).not.to.emit(trade, "StagePaid");
            }
          }),
        ).to.deep.equal(
          only({
            "member 6 free": premium0,
            "member 7 free": premium1,
            "member 10 free": paid - premium0 - premium1 + toProvider + (300n - toReceiver),
            "member 10 locks": -1n,
            "member 11 free": 200n - toProvider + (waits ? 0n : refund + toReceiver),
            "member 11 locks": waits ? 0n : -1n,
            "bond 0/0 own": -300n,
            "bond 0/1 own": -200n,
            "bond 0/1 escrow": waits ? refund + toReceiver - price : -price,
          }),
        );
        expect(await stateOf(chain)).to.equal(waits ? StageState.Remedy : StageState.Closed);
      });
    }

    it("<CHN-6> just below half of the fault the stage closes at once", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, vote, stateOf } = fixture;
      const chain = await disputed(fixture);
      // The provider's judges say 45 % between them, the receiver's 50 %: the ruling is 47.5 %.
      await vote(chain, [4_000n, 5_000n, 5_000n, 5_000n]);
      await whenFinal(fixture, chain);

      // 250 x 47.5 % = 118.75 and 150 x 52.5 % = 78.75; of 525 paid out, 7 and 13 are premiums.
      expect(
        await changes(fixture, async () => {
          const concluded = trade.conclude(chain, 0);
          await expect(concluded)
            .to.emit(trade, "OutcomeFixed")
            .withArgs(chain, 0n, 4_750n, false, 475n, 118n, 78n)
            .and.to.emit(vault, "BondDrawn")
            .withArgs(bondId(chain, 0, BondRole.Provider), 11n, 118n, 118n, false)
            .and.to.emit(vault, "BondDrawn")
            .withArgs(bondId(chain, 0, BondRole.Receiver), 10n, 78n, 78n, false)
            .and.to.emit(trade, "StageClosed")
            .withArgs(chain, 0n, Closing.Ruled)
            .and.to.emit(trade, "ChainClosed")
            .withArgs(chain);
          await expect(concluded).not.to.emit(trade, "RemedyOpened");
        }),
      ).to.deep.equal({
        "member 6 free": 7n,
        "member 7 free": 13n,
        "member 10 free": 505n + 78n + 182n,
        "member 10 locks": -1n,
        "member 11 free": 475n + 118n + 122n,
        "member 11 locks": -1n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -1_000n,
      });
      expect(await stateOf(chain)).to.equal(StageState.Closed);
      const { state, closed, undelivered } = await trade.chainOf(chain);
      expect([state, closed, undelivered]).to.deep.equal([ChainState.Closed, 1n, 1n]);
      expect(await recordsOf(fixture)).to.deep.equal([
        [10n, false, 118n],
        [11n, true, 78n],
      ]);
    });

    it("<CHN-7> at half of the fault the money waits for the receiver's choice", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, at, now } = fixture;
      const chain = await ruled(fixture, 5_000n);
      const clock = (await now()) + 77n;
      await at(clock);

      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "RemedyOpened")
        .withArgs(chain, 0n, clock + WINDOW)
        .and.to.emit(vault, "BondDrawn")
        .withArgs(bondId(chain, 0, BondRole.Provider), 11n, 125n, 125n, true)
        .and.to.emit(vault, "BondReleased")
        .withArgs(bondId(chain, 0, BondRole.Provider), 175n)
        .and.to.emit(vault, "BondReleased")
        .withArgs(bondId(chain, 0, BondRole.Receiver), 125n);

      expect(await trade.stageOf(chain, 0)).to.deep.equal([
        ...[10n, 11n, 1_000n, 300n],
        ...[200n, DURATION, INSPECTION, 0n, clock, StageState.Remedy, 0n, 2n],
        ...[0n, 0n, WINDOW, ClaimKind.None, BigInt(Side.Receiver), false, false],
      ]);
    });

    it("<CHN-6> a guarantor's answer gives the receiver no choice that the fault does not", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, providerGuarantors, claimDefault, judge, stateOf } = fixture;
      const chain = await fixture.activeChain();
      await claimDefault(chain, 250n);
      await trade.connect(providerGuarantors[0].wallet).answer(chain, 0, 0n, EVIDENCE);
      await trade.connect(provider.wallet).answer(chain, 0, 150n, EVIDENCE);
      await judge(chain, 4_000n);

      const changed = await changes(fixture, () => trade.conclude(chain, 0));

      expect(changed["member 11 free"]).to.equal(400n + 100n + (200n - 90n));
      expect(changed["bond 0/1 escrow"]).to.equal(-1_000n);
      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });

    it("<CHN-2> a ruling on a defect leaves no input undelivered", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, deliver, receiver, provider, judge } = fixture;
      const chain = await activeChain();
      await deliver(chain);
      await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 1n, EVIDENCE, false);
      await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
      await judge(chain, 0n);

      await trade.conclude(chain, 0);

      const { closed, undelivered } = await trade.chainOf(chain);
      expect([closed, undelivered]).to.deep.equal([1n, 0n]);
    });

    it("<CHN-4> <CHN-6> what is paid out goes to payees, too", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const chain = await ruled(fixture, 6_000n, { payees: [{ member: 12n, shareBps: 2_500n }] });

      // Of 400 paid out, 6 and 10 are premiums; a quarter of 384 is 96. The awards are 150 and 60.
      expect(await changes(fixture, () => trade.conclude(chain, 0))).to.deep.equal({
        "member 6 free": 6n,
        "member 7 free": 10n,
        "member 10 free": 288n + (300n - 150n) + 60n,
        "member 10 locks": -1n,
        "member 11 free": 200n - 60n,
        "member 12 free": 96n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": 150n - 400n,
      });
    });

    it("<CHN-6> a price of 1 leaves nothing to choose, and the award is paid at once", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stateOf } = fixture;
      const one = { price: 1n, listPrice: 1n, providerBond: 1n, receiverBond: 1n };
      const chain = await ruled(fixture, 6_000n, one, [1n, 1n]);

      // 0.6 goes back, rounded down: the provider has the price, and nobody an award.
      expect(
        await changes(fixture, async () => {
          await expect(trade.conclude(chain, 0))
            .to.emit(trade, "OutcomeFixed")
            .withArgs(chain, 0n, 6_000n, false, 0n, 0n, 0n)
            .and.to.emit(trade, "StageClosed")
            .withArgs(chain, 0n, Closing.Ruled);
        }),
      ).to.deep.equal({
        "member 10 free": 2n,
        "member 10 locks": -1n,
        "member 11 free": 1n,
        "member 11 locks": -1n,
        "bond 0/0 own": -1n,
        "bond 0/1 own": -1n,
        "bond 0/1 escrow": -1n,
      });
      expect(await stateOf(chain)).to.equal(StageState.Closed);
      expect(await recordsOf(fixture)).to.deep.equal([[10n, true, 0n]]);
    });

    it("<CHN-6> a stage without a price can be ruled on, and still be replaced", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, stateOf } = fixture;
      const none = { price: 0n, providerBond: 0n, receiverBond: 0n };
      const chain = await ruled(fixture, 10_000n, none, [0n, 0n]);

      expect(
        await changes(fixture, async () => {
          const concluded = trade.conclude(chain, 0);
          await expect(concluded).not.to.emit(vault, "BondDrawn");
          await expect(concluded).not.to.emit(vault, "EscrowPaid");
        }),
      ).to.deep.equal({ "member 10 locks": -1n });
      expect(await stateOf(chain)).to.equal(StageState.Remedy);
      expect(await recordsOf(fixture)).to.deep.equal([[10n, true, 0n]]);
    });

    it("<CHN-6> and closes at once if the receiver is at fault", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stateOf } = fixture;
      const none = { price: 0n, providerBond: 0n, receiverBond: 0n };
      const chain = await ruled(fixture, 4_000n, none, [0n, 0n]);

      expect(await changes(fixture, () => trade.conclude(chain, 0))).to.deep.equal({
        "member 10 locks": -1n,
        "member 11 locks": -1n,
      });
      expect(await stateOf(chain)).to.equal(StageState.Closed);
      expect(await recordsOf(fixture)).to.deep.equal([[11n, true, 0n]]);
    });
  });

  describe("given guarantors behind a bond", () => {
    it("<CHN-6> <COV-6> they pay what the own part does not reach", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const stage = { price: 20_000n, listPrice: 20_000n, providerBond: 10_200n };
      const chain = await ruled(fixture, 10_000n, stage, [10_200n, 0n]);

      expect(await changes(fixture, () => trade.conclude(chain, 0))).to.deep.equal({
        "member 10 locks": -1n,
        "member 10 owes": 200n,
        "member 11 free": 200n,
        "pledge 10/0 own": -100n,
        "pledge 10/0 owed": 100n,
        "pledge 10/1#2 own": -100n,
        "pledge 10/1#2 owed": 100n,
        "bond 0/0 own": -10_000n,
        "bond 0/0 from pledge 10/0": -100n,
        "bond 0/0 from pledge 10/1#2": -100n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": 10_200n,
      });
    });
  });

  describe("given fees", () => {
    it("<CHN-6> the receiver's fees are made good from the provider's bond, by fault", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade } = fixture;
      const chain = await ruled(fixture, 7_000n);

      // All four seats voted: of the 20 that were paid none comes back. 175 + 14, and 45.
      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 7_000n, false, 700n, 189n, 45n);
    });

    it("<CHN-6> claim and fees are each shared to the unit", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade, vote } = fixture;
      const chain = await disputed(fixture, {}, [249n, 150n]);
      await vote(chain, [3_000n, 3_000n, 3_000n]);
      await whenFinal(fixture, chain);

      // Three of four seats voted: 15 of 20 are lost. 249 x 30 % = 74.7 and 15 x 30 % = 4.5.
      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 3_000n, false, 300n, 74n + 4n, 105n);
    });

    for (const [claim, award] of [
      [279n, 299n],
      [280n, 300n],
      [281n, 300n],
      [300n, 300n],
    ] as const) {
      it(`<CHN-6> a claim of ${claim} and 20 of fees are ${award}, as far as the bond reaches`, async () => {
        const fixture = await loadFixture(deployTradeWithFees);
        const { trade } = fixture;
        const chain = await ruled(fixture, 10_000n, {}, [claim, 200n]);

        await expect(trade.conclude(chain, 0))
          .to.emit(trade, "OutcomeFixed")
          .withArgs(chain, 0n, 10_000n, false, 1_000n, award, 0n);
      });
    }

    it("<CHN-6> the provider's fees are made good from the receiver's bond, by the rest", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade } = fixture;
      const chain = await ruledForProvider(fixture, 3_000n, [100n, 50n]);

      // 70 + 14 to the provider, 15 to the receiver, who paid no fees.
      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 3_000n, false, 300n, 15n, 84n);
    });

    it("<CHN-6> as far as the receiver's bond reaches", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade } = fixture;
      const chain = await ruledForProvider(fixture, 0n, [190n, 300n]);

      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 0n, false, 0n, 0n, 200n);
    });

    it("<CHN-6> what seats that did not vote give back is not asked for again", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade, court, vote } = fixture;
      const chain = await disputed(fixture, {}, [100n, 0n]);
      await vote(chain, [10_000n, undefined, 10_000n]);
      await whenFinal(fixture, chain);

      // Two of four seats voted: 10 of 20 are lost, the rest can be had back.
      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 10_000n, false, 1_000n, 110n, 0n);
      expect(await changes(fixture, () => court.returnFees(disputeId(chain, 0)))).to.deep.equal({
        "member 11 free": 10n,
        fees: -10n,
      });
    });
  });

  describe("the standing register", () => {
    for (const [fault, records] of [
      [10_000n, [[10n, true, 250n]]],
      [
        5_000n,
        [
          [10n, true, 125n],
          [11n, false, 75n],
        ],
      ],
      [
        4_000n,
        [
          [10n, false, 100n],
          [11n, true, 90n],
        ],
      ],
      [0n, [[11n, true, 150n]]],
    ] as const) {
      it(`<MEM-8> counts who was mostly at fault, and what it cost, at ${fault}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, membership } = fixture;
        const chain = await ruled(fixture, fault);

        await trade.conclude(chain, 0);

        expect(await recordsOf(fixture)).to.deep.equal(records);
        for (const [member, defaulted, paid] of records) {
          const { defaults, faultPaid } = await membership.standingOf(member);
          expect([defaults, faultPaid]).to.deep.equal([defaulted ? 1n : 0n, paid]);
        }
      });
    }

    it("<MEM-8> counts a default that cost nothing, and no fault of who has none", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const chain = await ruled(fixture, 10_000n, { providerBond: 0n }, [0n, 200n]);

      await trade.conclude(chain, 0);

      expect(await recordsOf(fixture)).to.deep.equal([[10n, true, 0n]]);
    });

    it("<MEM-8> counts once, however often a draw must be tried", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const chain = await ruled(fixture, 5_000n);
      const mend = await breakBond(fixture, bondId(chain, 0, BondRole.Provider));
      await trade.conclude(chain, 0);
      await trade.conclude(chain, 0);
      await mend();
      await trade.conclude(chain, 0);

      expect(await recordsOf(fixture)).to.deep.equal([
        [10n, true, 125n],
        [11n, false, 75n],
      ]);
    });
  });
});
