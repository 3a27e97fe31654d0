import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";

import { BondRole, bondId } from "../../scripts/lib/names";
import { changes } from "../vault/changes";
import {
  ChainState,
  Closing,
  deployTrade,
  EVIDENCE,
  INSPECTION,
  StageState,
  type StageOverrides,
  type TradeFixture,
} from "./tradeFixture";

/** A delivered stage. */
async function delivered(fixture: TradeFixture, stage: StageOverrides = {}): Promise<bigint> {
  const chain = await fixture.activeChain([stage]);
  await fixture.deliver(chain);
  return chain;
}

describe("TradeChains.acceptDelivery", () => {
  describe("given a delivered stage", () => {
    it("<CHN-3> <CHN-4> pays premiums first, the provider the rest, and releases both bonds", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, receiver } = fixture;
      const chain = await delivered(fixture);

      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(receiver.wallet).acceptDelivery(chain, 0))
            .to.emit(trade, "StagePaid")
            .withArgs(chain, 0n, 1_000n, 15n, 25n)
            .and.to.emit(trade, "StageClosed")
            .withArgs(chain, 0n, Closing.Accepted)
            .and.to.emit(trade, "ChainClosed")
            .withArgs(chain)
            .and.to.emit(vault, "EscrowPaid")
            .withArgs(bondId(chain, 0, BondRole.Receiver), 10n, 960n);
        }),
      ).to.deep.equal({
        "member 6 free": 15n,
        "member 7 free": 25n,
        "member 10 free": 960n + 300n,
        "member 10 locks": -1n,
        "member 11 free": 200n,
        "member 11 locks": -1n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -1_000n,
      });
      const { state, closed, undelivered } = await trade.chainOf(chain);
      expect([state, closed, undelivered]).to.deep.equal([ChainState.Closed, 1n, 0n]);
    });

    it("<CHN-4> a closed stage keeps its parties and its price only", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const { chain } = await fixture.stageIn("Closed");

      expect(await trade.stageOf(chain, 0)).to.deep.equal([
        ...[10n, 11n, 1_000n, 300n],
        ...[0n, 0n, 0n, 0n, 0n, StageState.Closed, 0n, 0n],
        ...[0n, 0n, 0n, 0n, 0n, false, false],
      ]);
    });

    it("<CHN-4> a stage without a price only releases its bonds", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const chain = await delivered(fixture, { price: 0n, providerBond: 0n, receiverBond: 0n });

      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(receiver.wallet).acceptDelivery(chain, 0))
            .to.emit(trade, "StageClosed")
            .withArgs(chain, 0n, Closing.Accepted)
            .and.not.to.emit(trade, "StagePaid");
        }),
      ).to.deep.equal({ "member 10 locks": -1n, "member 11 locks": -1n });
    });

    it("<CHN-4> gives guarantors their part of the bonds back", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const chain = await delivered(fixture, {
        price: 20_000n,
        listPrice: 20_000n,
        providerBond: 10_100n,
      });

      const changed = await changes(fixture, () =>
        trade.connect(receiver.wallet).acceptDelivery(chain, 0),
      );

      expect(changed["pledge 10/0 room"]).to.equal(50n);
      expect(changed["pledge 10/1#2 room"]).to.equal(50n);
      expect(changed["member 10 free"]).to.equal(10_000n + 20_000n - 300n - 500n);
    });
  });

  describe("when it is accepted", () => {
    for (const [what, late, valid] of [
      ["in the last second of the inspection", -1n, false],
      ["when the inspection ends", 0n, true],
      ["a second later", 1n, true],
    ] as const) {
      for (const who of ["provider", "outsider"] as const) {
        it(`<CHN-3> ${valid ? "lets" : "refuses"} the ${who} ${what}`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, at, stateOf } = fixture;
          const chain = await delivered(fixture);
          const ends = (await trade.stageOf(chain, 0)).mark + INSPECTION;
          await at(ends + late);
          const call = trade.connect(fixture[who].wallet).acceptDelivery(chain, 0);

          if (valid) {
            await call;
            expect(await stateOf(chain)).to.equal(StageState.Closed);
          } else {
            await expect(call)
              .to.be.revertedWithCustomError(trade, "TooEarly")
              .withArgs(ends + late, ends);
          }
        });
      }
    }

    it("<CHN-3> any wallet can close it after the inspection", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger, at, stateOf } = fixture;
      const chain = await delivered(fixture);
      await at((await trade.stageOf(chain, 0)).mark + INSPECTION);

      await trade.connect(stranger).acceptDelivery(chain, 0);

      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });

    it("<CHN-3> the receiver can still accept after the inspection", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, at, stateOf } = fixture;
      const chain = await delivered(fixture);
      await at((await trade.stageOf(chain, 0)).mark + 100n * INSPECTION);

      await trade.connect(receiver.wallet).acceptDelivery(chain, 0);

      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });

    it("<CHN-3> refuses a wallet without a card before", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger } = fixture;
      const chain = await delivered(fixture);

      await expect(trade.connect(stranger).acceptDelivery(chain, 0))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });
  });

  describe("given premiums", () => {
    it("<CHN-4> pays the pair and rates of the provider's acceptance, whoever stands surety now", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, receiver, provider, providerGuarantors, outsider, horizon } = fixture;
      const chain = await delivered(fixture);
      await graph.connect(provider.wallet).nominate(0, outsider.id, 1_000n);
      await graph.connect(outsider.wallet).vouch(provider.wallet, 0, 0n, horizon, 1_000n);
      await graph.connect(providerGuarantors[1].wallet).withdrawSurety(provider.id, 1);

      const changed = await changes(fixture, () =>
        trade.connect(receiver.wallet).acceptDelivery(chain, 0),
      );

      expect(changed["member 6 free"]).to.equal(15n);
      expect(changed["member 7 free"]).to.equal(25n);
      expect(changed["member 12 free"]).to.equal(undefined);
    });

    for (const [price, premium0, premium1] of [
      [1n, 0n, 0n],
      [39n, 0n, 0n],
      [40n, 0n, 1n],
      [66n, 0n, 1n],
      [67n, 1n, 1n],
      [9_999n, 149n, 249n],
    ] as const) {
      it(`<CHN-4> of ${price} they are ${premium0} and ${premium1}, to the unit`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, receiver } = fixture;
        const bonds = { providerBond: 0n, receiverBond: 0n };
        const chain = await delivered(fixture, { price, listPrice: price, ...bonds });

        const changed = await changes(fixture, async () => {
          await expect(trade.connect(receiver.wallet).acceptDelivery(chain, 0))
            .to.emit(trade, "StagePaid")
            .withArgs(chain, 0n, price, premium0, premium1);
        });

        expect(changed["member 6 free"] ?? 0n).to.equal(premium0);
        expect(changed["member 7 free"] ?? 0n).to.equal(premium1);
        expect(changed["member 10 free"]).to.equal(price - premium0 - premium1);
      });
    }

    it("<CHN-4> a founder's ring guarantors have none", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, deposit, founders, receiver, propose, accept } = fixture;
      const [founder] = founders;
      await deposit(founder, 300n);
      const chain = await propose([{ provider: founder.id }]);
      await accept(chain, [founder, receiver]);
      await trade.connect(founder.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);

      expect(
        await changes(fixture, () => trade.connect(receiver.wallet).acceptDelivery(chain, 0)),
      ).to.deep.equal({
        "member 1 free": 1_300n,
        "member 1 locks": -1n,
        "member 11 free": 200n,
        "member 11 locks": -1n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -1_000n,
      });
    });
  });

  describe("given payees", () => {
    it("<CHN-4> <CHN-10> they share what premiums leave, and the provider gets the remainder", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const chain = await delivered(fixture, {
        payees: [
          { member: 12n, shareBps: 3_333n },
          { member: 1n, shareBps: 1n },
          { member: 11n, shareBps: 1_050n },
          { member: 12n, shareBps: 11n },
        ],
      });

      // 960 are shared: 319.968, 0.096, 100.8 and 1.056.
      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(receiver.wallet).acceptDelivery(chain, 0))
            .to.emit(trade, "StagePaid")
            .withArgs(chain, 0n, 1_000n, 15n, 25n);
        }),
      ).to.deep.equal({
        "member 6 free": 15n,
        "member 7 free": 25n,
        "member 10 free": 300n + (960n - 319n - 100n - 1n),
        "member 10 locks": -1n,
        "member 11 free": 200n + 100n,
        "member 11 locks": -1n,
        "member 12 free": 320n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -1_000n,
      });
    });

    it("<CHN-10> 32 payees share everything to the unit", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const payees = Array.from({ length: 32 }, (_, i) => ({
        member: BigInt(1 + (i % 5)),
        shareBps: 312n,
      }));
      const chain = await delivered(fixture, { payees });

      const changed = await changes(fixture, () =>
        trade.connect(receiver.wallet).acceptDelivery(chain, 0),
      );

      // 29.952 each, rounded down: 7 of them are of member 1 and 2, 6 of the others.
      expect(changed["member 1 free"]).to.equal(7n * 29n);
      expect(changed["member 2 free"]).to.equal(7n * 29n);
      expect(changed["member 5 free"]).to.equal(6n * 29n);
      expect(changed["member 10 free"]).to.equal(300n + 960n - 32n * 29n);
    });

    it("<CHN-10> the provider can be one of those who share everything", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const chain = await delivered(fixture, {
        payees: [
          { member: 12n, shareBps: 6_000n },
          { member: 10n, shareBps: 4_000n },
        ],
      });

      const changed = await changes(fixture, () =>
        trade.connect(receiver.wallet).acceptDelivery(chain, 0),
      );

      // 1,000 less premiums of 15 and 25 is 960.
      expect(changed["member 12 free"]).to.equal(576n);
      expect(changed["member 10 free"]).to.equal(384n + 300n);
    });

    it("<CHN-10> payees can have all of it", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const chain = await delivered(fixture, { payees: [{ member: 12n, shareBps: 10_000n }] });

      const changed = await changes(fixture, () =>
        trade.connect(receiver.wallet).acceptDelivery(chain, 0),
      );

      expect(changed["member 12 free"]).to.equal(960n);
      expect(changed["member 10 free"]).to.equal(300n);
    });

    it("<CHN-4> credits them in whatever state they are", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, membership, receiver, outsider, vault } = fixture;
      const chain = await delivered(fixture, { payees: [{ member: 12n, shareBps: 5_000n }] });
      await membership.connect(outsider.wallet).resign();

      await trade.connect(receiver.wallet).acceptDelivery(chain, 0);

      expect((await vault.account(outsider.id)).free).to.equal(1_000n + 480n);
      await vault.connect(outsider.wallet).withdraw(1_480n, outsider.wallet);
    });
  });
});
