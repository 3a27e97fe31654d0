import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";

import { DAY } from "../support/community";
import { changes } from "./changes";
import { deployWorkedExample } from "./vaultFixture";

/** Debts, free money and an ended pledge with something to reclaim, in a paused community. */
async function deployPaused() {
  const fixture = await deployWorkedExample();
  const { asGraph, asTrade, bondOf100, harmed, principal, guarantor0, upper0 } = fixture;
  const { charter, guardian, stranger, pledge0, deposit, fund, pledge } = fixture;
  await deposit(principal, 9n);
  const source = await pledge(upper0, 9n, { by: principal });
  await asTrade.draw(bondOf100, 70n, harmed.id);
  await asGraph.endPledge(pledge0);
  await asTrade.release(bondOf100, 1n);
  await deposit(principal, 40n);
  await fund(stranger, 10n);
  const dueBy = (await fixture.vault.account(1n)).dueBy;
  await charter.connect(guardian).pause();
  return { ...fixture, source, guarantor0, dueBy };
}

describe("CoverVault under a pause", () => {
  it("<CHA-4> pays free money out", async () => {
    const fixture = await loadFixture(deployPaused);
    const { vault, principal } = fixture;

    expect(
      await changes(fixture, () => vault.connect(principal.wallet).withdraw(10n, principal.wallet)),
    ).to.deep.equal({ "member 1 free": -10n, balance: -10n });
  });

  it("<CHA-4> lets recourse be collected", async () => {
    const fixture = await loadFixture(deployPaused);
    const { vault, pledge0, pledge1, source } = fixture;

    expect(
      await changes(fixture, async () => {
        await vault.collect(pledge0, 15n);
        await vault.collectFrom(pledge1, 9n, source);
      }),
    ).to.deep.equal({
      "member 1 free": -15n,
      "member 1 owes": -24n,
      "member 2 free": 15n,
      "member 3 free": 9n,
      "pledge 1/0 owed": -15n,
      "pledge 1/1 owed": -9n,
      "pledge 4/0 own": -9n,
      "pledge 4/0 room": -9n,
    });
  });

  it("<CHA-4> lets unused money of an ended pledge come back", async () => {
    const fixture = await loadFixture(deployPaused);
    const { vault, pledge0 } = fixture;

    expect(await changes(fixture, () => vault.reclaim(pledge0))).to.deep.equal({
      "pledge 1/0 own": -15n,
      "pledge 1/0 room": -15n,
      "member 2 free": 15n,
      "member 2 locks": -1n,
    });
  });

  it("<CHA-3> lets no debt fall due: a day of pause is no day of its term", async () => {
    const fixture = await loadFixture(deployPaused);
    const { vault, charter, membership, guardian, stranger, principal } = fixture;
    const { pledge0, pledge1, fund, warp, dueBy } = fixture;
    await warp(13n * DAY);
    await charter.connect(guardian).resume();
    await warp(dueBy - (await charter.clock()) - 100n);
    await fund(stranger, 30n);

    await expect(membership.expel(principal.id)).to.be.revertedWithCustomError(
      membership,
      "NotExpellable",
    );
    await vault.connect(stranger).repay(pledge0, 15n);
    await vault.connect(stranger).repay(pledge1, 15n);
    expect((await membership.standingOf(1n)).overdue).to.equal(0n);
  });

  it("<CHA-4> takes no deposits, repayments and excuses until it ends", async () => {
    const { vault, charter, stranger, guarantor0, pledge0, warp } = await loadFixture(deployPaused);
    const caller = vault.connect(stranger);
    const calls = [
      () => caller.deposit(1n, 1n),
      () => caller.depositWithPermit(1n, 1n, MaxUint256, 27, ZeroHash, ZeroHash),
      () => caller.repay(pledge0, 1n),
      () => vault.connect(guarantor0.wallet).excuse(pledge0),
    ];
    const [paused] = await charter.queryFilter(charter.filters.Paused());

    for (const call of calls) {
      await expect(call())
        .to.be.revertedWithCustomError(charter, "CommunityPaused")
        .withArgs(paused?.args.until);
    }
    await warp(14n * DAY);
    for (const call of calls) await call();
  });
});
