import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { BondRole, bondId } from "../../scripts/lib/names";
import { changes } from "./changes";
import { CHAIN, deployVault, deployWorkedExample } from "./vaultFixture";

const NO_BOND = bondId(CHAIN, 9, BondRole.Provider);

describe("CoverVault.release", () => {
  it("<COV-7> gives a whole bond back to where it came from", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asTrade, bondOf100 } = fixture;

    expect(
      await changes(fixture, async () => {
        await expect(asTrade.release(bondOf100, 1n))
          .to.emit(vault, "BondReleased")
          .withArgs(bondOf100, 40n);
      }),
    ).to.deep.equal({
      "bond 0/0 own": -40n,
      "bond 0/0 from pledge 1/0": -30n,
      "bond 0/0 from pledge 1/1": -30n,
      "member 1 free": 40n,
      "member 1 locks": -1n,
      "pledge 1/0 room": 30n,
      "pledge 1/1 room": 30n,
    });
    expect(await vault.bond(bondOf100)).to.deep.equal([0n, 0n, 0n, 0n, [0n, 0n, 0n, 0n]]);
  });

  it("<COV-7> gives back what a draw has left, and nothing to whom all was taken", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asTrade, bondOf100, harmed } = fixture;
    await asTrade.draw(bondOf100, 71n, harmed.id);

    expect(
      await changes(fixture, async () => {
        await expect(asTrade.release(bondOf100, 1n))
          .to.emit(vault, "BondReleased")
          .withArgs(bondOf100, 0n);
      }),
    ).to.deep.equal({
      "bond 0/0 from pledge 1/0": -15n,
      "bond 0/0 from pledge 1/1": -14n,
      "member 1 locks": -1n,
      "pledge 1/0 room": 15n,
      "pledge 1/1 room": 14n,
    });
  });

  it("<COV-7> gives own money back after a draw that guarantors did not feel", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { asTrade, bondOf100, harmed } = fixture;
    await asTrade.draw(bondOf100, 39n, harmed.id);

    expect(
      (await changes(fixture, () => asTrade.release(bondOf100, 1n)))["member 1 free"],
    ).to.equal(1n);
  });

  it("<COV-7> ends a side without money", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, asTrade, principal, bond } = fixture;
    const id = await bond(principal, 0n);

    expect(
      await changes(fixture, async () => {
        await expect(asTrade.release(id, 1n)).not.to.emit(vault, "BondReleased");
      }),
    ).to.deep.equal({ "member 1 locks": -1n });
  });

  it("<COV-7> lets the same name be used again", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asTrade, bondOf100, bond, principal } = fixture;
    await asTrade.release(bondOf100, 1n);

    await bond(principal, 10n);

    expect(await vault.bond(bondOf100)).to.deep.equal([10n, 0n, 1n, 0n, [0n, 0n, 0n, 0n]]);
  });

  it("<COV-7> refuses a bond of a member who has no locks, and another member's", async () => {
    const { vault, asTrade, bondOf100, upper0, stranger, membership } =
      await loadFixture(deployWorkedExample);
    expect(await membership.memberOf(stranger)).to.deep.equal([0n, 0n]);

    for (const [id, member] of [
      [NO_BOND, 9n],
      [bondOf100, 9n],
      [bondOf100, upper0.id],
    ] as const) {
      await expect(asTrade.release(id, member))
        .to.be.revertedWithCustomError(vault, "NoSuchBond")
        .withArgs(id);
    }
  });

  describe("given money in escrow", () => {
    async function deployEscrow() {
      const fixture = await deployVault();
      const { harmed, upper0, deposit, escrow, pledge } = fixture;
      await deposit(harmed, 9n);
      await deposit(upper0, 5n);
      await pledge(harmed, 5n, { by: upper0 });
      const id = await escrow(harmed, 7n, { amount: 4n });
      return { ...fixture, id };
    }

    it("<COV-7> gives the bond back and keeps the record until the escrow is paid", async () => {
      const fixture = await loadFixture(deployEscrow);
      const { vault, asTrade, id, principal, harmed } = fixture;

      expect(await changes(fixture, () => asTrade.release(id, harmed.id))).to.deep.equal({
        "bond 0/1 own": -2n,
        "bond 0/1 from pledge 6/0": -2n,
        "pledge 6/0 room": 2n,
        "member 6 free": 2n,
      });
      expect(await vault.bondAmount(id)).to.equal(0n);

      await asTrade.pay(id, [{ to: principal.id, amount: 7n }]);
      expect(
        await changes(fixture, async () => {
          await expect(asTrade.release(id, harmed.id))
            .to.emit(vault, "BondReleased")
            .withArgs(id, 0n);
        }),
      ).to.deep.equal({ "member 6 locks": -1n });
    });
  });
});

