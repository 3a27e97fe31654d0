import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { BondRole, bondId } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes, type Changes } from "./changes";
import { CHAIN, MAX_AMOUNT, deployVault, deployWorkedExample } from "./vaultFixture";

const NO_BOND = bondId(CHAIN, 9, BondRole.Provider);

/** Own money of 10 in a bond and nothing behind it. */
async function deployOwnBond() {
  const fixture = await deployVault();
  const { principal, harmed, deposit, bond, escrow } = fixture;
  await deposit(principal, 10n);
  await deposit(harmed, 3n);
  const id = await bond(principal, 10n);
  const held = await escrow(harmed, 2n);
  return { ...fixture, id, held };
}

/** What a draw from the bond of 100 takes from each, by the amount. */
const FROM_100: readonly { amount: bigint; title: string; expected: Changes }[] = [
  {
    amount: 1n,
    title: "the first unit from own money",
    expected: { "bond 0/0 own": -1n },
  },
  {
    amount: 40n,
    title: "all own money and nothing of the guarantors",
    expected: { "bond 0/0 own": -40n },
  },
  {
    amount: 41n,
    title: "one unit more from slot 1, where the remainder falls",
    expected: {
      "bond 0/0 own": -40n,
      "bond 0/0 from pledge 1/1": -1n,
      "pledge 1/1 own": -1n,
      "pledge 1/1 owed": 1n,
      "member 1 owes": 1n,
    },
  },
  {
    amount: 60n,
    title: "what guarantor 1 has of their own",
    expected: {
      "bond 0/0 own": -40n,
      "bond 0/0 from pledge 1/0": -10n,
      "bond 0/0 from pledge 1/1": -10n,
      "pledge 1/0 own": -10n,
      "pledge 1/0 owed": 10n,
      "pledge 1/1 own": -10n,
      "pledge 1/1 owed": 10n,
      "member 1 owes": 20n,
    },
  },
  {
    amount: 70n,
    title: "70 of 100 as in the worked example",
    expected: {
      "bond 0/0 own": -40n,
      "bond 0/0 from pledge 1/0": -15n,
      "bond 0/0 from pledge 1/1": -15n,
      "pledge 1/0 own": -15n,
      "pledge 1/0 owed": 15n,
      "pledge 1/1 own": -10n,
      "pledge 1/1 owed": 15n,
      "pledge 1/1 from pledge 3/0": -2n,
      "pledge 1/1 from pledge 3/1": -3n,
      "pledge 3/0 own": -2n,
      "pledge 3/0 owed": 2n,
      "pledge 3/1 own": -3n,
      "pledge 3/1 owed": 3n,
      "member 1 owes": 30n,
      "member 3 owes": 5n,
    },
  },
  {
    amount: 100n,
    title: "everything",
    expected: {
      "bond 0/0 own": -40n,
      "bond 0/0 from pledge 1/0": -30n,
      "bond 0/0 from pledge 1/1": -30n,
      "pledge 1/0 own": -30n,
      "pledge 1/0 owed": 30n,
      "pledge 1/1 own": -10n,
      "pledge 1/1 owed": 30n,
      "pledge 1/1 from pledge 3/0": -10n,
      "pledge 1/1 from pledge 3/1": -10n,
      "pledge 3/0 own": -10n,
      "pledge 3/0 owed": 10n,
      "pledge 3/1 own": -10n,
      "pledge 3/1 owed": 10n,
      "member 1 owes": 60n,
      "member 3 owes": 20n,
    },
  },
];

