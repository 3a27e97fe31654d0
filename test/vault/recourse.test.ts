import {
  getStorageAt,
  loadFixture,
  setStorageAt,
  time,
} from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { AbiCoder, keccak256, toBeHex } from "ethers";

import { DAY } from "../support/community";
import { changes } from "./changes";
import { MAX_AMOUNT, deployWorkedExample } from "./vaultFixture";

/**
 * After the worked example's draw of 70: the principal owes guarantor 0 and guarantor 1 15 each,
 * guarantor 1 owes the upper guarantors 2 and 3.
 */
async function deployDebts() {
  const fixture = await deployWorkedExample();
  const { asTrade, bondOf100, harmed, principal, stranger, fund, now } = fixture;
  await asTrade.draw(bondOf100, 70n, harmed.id);
  const dueBy = (await now()) + 30n * DAY;
  await fund(stranger, 1_000n);
  await fund(principal.wallet, 1_000n);
  return { ...fixture, dueBy };
}

/** The principal has 20 free besides. */
async function deployDebtsAndMoney() {
  const fixture = await deployDebts();
  await fixture.deposit(fixture.principal, 20n);
  return fixture;
}

/** The principal gives a pledge of 9, own money alone, of which a bond uses 4. */
async function deployDebtsAndPledge() {
  const fixture = await deployWorkedExample();
  const { asTrade, bondOf100, harmed, principal, upper0, deposit, pledge, bond } = fixture;
  await deposit(principal, 9n);
  const source = await pledge(upper0, 9n, { by: principal });
  const used = await bond(upper0, 4n, { stage: 1 });
  await asTrade.draw(bondOf100, 70n, harmed.id);
  return { ...fixture, source, used };
}

describe("CoverVault.repay", () => {
  for (const amount of [1n, 14n]) {
    it(`<COV-8> pays ${amount} of 15 from any wallet to the guarantor`, async () => {
      const fixture = await loadFixture(deployDebts);
      const { vault, stranger, pledge0 } = fixture;

      expect(
        await changes(fixture, async () => {
          const paying = vault.connect(stranger).repay(pledge0, amount);
          await expect(paying).to.emit(vault, "Deposited").withArgs(1n, stranger.address, amount);
          await expect(paying).to.emit(vault, "RecourseRepaid").withArgs(pledge0, 2n, amount);
        }),
      ).to.deep.equal({
        "pledge 1/0 owed": -amount,
        "member 1 owes": -amount,
        "member 2 free": amount,
        balance: amount,
      });
    });
  }

  it("<COV-8> pays the whole debt, by the debtor", async () => {
    const fixture = await loadFixture(deployDebts);
    const { vault, principal, pledge0, pledge1 } = fixture;

    expect(
      await changes(fixture, async () => {
        await vault.connect(principal.wallet).repay(pledge0, 15n);
        await vault.connect(principal.wallet).repay(pledge1, 15n);
      }),
    ).to.deep.equal({
      "pledge 1/0 owed": -15n,
      "pledge 1/1 owed": -15n,
      "member 1 owes": -30n,
      "member 2 free": 15n,
      "member 3 free": 15n,
      balance: 30n,
    });
    expect((await vault.account(1n)).dueBy).to.equal(0n);
  });

  it("<COV-8> refuses one unit more than the debt", async () => {
    const { vault, stranger, pledge0 } = await loadFixture(deployDebts);

    for (const amount of [16n, MAX_AMOUNT]) {
      await expect(vault.connect(stranger).repay(pledge0, amount))
        .to.be.revertedWithCustomError(vault, "ExceedsDebt")
        .withArgs(pledge0, amount, 15n);
    }
  });

  it("<COV-9> refuses 0 and 2^96", async () => {
    const { vault, stranger, pledge0 } = await loadFixture(deployDebts);

    await expect(vault.connect(stranger).repay(pledge0, 0n)).to.be.revertedWithCustomError(
      vault,
      "ZeroAmount",
    );
    await expect(vault.connect(stranger).repay(pledge0, MAX_AMOUNT + 1n))
      .to.be.revertedWithCustomError(vault, "AmountTooLarge")
      .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
  });

  it("<COV-8> keeps the record of a closed pledge until its last unit is repaid", async () => {
    const { vault, asGraph, asTrade, bondOf100, harmed, pledge0, stranger, fund } =
      await loadFixture(deployWorkedExample);
    await asGraph.endPledge(pledge0);
    await asTrade.draw(bondOf100, 100n, harmed.id);
    await vault.reclaim(pledge0);
    await fund(stranger, 30n);

    await vault.connect(stranger).repay(pledge0, 29n);
    const { state, owed, guarantor } = await vault.pledge(pledge0);
    expect([state, owed, guarantor]).to.deep.equal([3n, 1n, 2n]);

    await vault.connect(stranger).repay(pledge0, 1n);
    expect((await vault.pledge(pledge0)).state).to.equal(0n);
    expect((await vault.pledge(pledge0)).guarantor).to.equal(0n);
  });

  it("<COV-8> refuses a debt that is repaid", async () => {
    const { vault, stranger, pledge0 } = await loadFixture(deployDebts);
    await vault.connect(stranger).repay(pledge0, 15n);

    await expect(vault.connect(stranger).repay(pledge0, 1n))
      .to.be.revertedWithCustomError(vault, "ExceedsDebt")
      .withArgs(pledge0, 1n, 0n);
  });

  it("<COV-1> lifts the balance to 2^96 - 1 and not above", async () => {
    const { vault, token, stranger, pledge0 } = await loadFixture(deployDebts);
    const held = await token.balanceOf(vault);
    await token.mint(vault, MAX_AMOUNT - held - 1n);

    await expect(vault.connect(stranger).repay(pledge0, 2n))
      .to.be.revertedWithCustomError(vault, "BalanceTooLarge")
      .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
    await vault.connect(stranger).repay(pledge0, 1n);
  });
});