describe("CoverVault.commit of a price", () => {
  async function deployDeposit() {
    const fixture = await deployVault();
    await fixture.deposit(fixture.harmed, 9n);
    return fixture;
  }

  for (const amount of [1n, 9n]) {
    it(`<COV-1> sets ${amount} of 9 aside and counts a lock`, async () => {
      const fixture = await loadFixture(deployDeposit);
      const { vault, asTrade, harmed } = fixture;

      expect(
        await changes(fixture, async () => {
          await expect(
            asTrade.commit(harmed.id, [{ bond: NO_BOND, price: amount, amount: 0n }], 0n, 0n),
          )
            .to.emit(vault, "Escrowed")
            .withArgs(NO_BOND, harmed.id, amount);
        }),
      ).to.deep.equal({
        "member 6 free": -amount,
        "bond 9/0 escrow": amount,
        "member 6 locks": 1n,
      });
    });
  }

  it("<COV-1> refuses one unit more than the free deposit, whatever guarantors pledge", async () => {
    const { vault, harmed, upper0, deposit, pledge, escrow } = await loadFixture(deployDeposit);
    await deposit(upper0, 5n);
    await pledge(harmed, 5n, { by: upper0 });

    await expect(escrow(harmed, 10n))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(harmed.id, 10n, 9n);
  });

  it("<COV-1> refuses a second price for the same stage", async () => {
    const { vault, harmed, escrow } = await loadFixture(deployDeposit);
    const id = await escrow(harmed, 1n);

    await expect(escrow(harmed, 1n))
      .to.be.revertedWithCustomError(vault, "BondExists")
      .withArgs(id);
  });
});

describe("CoverVault.pay", () => {
  async function deployPrice() {
    const fixture = await deployVault();
    const { harmed, deposit, escrow } = fixture;
    await deposit(harmed, 10n);
    const id = await escrow(harmed, 10n);
    return { ...fixture, id };
  }

  it("<COV-1> divides an escrow, skips payments of 0, and says so", async () => {
    const fixture = await loadFixture(deployPrice);
    const { vault, asTrade, id } = fixture;

    expect(
      await changes(fixture, async () => {
        const receipt = await (
          await asTrade.pay(id, [
            { to: 1n, amount: 3n },
            { to: 2n, amount: 0n },
            { to: 3n, amount: 4n },
            { to: 1n, amount: 2n },
          ])
        ).wait();
        expect(
          receipt?.logs.map(
            (log): unknown[] => vault.interface.parseLog(log)?.args.toArray() ?? [],
          ),
        ).to.deep.equal([
          [id, 1n, 3n],
          [id, 3n, 4n],
          [id, 1n, 2n],
        ]);
      }),
    ).to.deep.equal({ "bond 0/1 escrow": -9n, "member 1 free": 5n, "member 3 free": 4n });
  });

  it("<COV-1> pays everything and keeps the record", async () => {
    const fixture = await loadFixture(deployPrice);
    const { vault, asTrade, id } = fixture;

    await asTrade.pay(id, [{ to: 1n, amount: 10n }]);

    expect((await vault.bond(id)).slice(0, 4)).to.deep.equal([0n, 0n, 6n, 0n]);
  });

  it("<COV-1> refuses one unit more than there is, in one payment or in two", async () => {
    const { vault, asTrade, id } = await loadFixture(deployPrice);

    await expect(asTrade.pay(id, [{ to: 1n, amount: 11n }]))
      .to.be.revertedWithCustomError(vault, "ExceedsEscrow")
      .withArgs(id, 11n, 10n);
    await expect(
      asTrade.pay(id, [
        { to: 1n, amount: 9n },
        { to: 2n, amount: 2n },
      ]),
    )
      .to.be.revertedWithCustomError(vault, "ExceedsEscrow")
      .withArgs(id, 2n, 1n);
  });

  it("<COV-1> refuses an escrow that is not there", async () => {
    const { vault, asTrade } = await loadFixture(deployPrice);

    await expect(asTrade.pay(NO_BOND, []))
      .to.be.revertedWithCustomError(vault, "NoSuchBond")
      .withArgs(NO_BOND);
  });
});

