import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { breakBond, Closing, deployTrade, StageState, type TradeFixture } from "./tradeFixture";

import { ruled } from "./rulings";

describe("TradeChains.drawAward", () => {
  /** Rules with 60 % of fault while the bonds of the given sides cannot be drawn. */
  async function brokenOutcome(fixture: TradeFixture, sides: readonly ("provider" | "receiver")[]) {
    const { trade } = fixture;
    const chain = await ruled(fixture, 6_000n);
    const names = await trade.namesOf(chain, 0);
    const mends = await Promise.all(sides.map((side) => breakBond(fixture, names[side])));
    const mend = async (): Promise<void> => {
      for (const restore of mends) await restore();
    };
    return { chain, mend };
  }

  it("<CHN-6> <CRT-8> a draw that fails takes nothing else with it", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, vault, stateOf } = fixture;
    const { chain } = await brokenOutcome(fixture, ["provider"]);
    const before = (await vault.account(10n)).free;

    await expect(trade.conclude(chain, 0))
      .to.emit(trade, "OutcomeFixed")
      .withArgs(chain, 0n, 6_000n, false, 600n, 150n, 60n);

    // The price is divided and the receiver's bond drawn: 400 less premiums, and 60.
    expect((await vault.account(10n)).free - before).to.equal(400n - 6n - 10n + 60n);
    expect(await stateOf(chain)).to.equal(StageState.Drawing);
    const { receiverClaim, providerClaim } = await trade.stageOf(chain, 0);
    expect([receiverClaim, providerClaim]).to.deep.equal([150n, 0n]);
  });

  it("<CHN-6> anyone draws it later, and the rest of the bonds is released", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stranger, at, now, stateOf } = fixture;
    const { chain, mend } = await brokenOutcome(fixture, ["provider"]);
    await trade.conclude(chain, 0);
    await mend();
    const clock = (await now()) + 50n * DAY;
    await at(clock);

    expect(
      await changes(fixture, async () => {
        await expect(trade.connect(stranger).drawAward(chain, 0, Side.Provider))
          .to.emit(trade, "RemedyOpened")
          .withArgs(chain, 0n, clock + 3n * DAY);
      }),
    ).to.deep.equal({
      "member 10 free": 150n,
      "member 10 locks": -1n,
      "member 11 free": 140n,
      "bond 0/0 own": -300n,
      "bond 0/1 own": -140n,
      "bond 0/1 escrow": 150n,
    });
    expect(await stateOf(chain)).to.equal(StageState.Remedy);
  });

  it("<CHN-6> conclude tries again as well", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stateOf } = fixture;
    const { chain, mend } = await brokenOutcome(fixture, ["provider", "receiver"]);
    await trade.conclude(chain, 0);
    await trade.conclude(chain, 0);
    expect(await stateOf(chain)).to.equal(StageState.Drawing);
    await mend();

    await trade.conclude(chain, 0);

    expect(await stateOf(chain)).to.equal(StageState.Remedy);
    expect(await fixture.audit()).to.deep.equal([]);
  });

  it("<CHN-6> each bond is drawn once, in any order", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stateOf } = fixture;
    const { chain, mend } = await brokenOutcome(fixture, ["provider", "receiver"]);
    await trade.conclude(chain, 0);
    await mend();

    expect(await changes(fixture, () => trade.drawAward(chain, 0, Side.Receiver))).to.deep.equal({
      "member 10 free": 60n,
      "bond 0/1 own": -60n,
    });
    await expect(trade.drawAward(chain, 0, Side.Receiver))
      .to.be.revertedWithCustomError(trade, "NothingToDraw")
      .withArgs(chain, 0n, Side.Receiver);
    expect(await stateOf(chain)).to.equal(StageState.Drawing);
    await trade.drawAward(chain, 0, Side.Provider);
    expect(await stateOf(chain)).to.equal(StageState.Remedy);
  });

  it("<CHN-6> passes on why a draw fails", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, vault } = fixture;
    const { chain } = await brokenOutcome(fixture, ["provider"]);
    await trade.conclude(chain, 0);
    const { provider: bond } = await trade.namesOf(chain, 0);

    await expect(trade.drawAward(chain, 0, Side.Provider))
      .to.be.revertedWithCustomError(vault, "ExceedsBond")
      .withArgs(bond, 150n, 0n);
  });

  it("<CHN-6> an award that does not wait is paid to the receiver and closes the stage", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, stateOf } = fixture;
    const chain = await ruled(fixture, 4_000n);
    const { provider: bond } = await trade.namesOf(chain, 0);
    const mend = await breakBond(fixture, bond);
    await trade.conclude(chain, 0);
    await mend();

    const changed = await changes(fixture, async () => {
      await expect(trade.drawAward(chain, 0, Side.Provider))
        .to.emit(trade, "StageClosed")
        .withArgs(chain, 0n, Closing.Ruled);
    });

    expect(changed["member 11 free"]).to.equal(100n + (200n - 90n));
    expect(await stateOf(chain)).to.equal(StageState.Closed);
  });
});
