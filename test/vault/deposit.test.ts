import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { deployCommunity } from "../support/community";
import { changes } from "./changes";
import { MAX_AMOUNT, deployVault } from "./vaultFixture";

async function deployUnsealed() {
  return deployCommunity({ unsealed: true });
}

async function deployUnsealedVault() {
  const community = await deployCommunity({ unsealed: true });
  const { charter, membership, deployer, vault, graph, trade } = community;
  await charter.connect(deployer).seal(membership);
  await membership.connect(deployer).seal(vault, graph, trade);
  return community;
}

describe("CoverVault.deposit", () => {
  it("<COV-2> credits the member with what the caller pays", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, token, principal, fund } = fixture;
    await fund(principal.wallet, 7n);

    expect(
      await changes(fixture, async () => {
        await expect(vault.connect(principal.wallet).deposit(principal.id, 7n))
          .to.emit(vault, "Deposited")
          .withArgs(principal.id, principal.wallet.address, 7n);
      }),
    ).to.deep.equal({ "member 1 free": 7n, balance: 7n });
    expect(await token.balanceOf(principal.wallet)).to.equal(0n);
  });

  it("<COV-2> lets a wallet without a card deposit for a member", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, stranger, principal, fund } = fixture;
    await fund(stranger, 7n);

    expect(
      await changes(fixture, async () => {
        await expect(vault.connect(stranger).deposit(principal.id, 7n))
          .to.emit(vault, "Deposited")
          .withArgs(principal.id, stranger.address, 7n);
      }),
    ).to.deep.equal({ "member 1 free": 7n, balance: 7n });
  });

  it("<COV-2> adds to what is there", async () => {
    const fixture = await loadFixture(deployVault);
    const { principal, deposit } = fixture;
    await deposit(principal, 7n);

    expect(await changes(fixture, () => deposit(principal, 1n))).to.deep.equal({
      "member 1 free": 1n,
      balance: 1n,
    });
  });

  describe("when no member is named", () => {
    it("<COV-2> credits the caller's own card", async () => {
      const fixture = await loadFixture(deployVault);
      const { vault, principal, fund } = fixture;
      await fund(principal.wallet, 1n);

      expect(
        await changes(fixture, () => vault.connect(principal.wallet).deposit(0n, 1n)),
      ).to.deep.equal({ "member 1 free": 1n, balance: 1n });
    });

    it("<COV-2> refuses a caller without a card", async () => {
      const { vault, stranger, fund } = await loadFixture(deployVault);
      await fund(stranger, 1n);

      await expect(vault.connect(stranger).deposit(0n, 1n))
        .to.be.revertedWithCustomError(vault, "NotAMember")
        .withArgs(stranger);
    });
  });

  for (const id of [9n, 2n ** 32n - 1n]) {
    it(`<COV-2> refuses ${id}, which is no member`, async () => {
      const { vault, stranger, fund } = await loadFixture(deployVault);
      await fund(stranger, 1n);

      await expect(vault.connect(stranger).deposit(id, 1n))
        .to.be.revertedWithCustomError(vault, "NoSuchMember")
        .withArgs(id);
    });
  }

  it("<COV-9> refuses 0", async () => {
    const { vault, principal } = await loadFixture(deployVault);

    await expect(
      vault.connect(principal.wallet).deposit(principal.id, 0n),
    ).to.be.revertedWithCustomError(vault, "ZeroAmount");
  });

  it("<COV-9> takes 2^96 - 1", async () => {
    const fixture = await loadFixture(deployVault);
    const { principal, deposit } = fixture;

    expect(await changes(fixture, () => deposit(principal, MAX_AMOUNT))).to.deep.equal({
      "member 1 free": MAX_AMOUNT,
      balance: MAX_AMOUNT,
    });
  });

  it("<COV-9> refuses 2^96", async () => {
    const { vault, principal, fund } = await loadFixture(deployVault);
    await fund(principal.wallet, MAX_AMOUNT + 1n);

    await expect(vault.connect(principal.wallet).deposit(principal.id, MAX_AMOUNT + 1n))
      .to.be.revertedWithCustomError(vault, "AmountTooLarge")
      .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
  });

  it("<COV-1> refuses what would lift the balance above 2^96 - 1", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, principal, guarantor0, deposit, fund } = fixture;
    await deposit(principal, MAX_AMOUNT - 5n);
    await fund(guarantor0.wallet, 6n);

    await expect(vault.connect(guarantor0.wallet).deposit(guarantor0.id, 6n))
      .to.be.revertedWithCustomError(vault, "BalanceTooLarge")
      .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
    expect(
      await changes(fixture, () => vault.connect(guarantor0.wallet).deposit(guarantor0.id, 5n)),
    ).to.deep.equal({ "member 2 free": 5n, balance: 5n });
  });

  it("<COV-1> credits nobody with tokens sent unasked", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, token, principal, deposit, conservation } = fixture;
    await token.mint(vault, 100n);

    await deposit(principal, 7n);

    expect(await conservation()).to.deep.include({ total: 7n, balance: 107n });
  });

  it("<COV-9> <INV-12> lets money out while donations block deposits", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, token, principal, deposit, fund } = fixture;
    await deposit(principal, 7n);
    await token.mint(vault, MAX_AMOUNT);
    await fund(principal.wallet, 1n);

    await expect(vault.connect(principal.wallet).deposit(principal.id, 1n))
      .to.be.revertedWithCustomError(vault, "BalanceTooLarge")
      .withArgs(MAX_AMOUNT + 8n, MAX_AMOUNT);
    await expect(
      vault.connect(principal.wallet).withdraw(7n, principal.wallet),
    ).to.changeTokenBalances(token, [vault, principal.wallet], [-7n, 7n]);
  });

  it("<COV-2> fails without the caller's allowance", async () => {
    const { vault, token, principal, stranger } = await loadFixture(deployVault);
    await token.mint(stranger, 1n);

    await expect(vault.connect(stranger).deposit(principal.id, 1n))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(await vault.getAddress(), 0n, 1n);
  });

  describe("given a vault that is not sealed", () => {
    it("<CHA-5> takes nothing while the charter is not wired either", async () => {
      const { vault, founders, fund } = await loadFixture(deployUnsealed);
      await fund(founders[0].wallet, 1n);

      await expect(vault.connect(founders[0].wallet).deposit(1n, 1n)).to.be.revertedWithCustomError(
        vault,
        "NotSealed",
      );
    });

    it("<CHA-5> takes nothing", async () => {
      const { vault, founders, fund } = await loadFixture(deployUnsealedVault);
      await fund(founders[0].wallet, 1n);

      await expect(vault.connect(founders[0].wallet).deposit(1n, 1n)).to.be.revertedWithCustomError(
        vault,
        "NotSealed",
      );
    });
  });
});