describe("CoverVault.collect", () => {
  for (const amount of [1n, 14n, 15n]) {
    it(`<COV-8> moves ${amount} of 15 from the principal's free deposit, by anyone`, async () => {
      const fixture = await loadFixture(deployDebtsAndMoney);
      const { vault, stranger, pledge1 } = fixture;

      expect(
        await changes(fixture, async () => {
          await expect(vault.connect(stranger).collect(pledge1, amount))
            .to.emit(vault, "RecourseRepaid")
            .withArgs(pledge1, 3n, amount);
        }),
      ).to.deep.equal({
        "pledge 1/1 owed": -amount,
        "member 1 owes": -amount,
        "member 1 free": -amount,
        "member 3 free": amount,
      });
    });
  }

  it("<COV-8> passes money on from debtor to creditor's creditor", async () => {
    const fixture = await loadFixture(deployDebtsAndMoney);
    const { vault, pledge1, upperPledge0, upperPledge1 } = fixture;

    expect(
      await changes(fixture, async () => {
        await vault.collect(pledge1, 15n);
        await vault.collect(upperPledge0, 2n);
        await vault.collect(upperPledge1, 3n);
      }),
    ).to.deep.equal({
      "pledge 1/1 owed": -15n,
      "pledge 3/0 owed": -2n,
      "pledge 3/1 owed": -3n,
      "member 1 owes": -15n,
      "member 1 free": -15n,
      "member 3 owes": -5n,
      "member 3 free": 10n,
      "member 4 free": 2n,
      "member 5 free": 3n,
    });
  });

  it("<COV-8> refuses one unit more than the debt", async () => {
    const { vault, pledge1 } = await loadFixture(deployDebtsAndMoney);

    await expect(vault.collect(pledge1, 16n))
      .to.be.revertedWithCustomError(vault, "ExceedsDebt")
      .withArgs(pledge1, 16n, 15n);
  });

  it("<COV-8> refuses one unit more than the free deposit", async () => {
    const { vault, pledge0, pledge1 } = await loadFixture(deployDebtsAndMoney);
    await vault.collect(pledge0, 15n);

    await expect(vault.collect(pledge1, 6n))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(1n, 6n, 5n);
    await vault.collect(pledge1, 5n);
  });

  it("<COV-9> refuses 0 and 2^96", async () => {
    const { vault, pledge1 } = await loadFixture(deployDebtsAndMoney);

    await expect(vault.collect(pledge1, 0n)).to.be.revertedWithCustomError(vault, "ZeroAmount");
    await expect(vault.collect(pledge1, MAX_AMOUNT + 1n))
      .to.be.revertedWithCustomError(vault, "AmountTooLarge")
      .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
  });
});

