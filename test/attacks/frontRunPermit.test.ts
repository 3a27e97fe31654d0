import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { MaxUint256, type Signature } from "ethers";
import { ethers } from "hardhat";

import { signPermit } from "../../scripts/lib/signPermit";
import type { MemberHandle } from "../support/community";
import { ClaimKind, deployTradeWithFees, EVIDENCE, type TradeFixture } from "../trade/tradeFixture";
import { gains } from "./gains";
import { dealIn, lose, pledgeOf } from "./uncoveredDeal";

const AMOUNT = 500n;

interface Permitted extends TradeFixture {
  /** Has tokens in the wallet, has signed a permit, and has sent nothing yet. */
  victim: MemberHandle;
  attacker: MemberHandle;
  permit: Signature;
}

async function deployPermitted(): Promise<Permitted> {
  const fixture = await deployTradeWithFees();
  const { token, vault, outsider: victim, provider: attacker } = fixture;
  await token.mint(victim.wallet, AMOUNT);
  const permit = await signPermit(token, victim.wallet, {
    spender: await vault.getAddress(),
    value: AMOUNT,
    deadline: MaxUint256,
    chainId: (await ethers.provider.getNetwork()).chainId,
  });
  return { ...fixture, victim, attacker, permit };
}

describe("Somebody who sees a deposit with permit coming", () => {
  it("<COV-2> and hands the permit in first delays nothing: the deposit comes all the same", async () => {
    const scene = await loadFixture(deployPermitted);
    const { token, vault, victim, attacker, permit } = scene;
    const { v, r, s } = permit;

    expect(
      await gains(scene, { victim, attacker }, async () => {
        await token
          .connect(attacker.wallet)
          .permit(victim.wallet, vault, AMOUNT, MaxUint256, v, r, s);
        await vault
          .connect(victim.wallet)
          .depositWithPermit(victim.id, AMOUNT, MaxUint256, v, r, s);
      }),
    ).to.deep.equal({});
    expect((await vault.account(victim.id)).free).to.equal(1_000n + AMOUNT);
    expect(await token.allowance(victim.wallet, vault)).to.equal(0n);
  });

  it("<COV-2> and copies the call deposits nothing of the victim's: the permit is the caller's or nobody's", async () => {
    const scene = await loadFixture(deployPermitted);
    const { token, vault, victim, attacker, permit } = scene;
    const { v, r, s } = permit;

    await expect(
      vault.connect(attacker.wallet).depositWithPermit(attacker.id, AMOUNT, MaxUint256, v, r, s),
    )
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(await vault.getAddress(), 0n, AMOUNT);
    expect(await token.nonces(victim.wallet)).to.equal(0n);
  });

  it("<COV-2> and uses the allowance it leaves finds no function that pulls from anybody but its caller", async () => {
    const scene = await loadFixture(deployPermitted);
    const { token, vault, trade, victim, attacker, permit, activeChain } = scene;
    const { v, r, s } = permit;
    await token.connect(attacker.wallet).permit(victim.wallet, vault, AMOUNT, MaxUint256, v, r, s);
    const chain = await activeChain();
    const deal = await dealIn(scene);
    await lose(deal);
    const vaultAddress = await vault.getAddress();

    expect(await token.allowance(victim.wallet, vault)).to.equal(AMOUNT);
    const attempts: [needed: bigint, attempt: () => Promise<unknown>][] = [
      [10n, () => vault.connect(attacker.wallet).deposit(attacker.id, 10n)],
      [10n, () => vault.connect(attacker.wallet).deposit(victim.id, 10n)],
      [10n, () => vault.connect(attacker.wallet).repay(pledgeOf(deal, 0), 10n)],
      [
        20n,
        () =>
          trade
            .connect(attacker.wallet)
            .claim(chain, 0, ClaimKind.Obstruction, 200n, EVIDENCE, true),
      ],
    ];
    for (const [needed, attempt] of attempts) {
      await expect(attempt())
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(vaultAddress, 0n, needed);
    }
    expect(await token.balanceOf(victim.wallet)).to.equal(AMOUNT);
    await vault.connect(victim.wallet).deposit(victim.id, AMOUNT);
    expect(await token.balanceOf(victim.wallet)).to.equal(0n);
  });

  it("<COV-2> and burns the permit without the amount being there makes the victim's deposit fail, and nothing is lost", async () => {
    const scene = await loadFixture(deployPermitted);
    const { token, vault, victim, permit } = scene;
    const { v, r, s } = permit;
    await token.connect(victim.wallet).transfer(scene.stranger, 1n);

    await expect(
      vault.connect(victim.wallet).depositWithPermit(victim.id, AMOUNT, MaxUint256, v, r, s),
    )
      .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
      .withArgs(victim.wallet.address, AMOUNT - 1n, AMOUNT);
    expect(await token.nonces(victim.wallet)).to.equal(0n);
  });
});
