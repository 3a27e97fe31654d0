import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { MaxUint256, ZeroHash, type ContractTransactionResponse } from "ethers";
import { ethers } from "hardhat";

import { deployCommunity, type Community, type MemberHandle } from "../support/community";
import { changes } from "./changes";
import { deployHostileToken } from "./hostileTokens";
import { DISPUTE, deployVault, type VaultFixture } from "./vaultFixture";

/** A community with 1,000 of a hostile token: the principal has 900 free and owes guarantor 0 100. */
async function deployWith<Name extends Parameters<typeof deployHostileToken>[0]>(name: Name) {
  const { hostile, token } = await deployHostileToken(name);
  const fixture = await deployVault({ deployToken: () => Promise.resolve(token) });
  const { vault, asTrade, principal, guarantor0, harmed, stranger, pledge, bond } = fixture;
  if (name === "FeeToken") await (await ethers.getContractAt("FeeToken", token)).setFee(0n);
  await fixture.deposit(guarantor0, 100n);
  const debt = await pledge(principal, 100n);
  const id = await bond(principal, 100n);
  await asTrade.draw(id, 100n, harmed.id);
  await fixture.deposit(principal, 900n);
  for (const wallet of [principal.wallet, stranger]) {
    await token.mint(wallet, 1_000n);
    await token.connect(wallet).approve(vault, 1_000n);
  }
  return { ...fixture, hostile, debt };
}

type HostileFixture = VaultFixture & { debt: bigint };

/** Every way for tokens into the vault, with an amount of 50. */
const WAYS_IN: Record<
  string,
  {
    call: (fixture: HostileFixture) => Promise<ContractTransactionResponse>;
    /** What `arrived` of 50 changes. */
    expected: (arrived: bigint) => Record<string, bigint>;
  }
> = {
  deposit: {
    call: ({ vault, stranger }) => vault.connect(stranger).deposit(1n, 50n),
    expected: (arrived) => ({ "member 1 free": arrived, balance: arrived }),
  },
  depositWithPermit: {
    call: ({ vault, stranger }) =>
      vault.connect(stranger).depositWithPermit(1n, 50n, MaxUint256, 27n, ZeroHash, ZeroHash),
    expected: (arrived) => ({ "member 1 free": arrived, balance: arrived }),
  },
  repay: {
    call: ({ vault, stranger, debt }) => vault.connect(stranger).repay(debt, 50n),
    expected: (arrived) => ({
      "pledge 1/0 owed": -arrived,
      "member 1 owes": -arrived,
      "member 2 free": arrived,
      balance: arrived,
    }),
  },
  takeFee: {
    call: ({ asCourt, principal }) => asCourt.takeFee(DISPUTE, principal.id, principal.wallet, 50n),
    expected: (arrived) => ({ fees: arrived, balance: arrived }),
  },
};

function withdraw({ vault, principal, stranger }: VaultFixture, amount = 50n) {
  return vault.connect(principal.wallet).withdraw(amount, stranger);
}

const WITHDRAWN = { "member 1 free": -50n, balance: -50n };

describe("The vault and a token that takes a fee", () => {
  const deployFee = () => deployWith("FeeToken");

  for (const [name, { call, expected }] of Object.entries(WAYS_IN)) {
    if (name === "takeFee") continue;
    it(`<COV-1> credits by ${name} what arrived`, async () => {
      const fixture = await loadFixture(deployFee);
      await fixture.hostile.setFee(1_000n);

      expect(await changes(fixture, () => call(fixture))).to.deep.equal(expected(45n));
    });
  }

  it("<COV-1> refuses a fee of a dispute that does not arrive in full", async () => {
    const fixture = await loadFixture(deployFee);
    const { vault, hostile, asCourt, principal } = fixture;
    await hostile.setFee(1_000n);

    await expect(asCourt.takeFee(DISPUTE, principal.id, principal.wallet, 50n))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(principal.id, 50n, 45n);
  });

  it("<COV-1> pays out of the account what leaves the vault", async () => {
    const fixture = await loadFixture(deployFee);
    const { hostile, token, stranger } = fixture;
    await hostile.setFee(1_000n);

    expect(await changes(fixture, () => withdraw(fixture))).to.deep.equal(WITHDRAWN);
    expect(await token.balanceOf(stranger)).to.equal(1_045n);
  });

  for (const [what, fee] of [
    ["nothing", 10_000n],
    ["less than nothing", 10_200n],
  ] as const) {
    it(`<COV-1> refuses to be credited with ${what}`, async () => {
      const fixture = await loadFixture(deployFee);
      const { vault, hostile } = fixture;
      await hostile.setFee(fee);

      for (const { call } of Object.values(WAYS_IN)) {
        await expect(call(fixture)).to.be.revertedWithCustomError(vault, "NothingArrived");
      }
    });
  }
});