describe("CoverVault.collectFrom", () => {
  for (const amount of [1n, 5n]) {
    it(`<COV-8> takes ${amount} of the 5 unused units of a pledge that the principal gives`, async () => {
      const fixture = await loadFixture(deployDebtsAndPledge);
      const { vault, stranger, pledge0, source } = fixture;

      expect(
        await changes(fixture, async () => {
          const collecting = vault.connect(stranger).collectFrom(pledge0, amount, source);
          await expect(collecting)
            .to.emit(vault, "PledgeDecreased")
            .withArgs(source, amount, amount);
          await expect(collecting).to.emit(vault, "RecourseRepaid").withArgs(pledge0, 2n, amount);
        }),
      ).to.deep.equal({
        "pledge 4/0 own": -amount,
        "pledge 4/0 room": -amount,
        "pledge 1/0 owed": -amount,
        "member 1 owes": -amount,
        "member 2 free": amount,
      });
    });
  }

  it("<COV-8> leaves what is in use of it", async () => {
    const { vault, pledge0, source } = await loadFixture(deployDebtsAndPledge);

    await expect(vault.collectFrom(pledge0, 6n, source))
      .to.be.revertedWithCustomError(vault, "ExceedsRoom")
      .withArgs(source, 6n, 5n);
  });

  it("<COV-8> takes no more than the own part of it", async () => {
    const { vault, upperPledge0, pledge1 } = await loadFixture(deployDebtsAndPledge);

    // Guarantor 1's pledge for the principal has 15 of use and room 0, and no own part.
    await expect(vault.collectFrom(upperPledge0, 1n, pledge1))
      .to.be.revertedWithCustomError(vault, "ExceedsRoom")
      .withArgs(pledge1, 1n, 0n);
  });

  it("<COV-8> takes no more than the own part of a pledge with much room", async () => {
    const fixture = await loadFixture(deployDebtsAndPledge);
    const { vault, asTrade, bondOf100, upperPledge0, pledge1 } = fixture;
    await asTrade.release(bondOf100, 1n);

    expect((await vault.pledge(pledge1)).room).to.equal(15n);
    await expect(vault.collectFrom(upperPledge0, 1n, pledge1))
      .to.be.revertedWithCustomError(vault, "ExceedsRoom")
      .withArgs(pledge1, 1n, 0n);
  });

  it("<COV-8> takes own money of a pledge that has ended", async () => {
    const fixture = await loadFixture(deployDebtsAndPledge);
    const { vault, asGraph, asTrade, pledge0, source, used, upper0 } = fixture;
    await asGraph.endPledge(source);
    await asTrade.release(used, upper0.id);

    expect(await changes(fixture, () => vault.collectFrom(pledge0, 4n, source))).to.deep.equal({
      "pledge 4/0 own": -4n,
      "pledge 4/0 room": -4n,
      "pledge 1/0 owed": -4n,
      "member 1 owes": -4n,
      "member 2 free": 4n,
    });
  });

  it("<COV-8> refuses one unit more than the debt", async () => {
    const fixture = await loadFixture(deployDebtsAndPledge);
    const { vault, stranger, pledge0, source, fund } = fixture;
    await fund(stranger, 11n);
    await vault.connect(stranger).repay(pledge0, 11n);

    await expect(vault.collectFrom(pledge0, 5n, source))
      .to.be.revertedWithCustomError(vault, "ExceedsDebt")
      .withArgs(pledge0, 5n, 4n);
    await vault.collectFrom(pledge0, 4n, source);
  });

  it("<COV-8> refuses a pledge that somebody else gives", async () => {
    const { vault, pledge0, upperPledge0 } = await loadFixture(deployDebtsAndPledge);

    for (const other of [upperPledge0, pledge0]) {
      await expect(vault.collectFrom(pledge0, 1n, other))
        .to.be.revertedWithCustomError(vault, "NotPledgeOf")
        .withArgs(other, 1n);
    }
  });

  it("<COV-8> refuses a source that is not there", async () => {
    const { vault, pledge0, source } = await loadFixture(deployDebtsAndPledge);

    await expect(vault.collectFrom(pledge0, 1n, source + 1n))
      .to.be.revertedWithCustomError(vault, "NoSuchPledge")
      .withArgs(source + 1n);
  });

  it("<COV-9> refuses 0 and 2^96", async () => {
    const { vault, pledge0, source } = await loadFixture(deployDebtsAndPledge);

    await expect(vault.collectFrom(pledge0, 0n, source)).to.be.revertedWithCustomError(
      vault,
      "ZeroAmount",
    );
    await expect(vault.collectFrom(pledge0, MAX_AMOUNT + 1n, source))
      .to.be.revertedWithCustomError(vault, "AmountTooLarge")
      .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
  });
});