describe("CoverVault.draw", () => {
  for (const { amount, title, expected } of FROM_100) {
    it(`<COV-6> <COV-8> <INV-5> <INV-6> takes ${title}`, async () => {
      const fixture = await loadFixture(deployWorkedExample);
      const { vault, asTrade, bondOf100, harmed } = fixture;

      expect(
        await changes(fixture, () => asTrade.draw(bondOf100, amount, harmed.id)),
      ).to.deep.equal({ ...expected, "member 6 free": amount });
      expect(await vault.bondAmount(bondOf100)).to.equal(100n - amount);
    });
  }

  it("<COV-6> takes the worked example's 70 in steps as it does at once, where nothing is rounded", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { asTrade, bondOf100, harmed } = fixture;
    const whole = FROM_100.find(({ amount }) => amount === 70n);

    expect(
      await changes(fixture, async () => {
        for (const step of [40n, 20n, 10n]) await asTrade.draw(bondOf100, step, harmed.id);
      }),
    ).to.deep.equal({ ...whole?.expected, "member 6 free": 70n });
  });

  it("<COV-6> takes nothing for 0", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asTrade, bondOf100, harmed } = fixture;

    expect(
      await changes(fixture, async () => {
        await expect(asTrade.draw(bondOf100, 0n, harmed.id))
          .to.emit(vault, "BondDrawn")
          .withArgs(bondOf100, harmed.id, 0n, 0n, false);
      }),
    ).to.deep.equal({});
  });

  it("<COV-6> refuses one unit more than the bond", async () => {
    const { vault, asTrade, bondOf100, harmed } = await loadFixture(deployWorkedExample);

    await expect(asTrade.draw(bondOf100, 101n, harmed.id))
      .to.be.revertedWithCustomError(vault, "ExceedsBond")
      .withArgs(bondOf100, 101n, 100n);
  });

  it("<COV-6> refuses one unit more than is left", async () => {
    const { vault, asTrade, bondOf100, harmed } = await loadFixture(deployWorkedExample);
    await asTrade.draw(bondOf100, 70n, harmed.id);

    await expect(asTrade.draw(bondOf100, 31n, harmed.id))
      .to.be.revertedWithCustomError(vault, "ExceedsBond")
      .withArgs(bondOf100, 31n, 30n);
    await asTrade.draw(bondOf100, 30n, harmed.id);
    await expect(asTrade.draw(bondOf100, 1n, harmed.id))
      .to.be.revertedWithCustomError(vault, "ExceedsBond")
      .withArgs(bondOf100, 1n, 0n);
  });

  it("<COV-6> refuses more than own money where there is nothing behind it", async () => {
    const { vault, asTrade, id, harmed } = await loadFixture(deployOwnBond);

    await expect(asTrade.draw(id, MAX_AMOUNT, harmed.id))
      .to.be.revertedWithCustomError(vault, "ExceedsBond")
      .withArgs(id, MAX_AMOUNT, 10n);
  });

  it("<COV-6> never touches the price", async () => {
    const fixture = await loadFixture(deployOwnBond);
    const { vault, asTrade, held, principal } = fixture;

    await expect(asTrade.draw(held, 1n, principal.id))
      .to.be.revertedWithCustomError(vault, "ExceedsBond")
      .withArgs(held, 1n, 0n);
  });

  it("<COV-6> refuses a bond that is not there", async () => {
    const { vault, asTrade, harmed } = await loadFixture(deployWorkedExample);

    await expect(asTrade.draw(NO_BOND, 0n, harmed.id))
      .to.be.revertedWithCustomError(vault, "NoSuchBond")
      .withArgs(NO_BOND);
  });

  it("<COV-6> says in events who paid what, level by level", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asTrade, bondOf100, harmed, now } = fixture;
    const { pledge0, pledge1, upperPledge0, upperPledge1 } = fixture;

    const receipt = await (await asTrade.draw(bondOf100, 70n, harmed.id)).wait();

    const dueBy = (await now()) + 30n * DAY;
    const events = receipt?.logs.map((log) => vault.interface.parseLog(log));
    expect(
      events?.map((event): unknown[] => [
        event?.name,
        ...((event?.args.toArray() ?? []) as unknown[]),
      ]),
    ).to.deep.equal([
      ["RecourseOpened", 1n, 30n, dueBy],
      ["PledgeDrawn", pledge0, 2n, 15n, 15n, 1n],
      ["PledgeDrawn", pledge1, 3n, 15n, 10n, 1n],
      ["RecourseOpened", 3n, 5n, dueBy],
      ["PledgeDrawn", upperPledge0, 4n, 2n, 2n, 2n],
      ["PledgeDrawn", upperPledge1, 5n, 3n, 3n, 2n],
      ["BondDrawn", bondOf100, 6n, 70n, 40n, false],
    ]);
  });

  it("<COV-6> says nothing of a pledge that pays nothing", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asTrade, bondOf100, harmed, pledge1 } = fixture;

    // The first unit of the guarantors' falls to slot 1.
    await asTrade.draw(bondOf100, 41n, harmed.id);

    const drawn = await vault.queryFilter(vault.filters.PledgeDrawn());
    expect(drawn.map(({ args }) => [...args])).to.deep.equal([[pledge1, 3n, 1n, 1n, 1n]]);
  });

  it("<COV-6> says nothing of a slot that carries nothing", async () => {
    const { vault, asTrade, harmed, guarantor0, upper0, bond, pledge, deposit } =
      await loadFixture(deployOwnBond);
    await deposit(upper0, 1n);
    const behind = await pledge(guarantor0, 1n, { by: upper0 });
    const id = await bond(guarantor0, 1n, { stage: 1 });

    await asTrade.draw(id, 1n, harmed.id);

    const drawn = await vault.queryFilter(vault.filters.PledgeDrawn());
    expect(drawn.map(({ args }) => [...args])).to.deep.equal([[behind, upper0.id, 1n, 1n, 1n]]);
  });

  it("<COV-6> reaches guarantors who have left, and pledges that have run out", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asGraph, asTrade, bondOf100, harmed, warp } = fixture;
    const { pledge0, pledge1, upperPledge0, upperPledge1 } = fixture;
    for (const id of [pledge0, pledge1, upperPledge0, upperPledge1]) await asGraph.endPledge(id);
    await warp(2_000n * DAY);

    await asTrade.draw(bondOf100, 100n, harmed.id);

    expect((await vault.account(harmed.id)).free).to.equal(100n);
    expect(await fixture.audit()).to.deep.equal([]);
  });

  it("<COV-6> pays also while guarantors owe recourse themselves", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { asTrade, bondOf100, harmed } = fixture;
    await asTrade.draw(bondOf100, 70n, harmed.id);

    expect(await changes(fixture, () => asTrade.draw(bondOf100, 3n, harmed.id))).to.deep.equal({
      "bond 0/0 from pledge 1/0": -1n,
      "bond 0/0 from pledge 1/1": -2n,
      "pledge 1/0 own": -1n,
      "pledge 1/0 owed": 1n,
      "pledge 1/1 owed": 2n,
      "pledge 1/1 from pledge 3/0": -1n,
      "pledge 1/1 from pledge 3/1": -1n,
      "pledge 3/0 own": -1n,
      "pledge 3/0 owed": 1n,
      "pledge 3/1 own": -1n,
      "pledge 3/1 owed": 1n,
      "member 1 owes": 3n,
      "member 3 owes": 2n,
      "member 6 free": 3n,
    });
  });

  describe("given one member who stands behind both guarantors", () => {
    async function deployDiamond() {
      const fixture = await deployVault();
      const { principal, guarantor0, guarantor1, upper0, upper1, deposit, pledge } = fixture;
      // upper1 stands for upper0, who stands for both guarantors of the principal.
      await deposit(upper1, 20n);
      const common = await pledge(upper0, 20n, { by: upper1 });
      const left = await pledge(guarantor0, 10n, { by: upper0 });
      const right = await pledge(guarantor1, 10n, { by: upper0 });
      await pledge(principal, 10n, { slot: 0 });
      await pledge(principal, 10n, { slot: 1 });
      const id = await fixture.bond(principal, 20n);
      return { ...fixture, id, common, left, right };
    }

    it("<COV-6> <INV-3> <INV-6> draws the pledge they share twice in one transaction", async () => {
      const fixture = await loadFixture(deployDiamond);
      const { vault, asTrade, id, harmed } = fixture;

      expect((await vault.bond(id)).depth).to.equal(3n);
      expect(await changes(fixture, () => asTrade.draw(id, 13n, harmed.id))).to.deep.equal({
        "bond 0/0 from pledge 1/0": -6n,
        "bond 0/0 from pledge 1/1": -7n,
        "pledge 1/0 from pledge 2/0": -6n,
        "pledge 1/0 owed": 6n,
        "pledge 1/1 from pledge 3/0": -7n,
        "pledge 1/1 owed": 7n,
        "pledge 2/0 from pledge 4/0": -6n,
        "pledge 2/0 owed": 6n,
        "pledge 3/0 from pledge 4/0": -7n,
        "pledge 3/0 owed": 7n,
        "pledge 4/0 own": -13n,
        "pledge 4/0 owed": 13n,
        "member 1 owes": 13n,
        "member 2 owes": 6n,
        "member 3 owes": 7n,
        "member 4 owes": 13n,
        "member 6 free": 13n,
      });
      expect((await vault.account(4n)).recourseOpened).to.equal(1n);
    });
  });

  it("<COV-6> pays a harmed side who is one of the guarantors who pay", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { asTrade, bondOf100, upper0 } = fixture;

    expect(
      (await changes(fixture, () => asTrade.draw(bondOf100, 70n, upper0.id)))["member 4 free"],
    ).to.equal(70n);
  });
});

