import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { expect } from "chai";
import { MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import { ethers } from "hardhat";

import { type SignedRequest, signForwardRequest } from "../../scripts/lib/signForwardRequest";
import { signPermit } from "../../scripts/lib/signPermit";
import { type Community, deployCommunity, HOUR, type MemberHandle } from "../support/community";
import { gains } from "./gains";

const DEPOSIT = 1_000n;
const AMOUNT = 400n;

interface Signed extends Community {
  victim: MemberHandle;
  attacker: MemberHandle;
  relayer: HardhatEthersSigner;
  deadline: bigint;
  /** The victim's withdrawal of 400 to the attacker, who was owed them outside, signed offline. */
  withdrawal: SignedRequest;
}

async function deploySigned(): Promise<Signed> {
  const community = await deployCommunity();
  const { founders, deposit, forwarder, vault, newWallet } = community;
  const [victim, attacker] = founders;
  await deposit(victim, DEPOSIT);
  const deadline = BigInt(await time.latest()) + HOUR;
  const withdrawal = await signForwardRequest(forwarder, victim.wallet, {
    to: await vault.getAddress(),
    data: vault.interface.encodeFunctionData("withdraw", [AMOUNT, attacker.wallet.address]),
    deadline,
  });
  return { ...community, victim, attacker, relayer: await newWallet(), deadline, withdrawal };
}

describe("A signed request in the wrong hands", () => {
  it("<REL-1> pays once, however often it is handed in", async () => {
    const scene = await loadFixture(deploySigned);
    const { forwarder, victim, attacker, withdrawal } = scene;

    expect(
      await gains(scene, { victim, attacker }, async () => {
        await forwarder.connect(attacker.wallet).execute(withdrawal);
        for (let again = 0; again < 3; again++) {
          await expect(
            forwarder.connect(attacker.wallet).execute(withdrawal),
          ).to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderInvalidSigner");
        }
        await expect(
          forwarder.connect(attacker.wallet).executeBatch([withdrawal, withdrawal], ZeroAddress),
        ).to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderInvalidSigner");
        // Where a refund is asked for, a batch passes over what is not valid.
        await forwarder
          .connect(attacker.wallet)
          .executeBatch([withdrawal, withdrawal], attacker.wallet);
      }),
    ).to.deep.equal({ victim: -AMOUNT, attacker: AMOUNT });
    expect(await forwarder.nonces(victim.wallet)).to.equal(1n);
  });

  it("<REL-1> pays once even when the same batch holds it twice", async () => {
    const scene = await loadFixture(deploySigned);
    const { forwarder, victim, attacker, withdrawal } = scene;

    expect(
      await gains(scene, { victim, attacker }, () =>
        forwarder
          .connect(attacker.wallet)
          .executeBatch([withdrawal, withdrawal, withdrawal], attacker.wallet),
      ),
    ).to.deep.equal({ victim: -AMOUNT, attacker: AMOUNT });
  });

  for (const [edge, late, passes] of [
    ["one second before its deadline", -1n, true],
    ["in the second of its deadline", 0n, true],
    ["one second after its deadline", 1n, false],
  ] as const) {
    it(`<REL-1> ${passes ? "works" : "is worth nothing"} ${edge}`, async () => {
      const scene = await loadFixture(deploySigned);
      const { forwarder, relayer, victim, attacker, deadline, withdrawal } = scene;

      expect(
        await gains(scene, { victim, attacker }, async () => {
          await time.setNextBlockTimestamp(deadline + late);
          const handed = forwarder.connect(relayer).execute(withdrawal);
          if (passes) await handed;
          else {
            await expect(handed)
              .to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderExpiredRequest")
              .withArgs(deadline);
          }
        }),
      ).to.deep.equal(passes ? { victim: -AMOUNT, attacker: AMOUNT } : {});
    });
  }

  it("<REL-1> is worth nothing in another community, where the same wallet has the same money", async () => {
    const scene = await loadFixture(deploySigned);
    const { victim, attacker, withdrawal, forwarder } = scene;
    const other = await deployCommunity();
    const [twin] = other.founders;
    expect(twin.wallet.address).to.equal(victim.wallet.address);
    await other.deposit(twin, DEPOSIT);

    for (const request of [withdrawal, { ...withdrawal, to: await other.vault.getAddress() }]) {
      await expect(other.forwarder.connect(attacker.wallet).execute(request)).to.be.reverted;
      expect(await other.forwarder.verify(request)).to.equal(false);
    }
    await expect(
      forwarder
        .connect(attacker.wallet)
        .execute({ ...withdrawal, to: await other.vault.getAddress() }),
    ).to.be.revertedWithCustomError(forwarder, "ERC2771UntrustfulTarget");
    expect((await other.vault.account(twin.id)).free).to.equal(DEPOSIT);
  });

  it("<REL-1> is worth nothing when it was signed for another chain", async () => {
    const scene = await loadFixture(deploySigned);
    const { forwarder, victim, attacker, withdrawal } = scene;
    const { name, version, verifyingContract } = await forwarder.eip712Domain();
    const signature = await victim.wallet.signTypedData(
      { name, version, chainId: 1n, verifyingContract },
      FORWARD_REQUEST,
      { ...withdrawal, nonce: 0n },
    );

    expect(
      await gains(scene, { victim, attacker }, async () => {
        await expect(
          forwarder.connect(attacker.wallet).execute({ ...withdrawal, signature }),
        ).to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderInvalidSigner");
      }),
    ).to.deep.equal({});
  });

  it("<REL-1> is worth nothing for another amount, recipient, wallet or amount of gas", async () => {
    const scene = await loadFixture(deploySigned);
    const { forwarder, vault, victim, attacker, withdrawal } = scene;
    const data = (amount: bigint, to: string): string =>
      vault.interface.encodeFunctionData("withdraw", [amount, to]);

    for (const forged of [
      { ...withdrawal, data: data(DEPOSIT, attacker.wallet.address) },
      { ...withdrawal, data: data(AMOUNT, scene.relayer.address) },
      { ...withdrawal, from: scene.founders[2].wallet.address },
      { ...withdrawal, gas: withdrawal.gas - 1n },
      { ...withdrawal, deadline: withdrawal.deadline + 1n },
    ]) {
      await expect(
        forwarder.connect(attacker.wallet).execute(forged),
      ).to.be.revertedWithCustomError(forwarder, "ERC2771ForwarderInvalidSigner");
    }
    expect((await vault.account(victim.id)).free).to.equal(DEPOSIT);
  });

  it("<REL-1> gets all the gas it was signed for or is not used up: who hands it in cannot starve it", async () => {
    const scene = await loadFixture(deploySigned);
    const { forwarder, vault, victim, attacker, withdrawal } = scene;

    const attempts: boolean[] = [];
    for (let gasLimit = 50_000n; attempts.at(-1) !== true; gasLimit += 10_000n) {
      await forwarder
        .connect(attacker.wallet)
        .executeBatch([withdrawal], attacker.wallet, { gasLimit })
        .catch(() => undefined);
      const isUsed = (await forwarder.nonces(victim.wallet)) === 1n;
      const { free } = await vault.account(victim.id);
      expect(free, `${gasLimit} gas`).to.equal(isUsed ? DEPOSIT - AMOUNT : DEPOSIT);
      attempts.push(isUsed);
    }
    expect(attempts.length).to.be.greaterThan(3);
  });

  it("<REL-1> keeps its number when the call fails: it can be handed in again when it works", async () => {
    const scene = await loadFixture(deploySigned);
    const { forwarder, membership, charter, guardian, victim, attacker } = scene;
    const request = await signForwardRequest(forwarder, victim.wallet, {
      to: await membership.getAddress(),
      data: membership.interface.encodeFunctionData("setProfile", [ZeroHash]),
      deadline: MAX_DEADLINE,
    });
    await charter.connect(guardian).pause();

    await expect(forwarder.connect(attacker.wallet).execute(request)).to.be.revertedWithCustomError(
      forwarder,
      "FailedCall",
    );
    expect(await forwarder.nonces(victim.wallet)).to.equal(0n);
    await charter.connect(guardian).resume();
    await forwarder.connect(attacker.wallet).execute(request);
  });
});

describe("A permit in the wrong hands", () => {
  async function deployPermit() {
    const scene = await deploySigned();
    const { token, vault, victim } = scene;
    await token.mint(victim.wallet, DEPOSIT);
    const { chainId } = await ethers.provider.getNetwork();
    const sign = (terms: Partial<Parameters<typeof signPermit>[2]> = {}) =>
      vault.getAddress().then((spender) =>
        signPermit(token, victim.wallet, {
          spender,
          value: AMOUNT,
          deadline: MaxUint256,
          chainId,
          ...terms,
        }),
      );
    return { ...scene, sign };
  }

  it("<COV-2> <REL-1> pays one deposit: its number is used up, and no allowance is left", async () => {
    const scene = await loadFixture(deployPermit);
    const { token, vault, victim, sign } = scene;
    const { v, r, s } = await sign();
    const deposit = () =>
      vault.connect(victim.wallet).depositWithPermit(victim.id, AMOUNT, MaxUint256, v, r, s);
    await deposit();

    await expect(deposit())
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(await vault.getAddress(), 0n, AMOUNT);
    expect(await token.balanceOf(victim.wallet)).to.equal(DEPOSIT - AMOUNT);
  });

  for (const [title, terms] of [
    ["another chain", { chainId: 1n }],
    ["another spender", { spender: "0x00000000000000000000000000000000000070Ce" }],
    ["another amount", { value: AMOUNT - 1n }],
    ["a deadline that has passed", { deadline: 1n }],
  ] as const) {
    it(`<COV-2> <REL-1> is worth nothing when signed for ${title}`, async () => {
      const { token, vault, victim, sign } = await loadFixture(deployPermit);
      const { v, r, s } = await sign(terms);
      const deadline = "deadline" in terms ? terms.deadline : MaxUint256;

      await expect(
        vault.connect(victim.wallet).depositWithPermit(victim.id, AMOUNT, deadline, v, r, s),
      )
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(await vault.getAddress(), 0n, AMOUNT);
      expect(await token.nonces(victim.wallet)).to.equal(0n);
    });
  }
});

const MAX_DEADLINE = 2n ** 48n - 1n;

const FORWARD_REQUEST = {
  ForwardRequest: [
    { name: "from", type: "address" },
    { name: "to", type: "address" },
    { name: "value", type: "uint256" },
    { name: "gas", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint48" },
    { name: "data", type: "bytes" },
  ],
};