describe("The vault and a token that answers true and moves nothing", () => {
  const deployIdle = () => deployWith("IdleToken");

  for (const [name, { call }] of Object.entries(WAYS_IN)) {
    it(`<COV-1> credits nothing by ${name}`, async () => {
      const fixture = await loadFixture(deployIdle);
      await fixture.hostile.setIdle(true);

      await expect(call(fixture)).to.be.revertedWithCustomError(fixture.vault, "NothingArrived");
    });
  }
});

describe("The vault and a token that answers false", () => {
  const deployFalse = () => deployWith("FalseToken");

  for (const [name, { call }] of Object.entries({ ...WAYS_IN, withdraw: { call: withdraw } })) {
    it(`<COV-1> <COV-9> fails ${name} and changes nothing`, async () => {
      const fixture = await loadFixture(deployFalse);
      const { vault, token, hostile } = fixture;
      await hostile.setRefusing(true);

      expect(
        await changes(fixture, async () => {
          await expect(call(fixture))
            .to.be.revertedWithCustomError(vault, "SafeERC20FailedOperation")
            .withArgs(await token.getAddress());
        }),
      ).to.deep.equal({});
    });
  }
});

describe("The vault and a token that answers nothing", () => {
  const deploySilent = () => deployWith("SilentToken");

  for (const [name, { call, expected }] of Object.entries(WAYS_IN)) {
    it(`<COV-1> works by ${name}`, async () => {
      const fixture = await loadFixture(deploySilent);

      expect(await changes(fixture, () => call(fixture))).to.deep.equal(expected(50n));
    });
  }

  it("<COV-1> works by withdraw", async () => {
    const fixture = await loadFixture(deploySilent);

    expect(await changes(fixture, () => withdraw(fixture))).to.deep.equal(WITHDRAWN);
  });
});

describe("The vault and a token that answers with huge data", () => {
  const deployBomb = () => deployWith("BombToken");
  const FUSE = { None: 0, Success: 1, Failure: 2 } as const;

  for (const [name, { call, expected }] of Object.entries(WAYS_IN)) {
    it(`<COV-9> works by ${name} while the answer is good`, async () => {
      const fixture = await loadFixture(deployBomb);
      await fixture.hostile.setFuse(FUSE.Success);

      expect(await changes(fixture, () => call(fixture))).to.deep.equal(expected(50n));
    });

    it(`<COV-9> fails ${name} alone while the answer is bad`, async () => {
      const fixture = await loadFixture(deployBomb);
      await fixture.hostile.setFuse(FUSE.Failure);

      expect(
        await changes(fixture, async () => {
          await expect(call(fixture)).to.be.reverted;
          await fixture.vault.collect(fixture.debt, 1n);
        }),
      ).to.deep.equal({
        "member 1 free": -1n,
        "member 1 owes": -1n,
        "member 2 free": 1n,
        "pledge 1/0 owed": -1n,
      });
    });
  }

  it("<COV-9> pays out while the answer is good", async () => {
    const fixture = await loadFixture(deployBomb);
    await fixture.hostile.setFuse(FUSE.Success);

    expect(await changes(fixture, () => withdraw(fixture))).to.deep.equal(WITHDRAWN);
  });

  it("<COV-9> fails a withdrawal alone while the answer is bad", async () => {
    const fixture = await loadFixture(deployBomb);
    await fixture.hostile.setFuse(FUSE.Failure);

    expect(
      await changes(fixture, async () => {
        await expect(withdraw(fixture)).to.be.reverted;
      }),
    ).to.deep.equal({});
  });
});