describe("CoverVault.settle", () => {
  async function deploySale() {
    const fixture = await deployWorkedExample();
    const { harmed, deposit, escrow } = fixture;
    await deposit(harmed, 20n);
    const price = await escrow(harmed, 12n, { stage: 1, amount: 8n });
    return { ...fixture, price };
  }

  it("<COV-1> <COV-7> pays the price out and gives both bonds back", async () => {
    const fixture = await loadFixture(deploySale);
    const { vault, asTrade, bondOf100, principal, harmed, guarantor0, price } = fixture;

    expect(
      await changes(fixture, async () => {
        await expect(
          asTrade.settle(bondOf100, principal.id, price, harmed.id, [
            { to: guarantor0.id, amount: 2n },
            { to: principal.id, amount: 10n },
          ]),
        )
          .to.emit(vault, "EscrowPaid")
          .withArgs(price, guarantor0.id, 2n)
          .and.to.emit(vault, "EscrowPaid")
          .withArgs(price, principal.id, 10n)
          .and.to.emit(vault, "BondReleased")
          .withArgs(bondOf100, 40n)
          .and.to.emit(vault, "BondReleased")
          .withArgs(price, 8n);
      }),
    ).to.deep.equal({
      "bond 0/0 own": -40n,
      "bond 0/0 from pledge 1/0": -30n,
      "bond 0/0 from pledge 1/1": -30n,
      "bond 1/1 own": -8n,
      "bond 1/1 escrow": -12n,
      "member 1 free": 50n,
      "member 1 locks": -1n,
      "member 2 free": 2n,
      "member 6 free": 8n,
      "member 6 locks": -1n,
      "pledge 1/0 room": 30n,
      "pledge 1/1 room": 30n,
    });
  });

  it("<COV-7> ends a trade without any money", async () => {
    const fixture = await loadFixture(deployVault);
    const { asTrade, principal, harmed, bond } = fixture;
    const providers = await bond(principal, 0n);
    const receivers = await bond(harmed, 0n, { stage: 1 });

    expect(
      await changes(fixture, () =>
        asTrade.settle(providers, principal.id, receivers, harmed.id, []),
      ),
    ).to.deep.equal({ "member 1 locks": -1n, "member 6 locks": -1n });
  });

  it("<COV-1> refuses to pay more than the price, and changes nothing", async () => {
    const fixture = await loadFixture(deploySale);
    const { vault, asTrade, bondOf100, principal, harmed, price } = fixture;

    expect(
      await changes(fixture, async () => {
        await expect(
          asTrade.settle(bondOf100, principal.id, price, harmed.id, [
            { to: principal.id, amount: 13n },
          ]),
        )
          .to.be.revertedWithCustomError(vault, "ExceedsEscrow")
          .withArgs(price, 13n, 12n);
      }),
    ).to.deep.equal({});
  });
});
