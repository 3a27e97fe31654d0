import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { disputeId, Side } from "../../scripts/lib/names";
import { DAY, type MemberHandle } from "../support/community";
import { changes } from "../vault/changes";
import {
  ClaimKind,
  deployTrade,
  DURATION,
  EVIDENCE,
  INSPECTION,
  PRICE,
  StageState,
  type StageOverrides,
  type TradeFixture,
} from "./tradeFixture";

/** A default of 250 is claimed. */
async function claimed(fixture: TradeFixture, stage: StageOverrides = {}): Promise<bigint> {
  const chain = await fixture.activeChain([stage]);
  await fixture.claimDefault(chain, 250n);
  return chain;
}

describe("TradeChains.answer", () => {
  describe("given a claim of the receiver", () => {
    it("<CHN-5> the other side's own answer opens the court at once", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, provider, at, now } = fixture;
      const chain = await claimed(fixture);
      const clock = (await now()) + DAY;
      await at(clock);
      const dispute = disputeId(chain, 0);

      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(provider.wallet).answer(chain, 0, 150n, EVIDENCE))
            .to.emit(trade, "ClaimAnswered")
            .withArgs(chain, 0n, 2n, provider.id, 150n, EVIDENCE)
            .and.to.emit(trade, "StageDisputed")
            .withArgs(chain, 0n, dispute, 150n)
            .and.to.emit(court, "DisputeOpened")
            .withArgs(dispute, clock);
        }),
      ).to.deep.equal({});
      const { state, mark, receiverClaim, providerClaim } = await trade.stageOf(chain, 0);
      expect([state, mark, receiverClaim, providerClaim]).to.deep.equal([
        ...[StageState.Disputed, clock, 250n, 150n],
      ]);
      expect((await court.disputeOf(dispute)).deadline).to.equal(clock + 3n * DAY);
    });

    for (const [counterclaim, valid] of [
      [0n, true],
      [200n, true],
      [201n, false],
      [MaxUint256, false],
    ] as const) {
      it(`<CHN-5> ${valid ? "takes" : "refuses"} a counterclaim of ${counterclaim} on a bond of 200`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, stateOf } = fixture;
        const chain = await claimed(fixture);
        const call = trade.connect(provider.wallet).answer(chain, 0, counterclaim, EVIDENCE);

        if (valid) await call;
        else {
          await expect(call)
            .to.be.revertedWithCustomError(trade, "ClaimOutOfRange")
            .withArgs(counterclaim, 0n, 200n);
        }
        expect(await stateOf(chain)).to.equal(valid ? StageState.Disputed : StageState.Claimed);
      });
    }
  });

  describe("given a claim of the provider", () => {
    it("<CHN-5> a receiver answers a provider's claim likewise", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, provider, receiver } = fixture;
      const chain = await activeChain();
      await trade
        .connect(provider.wallet)
        .claim(chain, 0, ClaimKind.Obstruction, 200n, EVIDENCE, false);

      await trade.connect(receiver.wallet).answer(chain, 0, 300n, EVIDENCE);

      const { state, receiverClaim, providerClaim } = await trade.stageOf(chain, 0);
      expect([state, receiverClaim, providerClaim]).to.deep.equal([
        ...[StageState.Disputed, 300n, 200n],
      ]);
    });
  });

  describe("given a guarantor of the other side", () => {
    for (const slot of [0, 1] as const) {
      it(`<CHN-5> guarantor ${slot} answers, and the stage still awaits the party`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, court, providerGuarantors, provider, stateOf } = fixture;
        const { id, wallet } = providerGuarantors[slot];
        const chain = await claimed(fixture);

        const { mark } = await trade.stageOf(chain, 0);

        expect(
          await changes(fixture, async () => {
            const answered = trade.connect(wallet).answer(chain, 0, 0n, EVIDENCE);
            await expect(answered)
              .to.emit(trade, "ClaimAnswered")
              .withArgs(chain, 0n, 2n, id, 0n, EVIDENCE);
            await expect(answered).not.to.emit(trade, "StageDisputed");
            await expect(answered).not.to.emit(court, "DisputeOpened");
          }),
        ).to.deep.equal({});
        expect(await trade.stageOf(chain, 0)).to.deep.equal([
          ...[10n, 11n, 1_000n, 300n],
          ...[200n, DURATION, INSPECTION, 0n, mark, StageState.Claimed, 0n, 2n],
          ...[250n, 0n, 3n * DAY, ClaimKind.Default, BigInt(Side.Receiver), true, false],
        ]);

        await trade.connect(provider.wallet).answer(chain, 0, 200n, EVIDENCE);
        expect(await stateOf(chain)).to.equal(StageState.Disputed);
      });
    }

    it("<CHN-5> who answered for a receiver stands for the receiver", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, provider, receiverGuarantors, providerGuarantors } = fixture;
      const chain = await activeChain();
      await trade
        .connect(provider.wallet)
        .claim(chain, 0, ClaimKind.Obstruction, 200n, EVIDENCE, false);

      await expect(trade.connect(providerGuarantors[0].wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "NotAParty")
        .withArgs(chain, 0n, providerGuarantors[0].id);
      await expect(trade.connect(receiverGuarantors[0].wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 2n, receiverGuarantors[0].id, 0n, EVIDENCE);
    });

    it("<CHN-5> guarantors of the snapshot answer, not those of today", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, provider, providerGuarantors, outsider, horizon } = fixture;
      const chain = await claimed(fixture);
      await graph.connect(provider.wallet).nominate(0, outsider.id, 0n);
      await graph.connect(outsider.wallet).vouch(provider.wallet, 0, 0n, horizon, 0n);

      await expect(trade.connect(outsider.wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "NotAParty")
        .withArgs(chain, 0n, outsider.id);
      await expect(trade.connect(providerGuarantors[0].wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 2n, providerGuarantors[0].id, 0n, EVIDENCE);
    });

    it("<CHN-5> the ring answers for a founder", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, founders, deposit, propose, accept, receiver, claimDefault } = fixture;
      const [first, second, , fourth] = founders as [
        MemberHandle,
        MemberHandle,
        MemberHandle,
        MemberHandle,
      ];
      await deposit(first, 300n);
      const chain = await propose([{ provider: first.id }]);
      await accept(chain, [first, receiver]);
      await claimDefault(chain);

      await expect(trade.connect(fourth.wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "NotAParty")
        .withArgs(chain, 0n, fourth.id);
      await expect(trade.connect(second.wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 2n, second.id, 0n, EVIDENCE);
    });

    it("<CHN-5> cannot make a counterclaim", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, providerGuarantors } = fixture;
      const [{ id, wallet }] = providerGuarantors;
      const chain = await claimed(fixture);

      await expect(trade.connect(wallet).answer(chain, 0, 1n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "CounterclaimByGuarantor")
        .withArgs(id);
    });

    it("<CHN-5> once is enough", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, providerGuarantors } = fixture;
      const chain = await claimed(fixture);
      await trade.connect(providerGuarantors[0].wallet).answer(chain, 0, 0n, EVIDENCE);

      await expect(trade.connect(providerGuarantors[1].wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "AlreadyAnswered")
        .withArgs(chain, 0n);
    });
  });

  describe("when somebody may not answer", () => {
    for (const who of ["receiver", "outsider"] as const) {
      it(`<CHN-5> refuses the ${who}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade } = fixture;
        const chain = await claimed(fixture);

        await expect(trade.connect(fixture[who].wallet).answer(chain, 0, 0n, EVIDENCE))
          .to.be.revertedWithCustomError(trade, "NotAParty")
          .withArgs(chain, 0n, fixture[who].id);
      });
    }

    for (const slot of [0, 1] as const) {
      it(`<CHN-5> refuses a claimant who is guarantor ${slot} of the other side`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, providerGuarantors, deposit, propose, accept, at } = fixture;
        const claimant = providerGuarantors[slot];
        await deposit(claimant, PRICE);
        const chain = await propose([{ receiver: claimant.id }]);
        await accept(chain, [provider, claimant]);
        await at(await trade.dueOf(chain, 0));
        await trade
          .connect(claimant.wallet)
          .claim(chain, 0, ClaimKind.Default, 250n, EVIDENCE, false);
        const before = await trade.stageOf(chain, 0);

        await expect(trade.connect(claimant.wallet).answer(chain, 0, 0n, EVIDENCE))
          .to.be.revertedWithCustomError(trade, "NotAParty")
          .withArgs(chain, 0n, claimant.id);
        expect(await trade.stageOf(chain, 0)).to.deep.equal(before);
        // The other guarantor may.
        const [first, second] = providerGuarantors;
        const other = slot === 0 ? second : first;
        await expect(trade.connect(other.wallet).answer(chain, 0, 0n, EVIDENCE))
          .to.emit(trade, "ClaimAnswered")
          .withArgs(chain, 0n, 2n, other.id, 0n, EVIDENCE);
      });
    }

    it("<CHN-5> refuses a wallet without a card", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger } = fixture;
      const chain = await claimed(fixture);

      await expect(trade.connect(stranger).answer(chain, 0, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });
  });

  describe("when the window ends", () => {
    for (const who of ["the party", "a guarantor"] as const) {
      for (const late of [-1n, 0n, 1n]) {
        it(`<CHN-5> ${late < 0n ? "takes" : "refuses"} the answer of ${who} ${late} seconds from the end of the window`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, provider, providerGuarantors, at } = fixture;
          const chain = await claimed(fixture);
          const ends = (await trade.stageOf(chain, 0)).mark + 3n * DAY;
          await at(ends + late);
          const { id, wallet } = who === "the party" ? provider : providerGuarantors[0];
          const call = trade.connect(wallet).answer(chain, 0, 0n, EVIDENCE);

          if (late < 0n)
            await expect(call)
              .to.emit(trade, "ClaimAnswered")
              .withArgs(chain, 0n, 2n, id, 0n, EVIDENCE);
          else {
            await expect(call)
              .to.be.revertedWithCustomError(trade, "TooLate")
              .withArgs(ends + late, ends);
          }
        });
      }
    }

    it("<CHA-2> <CRT-7> keeps the response window that the chain was proposed under", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, charter, governor, parameters, provider, propose, accept, at } =
        fixture;
      const chain = await propose();
      const shorter = { ...parameters, responseWindow: 3_600n };
      const change = await charter.connect(governor).scheduleParameters.staticCall(shorter);
      await charter.connect(governor).scheduleParameters(shorter);
      await fixture.warp(2n * DAY);
      await charter.executeChange(change);
      await accept(chain);
      await fixture.claimDefault(chain);
      await at((await trade.stageOf(chain, 0)).mark + 3n * DAY - 1n);

      await expect(trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.emit(trade, "StageDisputed")
        .withArgs(chain, 0n, disputeId(chain, 0), 0n);
      expect((await court.disputeOf(disputeId(chain, 0))).version).to.equal(1n);
    });
  });
});
