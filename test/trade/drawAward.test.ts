import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { BondRole, bondId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { appointed, WINDOW } from "./remedies";
import { ruled } from "./rulings";
import {
  breakBond,
  ClaimKind,
  Closing,
  deployTrade,
  DURATION,
  INSPECTION,
  StageState,
  type TradeFixture,
} from "./tradeFixture";

type SideName = "provider" | "receiver";

/** Rules on 250 and 150 while the bonds of the given sides cannot be drawn; 60 % of fault unless told. */
async function undrawable(
  fixture: TradeFixture,
  sides: readonly SideName[],
  fault = 6_000n,
): Promise<{ chain: bigint; mend: () => Promise<void> }> {
  const chain = await ruled(fixture, fault);
  const names = await fixture.trade.namesOf(chain, 0);
  const mends: (() => Promise<void>)[] = [];
  for (const side of sides) mends.push(await breakBond(fixture, names[side]));
  const mend = async (): Promise<void> => {
    for (const restore of mends) await restore();
  };
  return { chain, mend };
}

/** The same, concluded and mended: only the draws are left. */
async function drawable(
  fixture: TradeFixture,
  sides: readonly SideName[],
  fault?: bigint,
): Promise<bigint> {
  const { chain, mend } = await undrawable(fixture, sides, fault);
  await fixture.trade.conclude(chain, 0);
  await mend();
  return chain;
}

describe("TradeChains.conclude, given a bond that cannot be drawn", () => {
  it("<CHN-6> <CRT-8> a draw from the provider's bond takes nothing else with it", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, vault, at, now } = fixture;
    const { chain } = await undrawable(fixture, ["provider"]);
    const free = async (id: bigint): Promise<bigint> => (await vault.account(id)).free;
    const before = [await free(10n), await free(11n)] as const;
    const clock = (await now()) + 60n;
    await at(clock);

    const concluded = trade.conclude(chain, 0);

    await expect(concluded)
      .to.emit(trade, "OutcomeFixed")
      .withArgs(chain, 0n, 6_000n, false, 600n, 150n, 60n)
      .and.to.emit(vault, "BondDrawn")
      .withArgs(bondId(chain, 0, BondRole.Receiver), 10n, 60n, 60n, false);
    await expect(concluded).not.to.emit(vault, "BondReleased");
    await expect(concluded).not.to.emit(trade, "RemedyOpened");
    // The price is divided and the receiver's bond drawn: 400 less premiums, and 60.
    expect((await free(10n)) - before[0]).to.equal(400n - 6n - 10n + 60n);
    expect((await free(11n)) - before[1]).to.equal(0n);
    // What is still to be drawn stands on record, and whether the receiver will have a choice.
    expect(await trade.stageOf(chain, 0)).to.deep.equal([
      ...[10n, 11n, 1_000n, 300n],
      ...[200n, DURATION, INSPECTION, 0n, clock, StageState.Drawing, 0n, 2n],
      ...[150n, 0n, WINDOW, ClaimKind.None, BigInt(Side.Receiver), true, false],
    ]);
  });

  it("<CHN-6> <CRT-8> nor does one from the receiver's bond", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, vault, stateOf } = fixture;
    const { chain } = await undrawable(fixture, ["receiver"]);

    const concluded = trade.conclude(chain, 0);

    await expect(concluded)
      .to.emit(vault, "BondDrawn")
      .withArgs(bondId(chain, 0, BondRole.Provider), 11n, 150n, 150n, true);
    await expect(concluded).not.to.emit(vault, "BondReleased");
    expect(await stateOf(chain)).to.equal(StageState.Drawing);
    const { receiverClaim, providerClaim } = await trade.stageOf(chain, 0);
    expect([receiverClaim, providerClaim]).to.deep.equal([0n, 60n]);
  });

  it("<CHN-6> it tries again, as often as anybody likes", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stranger, stateOf } = fixture;
    const { chain, mend } = await undrawable(fixture, ["provider", "receiver"]);
    await trade.conclude(chain, 0);
    await expect(trade.conclude(chain, 0)).not.to.emit(trade, "OutcomeFixed");
    expect(await stateOf(chain)).to.equal(StageState.Drawing);
    await mend();

    expect(await changes(fixture, () => trade.connect(stranger).conclude(chain, 0))).to.deep.equal({
      "member 10 free": 60n + 150n,
      "member 10 locks": -1n,
      "member 11 free": 140n,
      "bond 0/0 own": -300n,
      "bond 0/1 own": -200n,
      "bond 0/1 escrow": 150n,
    });
    expect(await stateOf(chain)).to.equal(StageState.Remedy);
  });
});

