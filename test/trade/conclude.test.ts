import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { BondRole, bondId, disputeId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import {
  breakBond,
  ChainState,
  ClaimKind,
  deployTrade,
  deployTradeWithFees,
  DURATION,
  EVIDENCE,
  INSPECTION,
  StageState,
  type StageOverrides,
  type TradeFixture,
} from "./tradeFixture";
import { replaced, replacedByRuling, WINDOW } from "./remedies";

/** A claim of 250 that nobody has answered, and when its window ends. */
async function unanswered(
  fixture: TradeFixture,
  kind: keyof typeof ClaimKind,
  stage: StageOverrides = {},
): Promise<{ chain: bigint; ends: bigint }> {
  const { trade, activeChain, deliver, receiver, now } = fixture;
  const chain = await activeChain([stage]);
  if (kind === "Default") {
    await fixture.claimDefault(chain, 250n);
  } else {
    if (kind === "Defect") await deliver(chain);
    await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind[kind], 250n, EVIDENCE, false);
  }
  return { chain, ends: (await now()) + WINDOW };
}

describe("TradeChains.conclude", () => {
  describe("given a claim that can still be answered", () => {
    for (const kind of ["Default", "Defect", "Obstruction"] as const) {
      it(`<CHN-5> refuses ${kind} in the last second of the window`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, at } = fixture;
        const { chain, ends } = await unanswered(fixture, kind);
        await at(ends - 1n);

        await expect(trade.conclude(chain, 0))
          .to.be.revertedWithCustomError(trade, "TooEarly")
          .withArgs(ends - 1n, ends);
      });
    }
  });

  describe("given a default or defect that nobody has answered in time", () => {
    for (const kind of ["Default", "Defect"] as const) {
      for (const late of [0n, 1n, 100n * DAY]) {
        it(`<CHN-5> <CHN-6> ${kind} is conceded in full ${late} seconds after the window`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, court, vault, membership, stranger, at } = fixture;
          const { chain, ends } = await unanswered(fixture, kind);
          const clock = ends + late;
          await at(clock);

          expect(
            await changes(fixture, async () => {
              const concluded = trade.connect(stranger).conclude(chain, 0);
              await expect(concluded)
                .to.emit(trade, "OutcomeFixed")
                .withArgs(chain, 0n, 10_000n, true, 1_000n, 250n, 0n)
                .and.to.emit(trade, "RemedyOpened")
                .withArgs(chain, 0n, clock + WINDOW)
                .and.to.emit(court, "DisputeClosed")
                .withArgs(disputeId(chain, 0))
                .and.to.emit(vault, "BondDrawn")
                .withArgs(bondId(chain, 0, BondRole.Provider), 11n, 250n, 250n, true)
                .and.to.emit(membership, "FaultRecorded")
                .withArgs(10n, true, 250n);
              await expect(concluded).not.to.emit(trade, "StagePaid");
              await expect(concluded).not.to.emit(trade, "StageClosed");
            }),
          ).to.deep.equal({
            "member 10 free": 50n,
            "member 10 locks": -1n,
            "member 11 free": 200n,
            "bond 0/0 own": -300n,
            "bond 0/1 own": -200n,
            "bond 0/1 escrow": 250n,
          });
          expect(await trade.stageOf(chain, 0)).to.deep.equal([
            ...[10n, 11n, 1_000n, 300n],
            ...[200n, DURATION, INSPECTION, 0n, clock, StageState.Remedy, 0n],
            kind === "Defect" ? 2n : 1n,
            ...[0n, 0n, WINDOW, ClaimKind.None, BigInt(Side.Receiver), false, false],
          ]);
          const { state, closed, undelivered } = await trade.chainOf(chain);
          expect([state, closed, undelivered]).to.deep.equal([ChainState.Active, 0n, 0n]);
        });
      }
    }

    for (const kind of ["Default", "Defect"] as const) {
      for (const [who, members] of [
        ["the provider", [10n]],
        ["the receiver", [11n]],
        ["both sides", [11n, 10n]],
      ] as const) {
        it(`<CHN-5> ${kind} is conceded as well if the payee is ${who}`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, court, at } = fixture;
          const payees = members.map((member) => ({ member, shareBps: 4_000n }));
          const { chain, ends } = await unanswered(fixture, kind, { payees });
          await at(ends);

          expect(
            await changes(fixture, async () => {
              const concluded = trade.conclude(chain, 0);
              await expect(concluded)
                .to.emit(trade, "OutcomeFixed")
                .withArgs(chain, 0n, 10_000n, true, 1_000n, 250n, 0n)
                .and.to.emit(court, "DisputeClosed")
                .withArgs(disputeId(chain, 0));
              await expect(concluded).not.to.emit(trade, "StageDisputed");
            }),
          ).to.deep.equal({
            "member 10 free": 50n,
            "member 10 locks": -1n,
            "member 11 free": 200n,
            "bond 0/0 own": -300n,
            "bond 0/1 own": -200n,
            "bond 0/1 escrow": 250n,
          });
        });
      }
    }

    it("<CHN-5> <CHN-7> a replacement provider who is a payee concedes, too", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, claimDefault, at, stateOf } = fixture;
      const chain = await replacedByRuling(fixture, { payees: [{ member: 12n, shareBps: 1n }] });
      await claimDefault(chain, 90n);
      expect((await court.disputeOf(disputeId(chain, 0, true))).deadline).to.equal(0n);
      await at((await trade.stageOf(chain, 0)).mark + WINDOW);

      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 10_000n, true, 800n, 90n, 0n);
      expect(await stateOf(chain)).to.equal(StageState.Closed);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CRT-5> gives the claimant their fee back at once", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade, court, at } = fixture;
      const { chain, ends } = await unanswered(fixture, "Default");
      await at(ends);

      expect(
        await changes(fixture, async () => {
          await expect(trade.conclude(chain, 0))
            .to.emit(court, "FeesReturned")
            .withArgs(disputeId(chain, 0), 0n, 20n);
        }),
      ).to.deep.equal({
        "member 10 free": 50n,
        "member 10 locks": -1n,
        "member 11 free": 220n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": 250n,
        fees: -20n,
      });
    });

    it("<CRT-5> asks for no fees where none were paid", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, vault, at } = fixture;
      const { chain, ends } = await unanswered(fixture, "Default");
      await at(ends);

      const concluded = trade.conclude(chain, 0);

      await expect(concluded).not.to.emit(court, "FeesReturned");
      await expect(concluded).not.to.emit(vault, "FeePaid");
    });

    it("<CHN-6> concedes the same while the award cannot be drawn", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, at, stateOf } = fixture;
      const { chain, ends } = await unanswered(fixture, "Default");
      const mend = await breakBond(fixture, bondId(chain, 0, BondRole.Provider));
      await at(ends);

      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 10_000n, true, 1_000n, 250n, 0n)
        .and.to.emit(court, "DisputeClosed")
        .withArgs(disputeId(chain, 0));
      expect(await stateOf(chain)).to.equal(StageState.Drawing);

      await mend();
      await expect(trade.conclude(chain, 0)).not.to.emit(trade, "OutcomeFixed");
      expect(await stateOf(chain)).to.equal(StageState.Remedy);
      expect(await fixture.audit()).to.deep.equal([]);
    });
  });

  describe("given any other claim that the party has not answered in time", () => {
    const others = { payees: [{ member: 12n, shareBps: 1n }] };
    for (const [why, kind, stage] of [
      ["a default of a stage with other payees", "Default", others],
      ["a defect of a stage with other payees", "Defect", others],
      ["an obstruction", "Obstruction", {}],
      ["an early breach", "EarlyBreach", {}],
    ] as const) {
      it(`<CHN-5> ${why} goes to the court, with a counterclaim of the whole bond`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, court, at } = fixture;
        const { chain, ends } = await unanswered(fixture, kind, stage);
        await at(ends + DAY);

        expect(
          await changes(fixture, async () => {
            const concluded = trade.conclude(chain, 0);
            await expect(concluded)
              .to.emit(trade, "StageDisputed")
              .withArgs(chain, 0n, disputeId(chain, 0), 200n);
            // The court has opened by itself.
            await expect(concluded).not.to.emit(court, "DisputeOpened");
          }),
        ).to.deep.equal({});
        const { mark, state, providerClaim, receiverClaim } = await trade.stageOf(chain, 0);
        expect([mark, state, receiverClaim, providerClaim]).to.deep.equal([
          ...[ends, StageState.Disputed, 250n, 200n],
        ]);
        // The schedule does not depend on when somebody calls.
        const [, { votesFrom, votesUntil }] = await court.current(disputeId(chain, 0));
        expect([votesFrom, votesUntil]).to.deep.equal([ends, ends + 3n * DAY]);
      });
    }

    it("<CHN-5> <CHN-7> so does a replacement's default if the provider who failed is a payee", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, claimDefault, at, stateOf } = fixture;
      const chain = await replaced(fixture, { payees: [{ member: 10n, shareBps: 1n }] });
      await claimDefault(chain, 90n);
      const ends = (await trade.stageOf(chain, 0)).mark + WINDOW;
      expect((await court.disputeOf(disputeId(chain, 0, true))).deadline).to.equal(ends);
      await at(ends);

      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "StageDisputed")
        .withArgs(chain, 0n, disputeId(chain, 0, true), 0n);
      expect(await stateOf(chain)).to.equal(StageState.Disputed);
    });

    for (const kind of ["Default", "Defect"] as const) {
      it(`<CHN-5> so does a ${kind} that a guarantor has answered`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, providerGuarantors, at, stateOf } = fixture;
        const { chain, ends } = await unanswered(fixture, kind);
        await trade.connect(providerGuarantors[1].wallet).answer(chain, 0, 0n, EVIDENCE);
        await at(ends);

        await expect(trade.conclude(chain, 0))
          .to.emit(trade, "StageDisputed")
          .withArgs(chain, 0n, disputeId(chain, 0), 200n);
        expect(await stateOf(chain)).to.equal(StageState.Disputed);
      });
    }

    it("<CHN-5> and a provider's claim, with the provider's whole bond at stake in return", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, provider, now, at } = fixture;
      const chain = await activeChain();
      await trade
        .connect(provider.wallet)
        .claim(chain, 0, ClaimKind.Obstruction, 1n, EVIDENCE, false);
      await at((await now()) + WINDOW);

      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "StageDisputed")
        .withArgs(chain, 0n, disputeId(chain, 0), 300n);

      const { providerClaim, receiverClaim } = await trade.stageOf(chain, 0);
      expect([providerClaim, receiverClaim]).to.deep.equal([1n, 300n]);
    });

    it("<CRT-7> when nobody ever calls or votes, two late calls end it", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, at, stateOf } = fixture;
      const { chain, ends } = await unanswered(fixture, "EarlyBreach");
      await at(ends + 1_000n * DAY);
      await trade.conclude(chain, 0);

      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0n, 5_000n, false, 500n, 125n, 100n);
      expect(await stateOf(chain)).to.equal(StageState.Remedy);
    });
  });
});