/** Moves of numbers that go on whatever the token does. */
async function moveInside({ asTrade, vault, bond, principal, harmed, debt }: HostileFixture) {
  const id = await bond(principal, 10n, { stage: 5 });
  await asTrade.draw(id, 4n, harmed.id);
  await asTrade.release(id, 1n);
  await vault.collect(debt, 7n);
}

const MOVED_INSIDE = {
  "member 1 free": -11n,
  "member 1 owes": -7n,
  "member 2 free": 7n,
  "member 6 free": 4n,
  "pledge 1/0 owed": -7n,
};

describe("The vault and a token that its issuer pauses", () => {
  const deployPausable = () => deployWith("PausableToken");

  for (const [name, { call }] of Object.entries({ ...WAYS_IN, withdraw: { call: withdraw } })) {
    it(`<COV-9> fails ${name} until transfers work again`, async () => {
      const fixture = await loadFixture(deployPausable);
      const { hostile } = fixture;
      await hostile.setPaused(true);

      expect(
        await changes(fixture, async () => {
          await expect(call(fixture)).to.be.revertedWithCustomError(hostile, "TransfersPaused");
        }),
      ).to.deep.equal({});
      await hostile.setPaused(false);
      await call(fixture);
    });
  }

  it("<COV-9> lets everything go on that needs no transfer", async () => {
    const fixture = await loadFixture(deployPausable);
    await fixture.hostile.setPaused(true);

    expect(await changes(fixture, () => moveInside(fixture))).to.deep.equal(MOVED_INSIDE);
  });
});

describe("The vault and a token whose issuer bars addresses", () => {
  const deployBlacklist = () => deployWith("BlacklistToken");

  it("<COV-9> <INV-12> fails a withdrawal to a barred address, and no other", async () => {
    const fixture = await loadFixture(deployBlacklist);
    const { vault, hostile, principal, stranger, harmed } = fixture;
    await hostile.setBlocked(principal.wallet, true);

    await expect(vault.connect(principal.wallet).withdraw(50n, principal.wallet))
      .to.be.revertedWithCustomError(hostile, "Blocked")
      .withArgs(principal.wallet.address);
    expect(
      await changes(fixture, async () => {
        await vault.connect(principal.wallet).withdraw(50n, stranger);
        await vault.connect(harmed.wallet).withdraw(50n, harmed.wallet);
      }),
    ).to.deep.equal({ "member 1 free": -50n, "member 6 free": -50n, balance: -100n });
  });

  it("<COV-9> lets everything go on inside while the vault itself is barred", async () => {
    const fixture = await loadFixture(deployBlacklist);
    await fixture.hostile.setBlocked(fixture.vault, true);

    expect(await changes(fixture, () => moveInside(fixture))).to.deep.equal(MOVED_INSIDE);
  });
});

for (const [name, contract] of [
  ["knows no permit", "PermitlessToken"],
  ["swallows the permit", "PhantomPermitToken"],
] as const) {
  describe(`The vault and a token that ${name}`, () => {
    async function deploy() {
      const token = await (await ethers.getContractFactory(contract as string)).deploy();
      const asTestToken = await ethers.getContractAt("TestToken", await token.getAddress());
      const fixture = await deployVault({ deployToken: () => Promise.resolve(asTestToken) });
      return fixture;
    }

    it("<COV-2> takes a deposit with permit on an allowance", async () => {
      const fixture = await loadFixture(deploy);
      const { vault, stranger, fund } = fixture;
      await fund(stranger, 50n);

      expect(
        await changes(fixture, () =>
          vault.connect(stranger).depositWithPermit(1n, 50n, MaxUint256, 27n, ZeroHash, ZeroHash),
        ),
      ).to.deep.equal({ "member 1 free": 50n, balance: 50n });
    });

    it("<COV-2> takes none without, and nobody else's money", async () => {
      const fixture = await loadFixture(deploy);
      const { vault, token, stranger, principal, fund } = fixture;
      await fund(principal.wallet, 50n);

      await expect(
        vault.connect(stranger).depositWithPermit(1n, 50n, MaxUint256, 27n, ZeroHash, ZeroHash),
      )
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(await vault.getAddress(), 0n, 50n);
    });
  });
}

