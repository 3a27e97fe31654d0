import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { disputeId } from "../../scripts/lib/names";
import { DAY, type MemberHandle } from "../support/community";
import { changes } from "../vault/changes";
import {
  ClaimKind,
  Closing,
  deployTrade,
  deployTradeWithFees,
  EVIDENCE,
  StageState,
} from "./tradeFixture";

import { ruled } from "./rulings";

const premium = (amount: bigint, bps: bigint): bigint => (amount * bps) / 10_000n;

/** Changes without those that are none. */
function only(all: Record<string, bigint>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(all).filter(([, change]) => change !== 0n));
}

describe("TradeChains.conclude, given a dispute", () => {
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
    const { trade, court, graph, membership, impersonate, stageIn, provider, receiver, at } =
      fixture;
    const { chain } = await stageIn("Disputed");
    const dispute = disputeId(chain, 0);
    for (const [side, { id }] of [provider, receiver].entries()) {
      const { guarantor0, guarantor1 } = await graph.guarantorsOf(id);
      for (const [slot, judge] of [guarantor0, guarantor1].entries()) {
        const wallet = await impersonate((await membership.member(judge)).wallet);
        await court.connect(wallet).vote(dispute, 0, 1 << ((side << 1) | slot), 0n);
      }
    }
    const [, { votesUntil }] = await court.current(dispute);
    const final = votesUntil + 2n * DAY;

    await at(final - 1n);
    await expect(trade.conclude(chain, 0))
      .to.be.revertedWithCustomError(trade, "NotFinal")
      .withArgs(chain, 0n);
    await at(final);
    await trade.conclude(chain, 0);
  });

  it("<CRT-8> applies a ruling however late, whoever calls", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stranger, warp, stateOf } = fixture;
    const chain = await ruled(fixture, 10_000n);
    await warp(1_000n * DAY);

    await trade.connect(stranger).conclude(chain, 0);

    expect(await stateOf(chain)).to.equal(StageState.Remedy);
  });

  for (let tenths = 0n; tenths <= 10n; tenths++) {
    const fault = tenths * 1_000n;
    const rest = 10_000n - fault;
    it(`<CHN-6> with ${fault} of fault everything is divided to the unit`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stateOf } = fixture;
      const price = 997n;
      const chain = await ruled(fixture, fault, { price, listPrice: price }, [249n, 151n]);
      const refund = premium(price, fault);
      const paid = price - refund;
      const [premium0, premium1] = [premium(paid, 150n), premium(paid, 250n)];
      const toReceiver = premium(249n, fault);
      const toProvider = premium(151n, rest);
      const waits = fault >= 5_000n;

      expect(
        await changes(fixture, async () => {
          await expect(trade.conclude(chain, 0))
            .to.emit(trade, "OutcomeFixed")
            .withArgs(chain, 0n, fault, false, refund, toReceiver, toProvider);
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

  it("<CHN-6> below half of the fault the stage closes at once", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade } = fixture;
    const chain = await ruled(fixture, 4_000n);

    await expect(trade.conclude(chain, 0))
      .to.emit(trade, "StageClosed")
      .withArgs(chain, 0n, Closing.Ruled)
      .and.to.emit(trade, "ChainClosed")
      .withArgs(chain);
    expect((await trade.chainOf(chain)).undelivered).to.equal(1n);
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

    const changed = await changes(fixture, () => trade.conclude(chain, 0));

    // Of 400 paid out, 6 and 10 are premiums; a quarter of 384 is 96.
    expect(changed["member 6 free"]).to.equal(6n);
    expect(changed["member 7 free"]).to.equal(10n);
    expect(changed["member 12 free"]).to.equal(96n);
    expect(changed["member 10 free"]).to.equal(288n + (300n - 150n) + 60n);
  });

  it("<CHN-6> a price of 1 leaves nothing to choose, and the award is paid at once", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stateOf } = fixture;
    const one = { price: 1n, listPrice: 1n, providerBond: 1n, receiverBond: 1n };
    const chain = await ruled(fixture, 6_000n, one, [1n, 1n]);

    const changed = await changes(fixture, () => trade.conclude(chain, 0));

    expect(changed["bond 0/1 escrow"]).to.equal(-1n);
    expect(await stateOf(chain)).to.equal(StageState.Closed);
    expect((await fixture.conservation()).escrows).to.equal(0n);
  });

  it("<CHN-6> a stage without a price can be ruled on, and still be replaced", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stateOf } = fixture;
    const none = { price: 0n, providerBond: 0n, receiverBond: 0n };
    const chain = await ruled(fixture, 10_000n, none, [0n, 0n]);

    expect(await changes(fixture, () => trade.conclude(chain, 0))).to.deep.equal({
      "member 10 locks": -1n,
    });
    expect(await stateOf(chain)).to.equal(StageState.Remedy);
  });

  describe("given guarantors behind a bond", () => {
    it("<CHN-6> <COV-6> they pay what the own part does not reach", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault } = fixture;
      const stage = { price: 20_000n, listPrice: 20_000n, providerBond: 10_200n };
      const chain = await ruled(fixture, 10_000n, stage, [10_200n, 0n]);

      const changed = await changes(fixture, () => trade.conclude(chain, 0));

      expect(changed["member 10 free"]).to.equal(undefined);
      expect(changed["bond 0/1 escrow"]).to.equal(10_200n);
      expect(changed["member 10 owes"]).to.equal(200n);
      expect(changed["pledge 10/0 owed"]).to.equal(100n);
      expect(changed["pledge 10/1#2 owed"]).to.equal(100n);
      expect((await vault.account(10n)).owed).to.equal(200n);
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

    it("<CHN-6> as far as the bond reaches", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade } = fixture;
      const chain = await ruled(fixture, 10_000n, {}, [300n, 200n]);

      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 10_000n, false, 1_000n, 300n, 0n);
    });

    it("<CHN-6> the provider's fees are made good from the receiver's bond, by the rest", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade, activeChain, provider, receiver, judge } = fixture;
      const chain = await activeChain();
      await trade
        .connect(provider.wallet)
        .claim(chain, 0, ClaimKind.Obstruction, 100n, EVIDENCE, false);
      await trade.connect(receiver.wallet).answer(chain, 0, 50n, EVIDENCE);
      await judge(chain, 3_000n);

      // 70 + 14 to the provider, 15 to the receiver, who paid no fees.
      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 3_000n, false, 300n, 15n, 84n);
    });

    it("<CHN-6> what seats that did not vote give back is not asked for again", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade, court, activeChain, claimDefault, provider, at } = fixture;
      const chain = await activeChain();
      await claimDefault(chain, 100n);
      await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
      const dispute = disputeId(chain, 0);
      await court.connect(fixture.providerGuarantors[0].wallet).vote(dispute, 0, 1n, 10_000n);
      await court.connect(fixture.receiverGuarantors[0].wallet).vote(dispute, 0, 4n, 10_000n);
      const [, { votesUntil }] = await court.current(dispute);
      await at(votesUntil + 2n * DAY);

      // Two of four seats voted: 10 of 20 are lost.
      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 10_000n, false, 1_000n, 110n, 0n);
    });
  });

  describe("the standing register", () => {
    for (const [fault, providerRecord, receiverRecord] of [
      [10_000n, [1n, 250n], [0n, 0n]],
      [5_000n, [1n, 125n], [0n, 75n]],
      [4_000n, [0n, 100n], [1n, 90n]],
      [0n, [0n, 0n], [1n, 150n]],
    ] as const) {
      it(`<MEM-8> counts who was mostly at fault, and what it cost, at ${fault}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, membership, provider, receiver } = fixture;
        const chain = await ruled(fixture, fault);

        await trade.conclude(chain, 0);

        const records: [MemberHandle, readonly [bigint, bigint]][] = [
          [provider, providerRecord],
          [receiver, receiverRecord],
        ];
        for (const [{ id }, record] of records) {
          const { defaults, faultPaid } = await membership.standingOf(id);
          expect([defaults, faultPaid]).to.deep.equal(record);
        }
      });
    }

    it("<MEM-8> counts a concession", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, membership, provider, receiver, stageIn, warp } = fixture;
      const { chain } = await stageIn("Claimed");
      await warp(3n * DAY);

      await expect(trade.conclude(chain, 0))
        .to.emit(membership, "FaultRecorded")
        .withArgs(provider.id, true, 300n);

      expect((await membership.standingOf(receiver.id)).defaults).to.equal(0n);
    });
  });
});