describe("CoverVault.drawToEscrow", () => {
  it("<COV-6> keeps the award in the other side's escrow", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asTrade, bondOf100, harmed } = fixture;
    const held = bondId(CHAIN, 0, BondRole.Receiver);
    const drawn = FROM_100.find(({ amount }) => amount === 70n)?.expected;

    expect(
      await changes(fixture, async () => {
        await expect(asTrade.drawToEscrow(bondOf100, 70n, held))
          .to.emit(vault, "BondDrawn")
          .withArgs(bondOf100, harmed.id, 70n, 40n, true);
      }),
    ).to.deep.equal({ ...drawn, "bond 0/1 escrow": 70n });
  });

  it("<COV-6> refuses one unit more than the bond", async () => {
    const { vault, asTrade, id, held } = await loadFixture(deployOwnBond);

    await expect(asTrade.drawToEscrow(id, 11n, held))
      .to.be.revertedWithCustomError(vault, "ExceedsBond")
      .withArgs(id, 11n, 10n);
  });

  it("<COV-6> refuses a bond or a holder that is not there", async () => {
    const { vault, asTrade, id, held } = await loadFixture(deployOwnBond);

    for (const [from, to] of [
      [NO_BOND, held],
      [id, NO_BOND],
    ] as const) {
      await expect(asTrade.drawToEscrow(from, 1n, to))
        .to.be.revertedWithCustomError(vault, "NoSuchBond")
        .withArgs(NO_BOND);
    }
  });
});