describe("CoverVault.excuse", () => {
  it("<COV-8> <MEM-8> forgives the whole debt of a pledge and counts it in the register", async () => {
    const fixture = await loadFixture(deployDebts);
    const { vault, membership, guarantor0, pledge0 } = fixture;

    expect(
      await changes(fixture, async () => {
        const excusing = vault.connect(guarantor0.wallet).excuse(pledge0);
        await expect(excusing).to.emit(vault, "RecourseExcused").withArgs(pledge0, 2n, 15n);
        await expect(excusing).to.emit(membership, "ExcuseRecorded").withArgs(1n);
      }),
    ).to.deep.equal({ "pledge 1/0 owed": -15n, "member 1 owes": -15n });
    const standing = await membership.standingOf(1n);
    expect([standing.excused, standing.overdue]).to.deep.equal([1n, 0n]);
  });

  it("<COV-8> forgives what is left after a part was repaid", async () => {
    const fixture = await loadFixture(deployDebts);
    const { vault, stranger, guarantor0, pledge0 } = fixture;
    await vault.connect(stranger).repay(pledge0, 14n);

    await expect(vault.connect(guarantor0.wallet).excuse(pledge0))
      .to.emit(vault, "RecourseExcused")
      .withArgs(pledge0, 2n, 1n);
  });

  it("<COV-8> refuses a guarantor who owes recourse in turn, until they have repaid it", async () => {
    const { vault, stranger, guarantor1, pledge1, upperPledge0, upperPledge1 } =
      await loadFixture(deployDebts);
    const asGuarantor1 = vault.connect(guarantor1.wallet);

    await expect(asGuarantor1.excuse(pledge1))
      .to.be.revertedWithCustomError(vault, "RecourseOutstanding")
      .withArgs(3n, 5n);
    await vault.connect(stranger).repay(upperPledge0, 2n);
    await vault.connect(stranger).repay(upperPledge1, 2n);
    await expect(asGuarantor1.excuse(pledge1))
      .to.be.revertedWithCustomError(vault, "RecourseOutstanding")
      .withArgs(3n, 1n);
    await vault.connect(stranger).repay(upperPledge1, 1n);
    await asGuarantor1.excuse(pledge1);
  });

  it("<COV-8> refuses everybody but the guarantor", async () => {
    const { vault, principal, guarantor1, pledge0 } = await loadFixture(deployDebts);

    for (const { id, wallet } of [principal, guarantor1]) {
      await expect(vault.connect(wallet).excuse(pledge0))
        .to.be.revertedWithCustomError(vault, "WrongMember")
        .withArgs(id, 2n);
    }
  });

  it("<COV-8> refuses a wallet without a card", async () => {
    const { vault, stranger, pledge0 } = await loadFixture(deployDebts);

    await expect(vault.connect(stranger).excuse(pledge0))
      .to.be.revertedWithCustomError(vault, "NotAMember")
      .withArgs(stranger.address);
  });

  it("<COV-8> refuses where nothing is owed", async () => {
    const { vault, guarantor0, pledge0 } = await loadFixture(deployDebts);
    await vault.connect(guarantor0.wallet).excuse(pledge0);

    await expect(vault.connect(guarantor0.wallet).excuse(pledge0)).to.be.revertedWithCustomError(
      vault,
      "ZeroAmount",
    );
  });
});

