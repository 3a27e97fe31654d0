import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { MaxUint256, Signature } from "ethers";
import { ethers } from "hardhat";

import { changes } from "./changes";
import { deployVault, type VaultFixture } from "./vaultFixture";

type Permit = [deadline: bigint, v: number, r: string, s: string];

async function signPermit(
  fixture: VaultFixture,
  amount: bigint,
  deadline = MaxUint256,
): Promise<Permit> {
  const { principal, token, vault } = fixture;
  const signature = Signature.from(
    await principal.wallet.signTypedData(
      {
        name: await token.name(),
        version: "1",
        chainId: (await ethers.provider.getNetwork()).chainId,
        verifyingContract: await token.getAddress(),
      },
      {
        Permit: [
          { name: "owner", type: "address" },
          { name: "spender", type: "address" },
          { name: "value", type: "uint256" },
          { name: "nonce", type: "uint256" },
          { name: "deadline", type: "uint256" },
        ],
      },
      {
        owner: principal.wallet.address,
        spender: await vault.getAddress(),
        value: amount,
        nonce: await token.nonces(principal.wallet),
        deadline,
      },
    ),
  );
  return [deadline, signature.v, signature.r, signature.s];
}

describe("CoverVault.depositWithPermit", () => {
  it("<COV-2> deposits on the caller's permit, without an allowance before", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, token, principal } = fixture;
    await token.mint(principal.wallet, 7n);
    const permit = await signPermit(fixture, 7n);

    expect(
      await changes(fixture, async () => {
        await expect(vault.connect(principal.wallet).depositWithPermit(principal.id, 7n, ...permit))
          .to.emit(vault, "Deposited")
          .withArgs(principal.id, principal.wallet.address, 7n);
      }),
    ).to.deep.equal({ "member 1 free": 7n, balance: 7n });
    expect(await token.allowance(principal.wallet, vault)).to.equal(0n);
  });

  it("<COV-2> is not broken by somebody who hands the permit in first", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, token, principal, stranger } = fixture;
    await token.mint(principal.wallet, 7n);
    const permit = await signPermit(fixture, 7n);
    await token.connect(stranger).permit(principal.wallet, vault, 7n, ...permit);

    expect(
      await changes(fixture, () =>
        vault.connect(principal.wallet).depositWithPermit(principal.id, 7n, ...permit),
      ),
    ).to.deep.equal({ "member 1 free": 7n, balance: 7n });
  });

  it("<COV-2> fails on a permit that ran out, with the token's own error", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, token, principal } = fixture;
    await token.mint(principal.wallet, 7n);
    const permit = await signPermit(fixture, 7n, BigInt(await time.latest()));

    await expect(vault.connect(principal.wallet).depositWithPermit(principal.id, 7n, ...permit))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(await vault.getAddress(), 0n, 7n);
  });

  it("<COV-2> does not spend one member's permit for another caller", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, token, principal, stranger } = fixture;
    await token.mint(principal.wallet, 7n);
    const permit = await signPermit(fixture, 7n);

    await expect(vault.connect(stranger).depositWithPermit(2n, 7n, ...permit))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(await vault.getAddress(), 0n, 7n);
    expect(await token.balanceOf(principal.wallet)).to.equal(7n);
  });
});
