import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { changes } from "./changes";
import { MAX_AMOUNT, deployVault, deployWorkedExample } from "./vaultFixture";

async function deployWithDeposit() {
  const fixture = await deployVault();
  await fixture.deposit(fixture.principal, 10n);
  return fixture;
}

/** The principal owes 30 and has 50 free. */
async function deployDebtor() {
  const fixture = await deployWorkedExample();
  const { asTrade, bondOf100, harmed, principal, deposit } = fixture;
  await asTrade.draw(bondOf100, 70n, harmed.id);
  await deposit(principal, 50n);
  return fixture;
}

describe("CoverVault.withdraw", () => {
  for (const amount of [1n, 9n, 10n]) {
    it(`<COV-2> pays ${amount} of 10 out to any address`, async () => {
      const fixture = await loadFixture(deployWithDeposit);
      const { vault, token, principal, stranger } = fixture;

      expect(
        await changes(fixture, async () => {
          await expect(vault.connect(principal.wallet).withdraw(amount, stranger))
            .to.emit(vault, "Withdrawn")
            .withArgs(principal.id, stranger.address, amount);
        }),
      ).to.deep.equal({ "member 1 free": -amount, balance: -amount });
      expect(await token.balanceOf(stranger)).to.equal(amount);
    });
  }

  for (const to of [`0x${"0".repeat(39)}1`, `0x${"f".repeat(40)}`]) {
    it(`<COV-2> pays out to ${to}`, async () => {
      const { vault, token, principal } = await loadFixture(deployWithDeposit);

      await vault.connect(principal.wallet).withdraw(10n, to);

      expect(await token.balanceOf(to)).to.equal(10n);
    });
  }

  it("<COV-2> refuses one unit more than the free deposit", async () => {
    const { vault, principal } = await loadFixture(deployWithDeposit);

    await expect(vault.connect(principal.wallet).withdraw(11n, principal.wallet))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(principal.id, 11n, 10n);
  });

  it("<COV-2> refuses somebody else's deposit", async () => {
    const { vault, guarantor0 } = await loadFixture(deployWithDeposit);

    await expect(vault.connect(guarantor0.wallet).withdraw(1n, guarantor0.wallet))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(guarantor0.id, 1n, 0n);
  });

  it("<COV-9> refuses 0", async () => {
    const { vault, principal } = await loadFixture(deployWithDeposit);

    await expect(
      vault.connect(principal.wallet).withdraw(0n, principal.wallet),
    ).to.be.revertedWithCustomError(vault, "ZeroAmount");
  });

  it("<COV-9> refuses 2^96", async () => {
    const { vault, principal } = await loadFixture(deployWithDeposit);

    await expect(vault.connect(principal.wallet).withdraw(MAX_AMOUNT + 1n, principal.wallet))
      .to.be.revertedWithCustomError(vault, "AmountTooLarge")
      .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
  });

  it("<COV-2> refuses a wallet without a card", async () => {
    const { vault, stranger } = await loadFixture(deployWithDeposit);

    await expect(vault.connect(stranger).withdraw(1n, stranger))
      .to.be.revertedWithCustomError(vault, "NotAMember")
      .withArgs(stranger.address);
  });

  it("<COV-1> refuses the zero address and the vault itself", async () => {
    const { vault, principal } = await loadFixture(deployWithDeposit);

    for (const to of [ZeroAddress, await vault.getAddress()]) {
      await expect(vault.connect(principal.wallet).withdraw(1n, to))
        .to.be.revertedWithCustomError(vault, "InvalidRecipient")
        .withArgs(to);
    }
  });

  it("<COV-4> refuses what backs a pledge", async () => {
    const fixture = await loadFixture(deployWithDeposit);
    const { vault, principal, guarantor0, pledge } = fixture;
    await pledge(guarantor0, 4n, { by: principal });

    await expect(vault.connect(principal.wallet).withdraw(7n, principal.wallet))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(principal.id, 7n, 6n);
  });

  describe("given recourse outstanding", () => {
    it("<COV-2> <COV-8> pays out what is free beyond it", async () => {
      const fixture = await loadFixture(deployDebtor);
      const { vault, principal } = fixture;

      expect(
        await changes(fixture, () =>
          vault.connect(principal.wallet).withdraw(20n, principal.wallet),
        ),
      ).to.deep.equal({ "member 1 free": -20n, balance: -20n });
    });

    it("<COV-2> <COV-8> refuses one unit that would cover it", async () => {
      const { vault, principal } = await loadFixture(deployDebtor);

      await expect(vault.connect(principal.wallet).withdraw(21n, principal.wallet))
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(principal.id, 21n, 20n);
    });

    it("<COV-2> <COV-8> pays nothing while more is owed than free", async () => {
      const { vault, principal } = await loadFixture(deployDebtor);
      await vault.connect(principal.wallet).withdraw(20n, principal.wallet);

      await expect(vault.connect(principal.wallet).withdraw(1n, principal.wallet))
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(principal.id, 1n, 0n);
    });

    it("<COV-2> <COV-8> pays nothing when a bond has taken more than what covers it", async () => {
      const { vault, principal, bond } = await loadFixture(deployDebtor);
      await bond(principal, 21n, { stage: 1 });

      await expect(vault.connect(principal.wallet).withdraw(1n, principal.wallet))
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(principal.id, 1n, 0n);
    });

    it("<INV-12> leaves the same to withdraw whatever others collect", async () => {
      const { vault, principal, stranger, pledge0, pledge1 } = await loadFixture(deployDebtor);
      await vault.connect(stranger).collect(pledge0, 15n);
      await vault.connect(stranger).collect(pledge1, 7n);

      await expect(vault.connect(principal.wallet).withdraw(21n, principal.wallet))
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(principal.id, 21n, 20n);
      await vault.connect(principal.wallet).withdraw(20n, principal.wallet);
    });
  });
});