describe("The term of recourse", () => {
  it("<COV-8> runs from the first unit owed, whatever is drawn later", async () => {
    const { vault, asTrade, bondOf100, harmed, dueBy, warp } = await loadFixture(deployDebts);
    await warp(10n * DAY);

    await expect(asTrade.draw(bondOf100, 5n, harmed.id)).not.to.emit(vault, "RecourseOpened");

    const { owed, dueBy: stillBy, recourseOpened } = await vault.account(1n);
    expect([owed, stillBy, recourseOpened]).to.deep.equal([35n, dueBy, 1n]);
  });

  it("<COV-8> <MEM-8> begins anew with a new debt, and each beginning is counted", async () => {
    const { vault, membership, asTrade, stranger, bondOf100, harmed, pledge0, pledge1, now, warp } =
      await loadFixture(deployDebts);
    await vault.connect(stranger).repay(pledge0, 15n);
    await vault.connect(stranger).repay(pledge1, 15n);
    await warp(5n * DAY);

    await asTrade.draw(bondOf100, 1n, harmed.id);

    const { owed, dueBy, recourseOpened } = await vault.account(1n);
    expect([owed, dueBy, recourseOpened]).to.deep.equal([1n, (await now()) + 30n * DAY, 2n]);
    expect((await membership.standingOf(1n)).recourseOpened).to.equal(2n);
  });

  it("<COV-8> <MEM-8> is counted up to 255 times and no further", async () => {
    const { vault, asTrade, bondOf100, harmed, principal } = await loadFixture(deployWorkedExample);
    // The accounts are the vault's first mapping; `recourseOpened` are the last 8 bits of an account's slot.
    const slot = keccak256(
      AbiCoder.defaultAbiCoder().encode(["uint32", "uint256"], [principal.id, 0n]),
    );
    const address = await vault.getAddress();
    const word = BigInt(await getStorageAt(address, slot));
    await setStorageAt(address, slot, toBeHex(word | (255n << 248n), 32));
    expect((await vault.account(principal.id)).recourseOpened).to.equal(255n);

    await expect(asTrade.draw(bondOf100, 70n, harmed.id)).to.emit(vault, "RecourseOpened");

    const { owed, recourseOpened } = await vault.account(principal.id);
    expect([owed, recourseOpened]).to.deep.equal([30n, 255n]);
  });

  it("<CHA-2> <COV-8> is that of the charter version it began under", async () => {
    const fixture = await loadFixture(deployDebts);
    const { vault, charter, governor, asTrade, bondOf100, harmed, parameters, dueBy, warp, now } =
      fixture;
    await charter
      .connect(governor)
      .scheduleParameters({ ...parameters, recourseWindow: 100n * DAY });
    const [event] = await charter.queryFilter(charter.filters.ChangeScheduled());
    await warp(2n * DAY);
    await charter.executeChange(event?.args.change ?? "");

    // Guarantor 1's guarantors and the principal keep their terms; nobody else owed before.
    await asTrade.draw(bondOf100, 10n, harmed.id);
    expect((await vault.account(1n)).dueBy).to.equal(dueBy);
    expect((await vault.account(3n)).dueBy).to.equal(dueBy);

    await fixture.deposit(fixture.upper0, 1n);
    const pledge = await fixture.pledge(fixture.upper1, 1n, { by: fixture.upper0 });
    const bond = await fixture.bond(fixture.upper1, 1n, { stage: 3 });
    await asTrade.draw(bond, 1n, harmed.id);
    expect((await vault.pledge(pledge)).owed).to.equal(1n);
    expect((await vault.account(5n)).dueBy).to.equal((await now()) + 100n * DAY);
  });

  for (const { title, offset, overdue } of [
    { title: "a second before", offset: -1n, overdue: 0n },
    { title: "on", offset: 0n, overdue: 0n },
    { title: "a second after", offset: 1n, overdue: 1n },
  ]) {
    for (const way of ["repay", "collect", "collectFrom", "excuse"] as const) {
      it(`<COV-8> <MEM-8> makes a debt whose last unit goes by ${way} ${title} its last second overdue ${overdue} times`, async () => {
        const fixture = await loadFixture(deployDebtsAndPledge);
        const { vault, membership, principal, guarantor0, stranger } = fixture;
        const { pledge0, pledge1, source, deposit, fund } = fixture;
        await fund(stranger, 29n);
        await vault.connect(stranger).repay(pledge1, 15n);
        await vault.connect(stranger).repay(pledge0, 14n);
        await deposit(principal, 1n);
        await fund(stranger, 1n);
        const { dueBy } = await vault.account(1n);
        await time.setNextBlockTimestamp(dueBy + offset);

        const ending = {
          repay: () => vault.connect(stranger).repay(pledge0, 1n),
          collect: () => vault.collect(pledge0, 1n),
          collectFrom: () => vault.collectFrom(pledge0, 1n, source),
          excuse: () => vault.connect(guarantor0.wallet).excuse(pledge0),
        }[way]();

        if (overdue > 0n) {
          await expect(ending).to.emit(membership, "OverdueRecorded").withArgs(1n);
        } else {
          await expect(ending).not.to.emit(membership, "OverdueRecorded");
        }
        expect((await membership.standingOf(1n)).overdue).to.equal(overdue);
        const { owed, dueBy: after } = await vault.account(1n);
        expect([owed, after]).to.deep.equal([0n, 0n]);
      });
    }
  }

  it("<MEM-8> does not make a debt overdue before its last unit is repaid", async () => {
    const { vault, membership, stranger, pledge0, dueBy } = await loadFixture(deployDebts);
    await time.setNextBlockTimestamp(dueBy + 1n);

    await expect(vault.connect(stranger).repay(pledge0, 15n)).not.to.emit(
      membership,
      "OverdueRecorded",
    );
  });
});