describe("CoverVault.drawOwn", () => {
  for (const amount of [0n, 1n, 40n]) {
    it(`<COV-6> takes ${amount} of the 40 of own money`, async () => {
      const fixture = await loadFixture(deployWorkedExample);
      const { vault, asTrade, bondOf100, harmed } = fixture;

      expect(
        await changes(fixture, async () => {
          await expect(asTrade.drawOwn(bondOf100, amount, harmed.id))
            .to.emit(vault, "BondDrawn")
            .withArgs(bondOf100, harmed.id, amount, amount, false);
        }),
      ).to.deep.equal(amount === 0n ? {} : { "bond 0/0 own": -amount, "member 6 free": amount });
    });
  }

  it("<COV-6> never spends the guarantors' part", async () => {
    const { vault, asTrade, bondOf100, harmed } = await loadFixture(deployWorkedExample);

    await expect(asTrade.drawOwn(bondOf100, 41n, harmed.id))
      .to.be.revertedWithCustomError(vault, "ExceedsBond")
      .withArgs(bondOf100, 41n, 40n);
  });

  it("<COV-6> <CHN-8> finds no own part in a bond that is not there", async () => {
    const { vault, asTrade, harmed } = await loadFixture(deployWorkedExample);

    await expect(asTrade.drawOwn(NO_BOND, 1n, harmed.id))
      .to.be.revertedWithCustomError(vault, "ExceedsBond")
      .withArgs(NO_BOND, 1n, 0n);
  });
});