describe("The vault and a token that calls back", () => {
  /** The token is graph, trade contract and court too, so that no other guard than the lock stops it. */
  async function deployReentrant() {
    const { hostile, token } = await deployHostileToken("ReentrantToken");
    const community = await deployCommunity({
      deployToken: () => Promise.resolve(token),
      substitutes: { graph: token, trade: token, court: token },
    });
    const [holder] = community.founders;
    await community.deposit(holder, 1_000n);
    await community.fund(holder.wallet, 1_000n);
    return { ...community, hostile, holder };
  }

  const INTO: Record<string, (community: Community, holder: MemberHandle) => Promise<unknown>> = {
    deposit: ({ vault }, { id, wallet }) => vault.connect(wallet).deposit(id, 10n),
    withdraw: ({ vault }, { wallet }) => vault.connect(wallet).withdraw(10n, wallet),
  };

  for (const [outer, call] of Object.entries(INTO)) {
    it(`<COV-1> finds every function that changes something locked during ${outer}`, async () => {
      const community = await loadFixture(deployReentrant);
      const { vault, hostile, holder } = community;
      const locked = vault.interface.getError("ReentrancyGuardReentrantCall")?.selector;
      const changing = vault.interface.fragments
        .filter((fragment) => fragment.type === "function")
        .map((fragment) => vault.interface.getFunction(fragment.format() as "release"))
        .filter((fragment) => fragment.stateMutability === "nonpayable")
        .filter((fragment) => fragment.name !== "seal");
      expect(changing.length).to.equal(22);

      for (const fragment of changing) {
        const args = fragment.inputs.map(({ baseType, type }) =>
          baseType === "array" ? [] : type === "address" ? holder.wallet.address : zeroOf(type),
        );
        await hostile.arm(
          vault,
          vault.interface.encodeFunctionData(fragment.name as "release", args as [bigint, bigint]),
        );
        await call(community, holder);
        expect(
          [await hostile.attempted(), await hostile.succeeded(), await hostile.answer()],
          fragment.name,
        ).to.deep.equal([true, false, locked]);
      }
      expect(await community.audit()).to.deep.equal([]);
    });

    it(`<COV-1> <REL-1> lets no holder withdraw through the forwarder during their own ${outer}`, async () => {
      const community = await loadFixture(deployReentrant);
      const { vault, forwarder, hostile, holder } = community;
      await hostile.arm(forwarder, await signedWithdrawal(community, holder, 50n));

      expect(await changes(community, () => call(community, holder))).to.deep.equal(
        outer === "deposit"
          ? { "member 1 free": 10n, balance: 10n }
          : { "member 1 free": -10n, balance: -10n },
      );
      expect([await hostile.attempted(), await hostile.succeeded()]).to.deep.equal([true, false]);
      expect((await vault.account(holder.id)).free).to.equal(outer === "deposit" ? 1_010n : 990n);
    });
  }
});

function zeroOf(type: string): bigint | string {
  return type.startsWith("bytes") ? ZeroHash : 0n;
}

/** The forwarder call that hands in a member's signed withdrawal. */
async function signedWithdrawal(
  { vault, forwarder }: Community,
  { wallet }: MemberHandle,
  amount: bigint,
): Promise<string> {
  const [, name, version, chainId, verifyingContract] = await forwarder.eip712Domain();
  const request = {
    from: wallet.address,
    to: await vault.getAddress(),
    value: 0n,
    gas: 1_000_000n,
    nonce: await forwarder.nonces(wallet),
    deadline: 2n ** 48n - 1n,
    data: vault.interface.encodeFunctionData("withdraw", [amount, wallet.address]),
  };
  const signature = await wallet.signTypedData(
    { name, version, chainId, verifyingContract },
    {
      ForwardRequest: [
        { name: "from", type: "address" },
        { name: "to", type: "address" },
        { name: "value", type: "uint256" },
        { name: "gas", type: "uint256" },
        { name: "nonce", type: "uint256" },
        { name: "deadline", type: "uint48" },
        { name: "data", type: "bytes" },
      ],
    },
    request,
  );
  return forwarder.interface.encodeFunctionData("execute", [{ ...request, signature }]);
}