describe("TradeChains.drawAward", () => {
  describe("given a provider's fault of half or more", () => {
    it("<CHN-6> anyone draws it later, and the rest of the bonds is released", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, stranger, at, now } = fixture;
      const chain = await drawable(fixture, ["provider"]);
      const clock = (await now()) + 50n * DAY;
      await at(clock);

      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(stranger).drawAward(chain, 0, Side.Provider))
            .to.emit(trade, "RemedyOpened")
            .withArgs(chain, 0n, clock + WINDOW)
            .and.to.emit(vault, "BondDrawn")
            .withArgs(bondId(chain, 0, BondRole.Provider), 11n, 150n, 150n, true)
            .and.to.emit(vault, "BondReleased")
            .withArgs(bondId(chain, 0, BondRole.Provider), 150n)
            .and.to.emit(vault, "BondReleased")
            .withArgs(bondId(chain, 0, BondRole.Receiver), 140n);
        }),
      ).to.deep.equal({
        "member 10 free": 150n,
        "member 10 locks": -1n,
        "member 11 free": 140n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -140n,
        "bond 0/1 escrow": 150n,
      });
      const { state, mark, answered, receiverClaim, providerClaim } = await trade.stageOf(chain, 0);
      expect([state, mark, answered, receiverClaim, providerClaim]).to.deep.equal([
        ...[StageState.Remedy, clock, false, 0n, 0n],
      ]);
    });

    it("<CHN-6> draws the receiver's bond for the provider, too", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, at, now, stateOf } = fixture;
      const chain = await drawable(fixture, ["receiver"]);
      const clock = (await now()) + 60n;
      await at(clock);

      expect(
        await changes(fixture, async () => {
          await expect(trade.drawAward(chain, 0, Side.Receiver))
            .to.emit(trade, "RemedyOpened")
            .withArgs(chain, 0n, clock + WINDOW)
            .and.to.emit(vault, "BondDrawn")
            .withArgs(bondId(chain, 0, BondRole.Receiver), 10n, 60n, 60n, false);
        }),
      ).to.deep.equal({
        "member 10 free": 60n + 150n,
        "member 10 locks": -1n,
        "member 11 free": 140n,
        "bond 0/0 own": -150n,
        "bond 0/1 own": -200n,
      });
      expect(await stateOf(chain)).to.equal(StageState.Remedy);
    });

    for (const [first, second] of [
      [Side.Receiver, Side.Provider],
      [Side.Provider, Side.Receiver],
    ] as const) {
      it(`<CHN-6> each bond is drawn once, that of side ${first} first`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, stateOf } = fixture;
        const chain = await drawable(fixture, ["provider", "receiver"]);

        expect(await changes(fixture, () => trade.drawAward(chain, 0, first))).to.deep.equal(
          first === Side.Receiver
            ? { "member 10 free": 60n, "bond 0/1 own": -60n }
            : { "bond 0/0 own": -150n, "bond 0/1 escrow": 150n },
        );
        await expect(trade.drawAward(chain, 0, first))
          .to.be.revertedWithCustomError(trade, "NothingToDraw")
          .withArgs(chain, 0n, first);
        expect(await stateOf(chain)).to.equal(StageState.Drawing);

        await trade.drawAward(chain, 0, second);

        expect(await stateOf(chain)).to.equal(StageState.Remedy);
        expect(await fixture.audit()).to.deep.equal([]);
      });
    }
  });

  describe("given a provider's fault below half", () => {
    it("<CHN-6> the award is the receiver's at once, and the stage closes", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, stateOf } = fixture;
      const chain = await drawable(fixture, ["provider"], 4_000n);

      expect(
        await changes(fixture, async () => {
          await expect(trade.drawAward(chain, 0, Side.Provider))
            .to.emit(vault, "BondDrawn")
            .withArgs(bondId(chain, 0, BondRole.Provider), 11n, 100n, 100n, false)
            .and.to.emit(trade, "StageClosed")
            .withArgs(chain, 0n, Closing.Ruled)
            .and.to.emit(trade, "ChainClosed")
            .withArgs(chain);
        }),
      ).to.deep.equal({
        "member 10 free": 200n,
        "member 10 locks": -1n,
        "member 11 free": 100n + (200n - 90n),
        "member 11 locks": -1n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -110n,
      });
      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });
  });

  describe("given a replacement that failed", () => {
    it("<CHN-7> draws the replacement's own bond, and the stage closes", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider, claimDefault, at, stateOf } = fixture;
      const { chain } = await appointed(fixture);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);
      await claimDefault(chain, 90n);
      const mend = await breakBond(fixture, bondId(chain, 0, BondRole.Replacement));
      await at((await trade.stageOf(chain, 0)).mark + WINDOW);
      await trade.conclude(chain, 0);
      expect(await stateOf(chain)).to.equal(StageState.Drawing);
      await mend();

      expect(await changes(fixture, () => trade.drawAward(chain, 0, Side.Provider))).to.deep.equal({
        "member 11 free": 90n,
        "member 11 locks": -1n,
        "member 12 free": 10n,
        "member 12 locks": -1n,
        "bond 0/2 own": -100n,
      });
      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });
  });

  describe("when there is nothing to draw", () => {
    it("<CHN-6> names the side whose bond owes none", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const { chain } = await fixture.stageIn("Drawing");

      expect(
        await changes(fixture, async () => {
          await expect(trade.drawAward(chain, 0, Side.Receiver))
            .to.be.revertedWithCustomError(trade, "NothingToDraw")
            .withArgs(chain, 0n, Side.Receiver);
        }),
      ).to.deep.equal({});
    });
  });

  describe("when the draw fails", () => {
    for (const [from, side, award] of [
      [Side.Provider, "provider", 150n],
      [Side.Receiver, "receiver", 60n],
    ] as const) {
      it(`<CHN-6> tells why, and the ${side}'s bond can still be drawn`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, vault, stateOf } = fixture;
        const { chain, mend } = await undrawable(fixture, [side]);
        await trade.conclude(chain, 0);
        const names = await trade.namesOf(chain, 0);

        await expect(trade.drawAward(chain, 0, from))
          .to.be.revertedWithCustomError(vault, "ExceedsBond")
          .withArgs(names[side], award, 0n);

        await mend();
        await trade.connect(fixture.stranger).drawAward(chain, 0, from);
        expect(await stateOf(chain)).to.equal(StageState.Remedy);
      });
    }
  });
});
