import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { changes } from "./changes";
import { DISPUTE, MAX_AMOUNT, deployVault, deployWorkedExample } from "./vaultFixture";

async function deployPayer() {
  const fixture = await deployVault();
  await fixture.deposit(fixture.principal, 10n);
  return fixture;
}

describe("CoverVault.takeFee", () => {
  for (const amount of [0n, 1n, 10n]) {
    it(`<CRT-5> takes ${amount} of 10 from the free deposit`, async () => {
      const fixture = await loadFixture(deployPayer);
      const { vault, asCourt, principal } = fixture;

      expect(
        await changes(fixture, async () => {
          await expect(asCourt.takeFee(DISPUTE, principal.id, ZeroAddress, amount))
            .to.emit(vault, "FeeTaken")
            .withArgs(DISPUTE, principal.id, amount);
        }),
      ).to.deep.equal(amount === 0n ? {} : { "member 1 free": -amount, fees: amount });
      expect(await vault.feesOf(DISPUTE)).to.equal(amount);
    });
  }

  it("<CRT-5> refuses one unit more than the free deposit", async () => {
    const { vault, asCourt, principal } = await loadFixture(deployPayer);

    await expect(asCourt.takeFee(DISPUTE, principal.id, ZeroAddress, 11n))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(principal.id, 11n, 10n);
  });

  it("<CRT-5> <COV-8> takes nothing that would cover recourse", async () => {
    const { vault, asTrade, asCourt, bondOf100, harmed, principal, deposit } =
      await loadFixture(deployWorkedExample);
    await asTrade.draw(bondOf100, 70n, harmed.id);
    await deposit(principal, 31n);

    await expect(asCourt.takeFee(DISPUTE, principal.id, ZeroAddress, 2n))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(principal.id, 2n, 1n);
    await asCourt.takeFee(DISPUTE, principal.id, ZeroAddress, 1n);
  });

  it("<CRT-5> adds to what the dispute has", async () => {
    const { vault, asCourt, principal, harmed, deposit } = await loadFixture(deployPayer);
    await deposit(harmed, 5n);
    await asCourt.takeFee(DISPUTE, principal.id, ZeroAddress, 4n);
    await asCourt.takeFee(DISPUTE, harmed.id, ZeroAddress, 5n);
    await asCourt.takeFee(DISPUTE + 256n, principal.id, ZeroAddress, 1n);

    expect(await vault.feesOf(DISPUTE)).to.equal(9n);
    expect(await vault.feesOf(DISPUTE + 256n)).to.equal(1n);
  });

  describe("when it comes straight from a wallet", () => {
    it("<CRT-5> leaves the deposit alone", async () => {
      const fixture = await loadFixture(deployPayer);
      const { vault, token, asCourt, principal, fund } = fixture;
      await fund(principal.wallet, 20n);

      expect(
        await changes(fixture, async () => {
          const taking = asCourt.takeFee(DISPUTE, principal.id, principal.wallet, 20n);
          await expect(taking)
            .to.emit(vault, "Deposited")
            .withArgs(principal.id, principal.wallet.address, 20n);
          await expect(taking).to.emit(vault, "FeeTaken").withArgs(DISPUTE, principal.id, 20n);
        }),
      ).to.deep.equal({ fees: 20n, balance: 20n });
      expect(await token.balanceOf(principal.wallet)).to.equal(0n);
    });

    it("<CRT-5> works for a side that owes recourse", async () => {
      const fixture = await loadFixture(deployWorkedExample);
      const { asTrade, asCourt, bondOf100, harmed, principal, fund } = fixture;
      await asTrade.draw(bondOf100, 70n, harmed.id);
      await fund(principal.wallet, 4n);

      expect(
        await changes(fixture, () => asCourt.takeFee(DISPUTE, principal.id, principal.wallet, 4n)),
      ).to.deep.equal({ fees: 4n, balance: 4n });
    });

    it("<CRT-5> fails without the wallet's allowance", async () => {
      const { vault, token, asCourt, principal } = await loadFixture(deployPayer);
      await token.mint(principal.wallet, 20n);

      await expect(asCourt.takeFee(DISPUTE, principal.id, principal.wallet, 20n))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(await vault.getAddress(), 0n, 20n);
    });

    it("<COV-1> refuses what would lift the balance above 2^96 - 1", async () => {
      const { vault, token, asCourt, principal, fund } = await loadFixture(deployPayer);
      await token.mint(vault, MAX_AMOUNT - 11n);
      await fund(principal.wallet, 2n);

      await expect(asCourt.takeFee(DISPUTE, principal.id, principal.wallet, 2n))
        .to.be.revertedWithCustomError(vault, "BalanceTooLarge")
        .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
    });
  });
});

describe("CoverVault.payFee", () => {
  async function deployPool() {
    const fixture = await deployPayer();
    await fixture.asCourt.takeFee(DISPUTE, fixture.principal.id, ZeroAddress, 10n);
    return fixture;
  }

  for (const amount of [0n, 1n, 10n]) {
    it(`<CRT-5> pays ${amount} of 10 to a member's free deposit`, async () => {
      const fixture = await loadFixture(deployPool);
      const { vault, asCourt, harmed } = fixture;

      expect(
        await changes(fixture, async () => {
          await expect(asCourt.payFee(DISPUTE, harmed.id, amount))
            .to.emit(vault, "FeePaid")
            .withArgs(DISPUTE, harmed.id, amount);
        }),
      ).to.deep.equal(amount === 0n ? {} : { "member 6 free": amount, fees: -amount });
    });
  }

  it("<CRT-5> refuses one unit more than the dispute's pool, whatever other disputes have", async () => {
    const { vault, asCourt, harmed, deposit } = await loadFixture(deployPool);
    await deposit(harmed, 5n);
    await asCourt.takeFee(DISPUTE + 256n, harmed.id, ZeroAddress, 5n);

    await expect(asCourt.payFee(DISPUTE, harmed.id, 11n))
      .to.be.revertedWithCustomError(vault, "ExceedsFees")
      .withArgs(DISPUTE, 11n, 10n);
  });
});
