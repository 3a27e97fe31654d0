import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { type ContractTransactionResponse, MaxUint256, ZeroHash } from "ethers";

import { auditLedger, conservationOf } from "../../scripts/lib/ledger";
import { Side } from "../../scripts/lib/names";
import type { RebasingToken } from "../../typechain-types/test/tokens";
import { DAY } from "../support/community";
import { ClaimKind, EVIDENCE, StageState, tradeIn, type TradeFixture } from "../trade/tradeFixture";
import { changes, changesBetween } from "../vault/changes";
import { deployHostileToken } from "../vault/hostileTokens";
import { anotherDeal, dealIn, lose, pledgeOf, sue, type Deal } from "./uncoveredDeal";

type Name = Parameters<typeof deployHostileToken>[0];

type Hostile<Token extends Name> = Awaited<ReturnType<typeof deployHostileToken<Token>>>["hostile"];

const SEAT_FEE = 5n;

/** The first panel, and the second. */
const CLAIM_FEE = 4n * SEAT_FEE;
const APPEAL_FEE = 8n * SEAT_FEE;

const FUSE = { Success: 1, Failure: 2 } as const;

interface Broken<Token extends Name> extends TradeFixture {
  hostile: Hostile<Token>;
  /** A deal whose provider has contested a claim; round 0 has ruled 100 per cent and can be appealed. */
  ruled: bigint;
  /** A deal of the debtor's, ruled in the same way: those who stand for the debtor can appeal. */
  backed: bigint;
  /** A deal that runs. */
  open: bigint;
  /** A debt of 150 to each of two guarantors. */
  debt: Deal;
}

/** Deals in every state that tokens come in from, in a community whose token behaves so far. */
async function deployBroken<Token extends Name>(name: Token): Promise<Broken<Token>> {
  const { hostile, token } = await deployHostileToken(name);
  if (name === "FeeToken") await (hostile as Hostile<"FeeToken">).setFee(0n);
  const fixture = await tradeIn({
    deployToken: () => Promise.resolve(token),
    parameters: { seatFee: SEAT_FEE },
  });
  const { activeChain, claimDefault, trade, court, provider, fund, receiver, stranger } = fixture;
  const debt = await dealIn(fixture);
  const backed = await anotherDeal(debt);
  await lose(debt);
  const ruled = await activeChain();
  await claimDefault(ruled);
  await trade.connect(provider.wallet).answer(ruled, 0, 0n, EVIDENCE);
  await fixture.vote(ruled, [10_000n, undefined, 10_000n]);
  await sue(debt, backed);
  const open = await activeChain([{ duration: 300n * DAY }]);
  await fixture.warp(fixture.parameters.voteWindow);
  for (const chain of [ruled, backed]) {
    const { dispute } = await trade.namesOf(chain, 0);
    await court.advance(dispute);
  }
  for (const { wallet } of [provider, receiver, debt.leaver]) await fund(wallet, 1_000n);
  await fund(stranger, 1_000n);
  return { ...fixture, hostile, ruled, backed, open, debt };
}

type AnyBroken = Omit<Broken<Name>, "hostile">;

/** Every way that tokens come into or leave a community, with an amount each. */
const PATHS: Record<string, (scene: AnyBroken) => Promise<ContractTransactionResponse>> = {
  deposit: ({ vault, stranger }) => vault.connect(stranger).deposit(1n, 100n),
  depositWithPermit: ({ vault, stranger }) =>
    vault.connect(stranger).depositWithPermit(1n, 100n, MaxUint256, 27n, ZeroHash, ZeroHash),
  repay: ({ vault, stranger, debt }) => vault.connect(stranger).repay(pledgeOf(debt, 0), 100n),
  "a claim's fee": ({ trade, receiver, open }) =>
    trade.connect(receiver.wallet).claim(open, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, true),
  "an appeal's fee": async ({ trade, court, provider, ruled }) => {
    const { dispute } = await trade.namesOf(ruled, 0);
    return court.connect(provider.wallet).appeal(dispute, true);
  },
  "the fee of a guarantor's appeal": ({ trade, debt: { leaver }, backed }) =>
    trade.connect(leaver.wallet).appealFor(backed, 0, Side.Provider, 1, 0n, true),
  withdraw: ({ vault, receiver, stranger }) =>
    vault.connect(receiver.wallet).withdraw(100n, stranger),
};

/** What a path changes of the books when the token does what it says. */
const WORKS = (scene: AnyBroken): Record<string, Record<string, bigint>> => {
  const debtor = `member ${scene.debt.debtor.id}`;
  return {
    deposit: { "member 1 free": 100n, balance: 100n },
    depositWithPermit: { "member 1 free": 100n, balance: 100n },
    repay: {
      [`${debtor} owes`]: -100n,
      [`pledge ${scene.debt.debtor.id}/0 owed`]: -100n,
      "member 6 free": 100n,
      balance: 100n,
    },
    "a claim's fee": { fees: CLAIM_FEE, balance: CLAIM_FEE },
    "an appeal's fee": { fees: APPEAL_FEE, balance: APPEAL_FEE },
    "the fee of a guarantor's appeal": { fees: APPEAL_FEE, balance: APPEAL_FEE },
    withdraw: { [`member ${scene.receiver.id} free`]: -100n, balance: -100n },
  };
};

/** Everything that goes on without the token: judging, paying, drawing, giving back. */
async function goOnInside(scene: AnyBroken): Promise<void> {
  const { trade, court, vault, receiver, ruled, debt, deliver, open } = scene;
  const { dispute } = await trade.namesOf(ruled, 0);
  const [, { appealUntil }] = await court.current(dispute);
  await time.increaseTo(appealUntil);
  await trade.conclude(ruled, 0);
  await trade.connect(receiver.wallet).takeMoney(ruled, 0);
  expect(await scene.stateOf(ruled)).to.equal(StageState.Closed);
  await court.connect(scene.providerGuarantors[0].wallet).claimSeatFees(dispute, 0, 1n);
  await court.returnFees(dispute);
  await deliver(open);
  await trade.connect(receiver.wallet).acceptDelivery(open, 0);
  await expect(vault.collect(pledgeOf(debt, 0), 1n))
    .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
    .withArgs(debt.debtor.id, 1n, 0n);
}

/** A token with a way of its own, and what turns it on. */
interface Manner<Token extends Name> {
  title: string;
  token: Token;
  breakIt: (hostile: Hostile<Token>, scene: AnyBroken) => Promise<unknown>;
}

/** A way in which every transfer fails, and what a call fails with. */
interface Failing<Token extends Name> extends Manner<Token> {
  expectFailure: (call: Promise<unknown>, scene: Broken<Token>) => PromiseLike<void>;
}

function describeFailing<Token extends Name>({
  title,
  token,
  breakIt,
  expectFailure,
}: Failing<Token>): void {
  describe(`A community whose token ${title}`, () => {
    const deploy = { [token]: () => deployBroken(token) }[token] as () => Promise<Broken<Token>>;

    it("<COV-1> <COV-9> fails every path that needs a transfer, and each changes nothing", async () => {
      const scene = await loadFixture(deploy);
      await breakIt(scene.hostile, scene);

      for (const [path, call] of Object.entries(PATHS)) {
        expect(
          await changes(scene, async () => {
            await expectFailure(call(scene), scene);
          }),
          path,
        ).to.deep.equal({});
      }
      expect(await scene.stateOf(scene.open)).to.equal(StageState.Open);
    });

    it("<COV-9> <INV-5> judges, pays and draws all the same, and claims can be paid from deposits", async () => {
      const scene = await loadFixture(deploy);
      const { vault, provider, receiver } = scene;
      await breakIt(scene.hostile, scene);
      const before = await vault.account(receiver.id);
      const providerBefore = await vault.account(provider.id);

      await goOnInside(scene);

      // 1,000 back and 300 of the bond, 200 of the own bond of either deal, and half of the first panel's fee.
      expect((await vault.account(receiver.id)).free - before.free).to.equal(
        1_000n + 300n + 400n + CLAIM_FEE / 2n,
      );
      // The price of the other deal less premiums, and its bond.
      expect((await vault.account(provider.id)).free - providerBefore.free).to.equal(960n + 300n);
    });
  });
}

describeFailing({
  title: "answers false",
  token: "FalseToken",
  breakIt: (hostile) => hostile.setRefusing(true),
  expectFailure: (call, { vault, hostile }) =>
    expect(call)
      .to.be.revertedWithCustomError(vault, "SafeERC20FailedOperation")
      .withArgs(hostile.target),
});

describeFailing({
  title: "is paused by its issuer",
  token: "PausableToken",
  breakIt: (hostile) => hostile.setPaused(true),
  expectFailure: (call, { hostile }) =>
    expect(call).to.be.revertedWithCustomError(hostile, "TransfersPaused"),
});

describeFailing({
  title: "bars the vault",
  token: "BlacklistToken",
  breakIt: (hostile, { vault }) => vault.getAddress().then((a) => hostile.setBlocked(a, true)),
  expectFailure: (call, { hostile, vault }) =>
    expect(call).to.be.revertedWithCustomError(hostile, "Blocked").withArgs(vault.target),
});

describeFailing({
  title: "answers with huge data and fails",
  token: "BombToken",
  breakIt: (hostile) => hostile.setFuse(FUSE.Failure),
  // The data is no error that has a name.
  expectFailure: (call) => expect(call).to.be.reverted,
});

function describeWorking<Token extends Name>({ title, token, breakIt }: Manner<Token>): void {
  describe(`A community whose token ${title}`, () => {
    const deploy = { [token]: () => deployBroken(token) }[token] as () => Promise<Broken<Token>>;

    it("<COV-1> <COV-9> works by every path", async () => {
      const scene = await loadFixture(deploy);
      await breakIt(scene.hostile, scene);

      for (const [path, call] of Object.entries(PATHS)) {
        expect(await changes(scene, () => call(scene)), path).to.deep.equal(WORKS(scene)[path]);
      }
    });
  });
}

describeWorking({
  title: "answers nothing",
  token: "SilentToken",
  breakIt: () => Promise.resolve(),
});

describeWorking({
  title: "answers with huge data",
  token: "BombToken",
  breakIt: (hostile) => hostile.setFuse(FUSE.Success),
});

describe("A community whose token takes a fee of a tenth", () => {
  const deployFee = () => deployBroken("FeeToken");

  it("<COV-1> <CRT-5> refuses the fees of a claim and of appeals that do not arrive in full, and takes them from deposits", async () => {
    const scene = await loadFixture(deployFee);
    const { vault, trade, court, hostile, receiver, provider, open, ruled, backed } = scene;
    const { leaver } = scene.debt;
    await hostile.setFee(1_000n);
    const { dispute } = await trade.namesOf(ruled, 0);

    expect(
      await changes(scene, async () => {
        await expect(PATHS["a claim's fee"]?.(scene))
          .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
          .withArgs(receiver.id, CLAIM_FEE, (CLAIM_FEE * 9n) / 10n);
        await expect(PATHS["an appeal's fee"]?.(scene))
          .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
          .withArgs(provider.id, APPEAL_FEE, (APPEAL_FEE * 9n) / 10n);
        await expect(PATHS["the fee of a guarantor's appeal"]?.(scene))
          .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
          .withArgs(leaver.id, APPEAL_FEE, (APPEAL_FEE * 9n) / 10n);
        await trade
          .connect(receiver.wallet)
          .claim(open, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
        await court.connect(provider.wallet).appeal(dispute, false);
        await trade.connect(leaver.wallet).appealFor(backed, 0, Side.Provider, 1, 0n, false);
      }),
    ).to.deep.equal({
      fees: CLAIM_FEE + 2n * APPEAL_FEE,
      [`member ${receiver.id} free`]: -CLAIM_FEE,
      [`member ${provider.id} free`]: -APPEAL_FEE,
      [`member ${leaver.id} free`]: -APPEAL_FEE,
    });
  });

  it("<COV-1> <COV-8> <INV-1> credits by every other path what arrived: the books meet the balance", async () => {
    const scene = await loadFixture(deployFee);
    const { hostile, debt } = scene;
    await hostile.setFee(1_000n);

    for (const path of ["deposit", "depositWithPermit", "repay", "withdraw"] as const) {
      const works = WORKS(scene)[path] ?? {};
      const arrived = Object.fromEntries(
        Object.entries(works).map(([name, change]) => [
          name,
          path === "withdraw" ? change : (change * 9n) / 10n,
        ]),
      );
      expect(await changes(scene, async () => PATHS[path]?.(scene)), path).to.deep.equal(arrived);
    }
    expect(await scene.vault.owedBy(debt.debtor.id)).to.equal(300n - 90n);
  });
});

describe("A community whose token bars one member's wallet", () => {
  const deployBarred = () => deployBroken("BlacklistToken");

  it("<COV-9> <INV-12> holds up that wallet alone: the money leaves to another, and awards reach the member inside", async () => {
    const scene = await loadFixture(deployBarred);
    const { vault, hostile, receiver, provider, stranger } = scene;
    await hostile.setBlocked(receiver.wallet, true);

    await goOnInside(scene);
    await expect(vault.connect(receiver.wallet).withdraw(1_300n, receiver.wallet))
      .to.be.revertedWithCustomError(hostile, "Blocked")
      .withArgs(receiver.wallet.address);
    expect(
      await changes(scene, async () => {
        await vault.connect(receiver.wallet).withdraw(1_300n, stranger);
        await vault.connect(provider.wallet).withdraw(5n, provider.wallet);
      }),
    ).to.deep.equal({
      [`member ${receiver.id} free`]: -1_300n,
      [`member ${provider.id} free`]: -5n,
      balance: -1_305n,
    });
  });
});

describe("A community whose token rebases, which is not supported", () => {
  const deployRebased = () => deployBroken("RebasingToken");

  async function deployRebasing(): Promise<TradeFixture & { hostile: RebasingToken }> {
    const { hostile, token } = await deployHostileToken("RebasingToken");
    return { ...(await tradeIn({ deployToken: () => Promise.resolve(token) })), hostile };
  }

  for (const [what, index] of [
    ["grown by a quarter", 1_250_000n],
    ["shrunk by a fifth", 800_000n],
  ] as const) {
    it(`<COV-1> works by every path after it has ${what}: what it gained or lost before stays what it was`, async () => {
      const scene = await loadFixture(deployRebased);
      await scene.hostile.setIndex(index);

      for (const [path, call] of Object.entries(PATHS)) {
        const before = await scene.ledger();
        await call(scene);
        expect(changesBetween(before, await scene.ledger()), path).to.deep.equal(
          WORKS(scene)[path],
        );
      }
    });
  }

  it("<COV-1> keeps what it gains in the vault for nobody", async () => {
    const { hostile, ledger, vault, provider } = await loadFixture(deployRebasing);
    const before = conservationOf(await ledger());
    await hostile.setIndex(1_100_000n);

    const { total, balance } = conservationOf(await ledger());
    expect(total).to.equal(before.total);
    expect(balance).to.equal((before.total * 11n) / 10n);
    await vault.connect(provider.wallet).withdraw(10_000n, provider.wallet);
    expect((await vault.account(provider.id)).free).to.equal(0n);
  });

  it("<COV-1> pays until it is empty when it loses: the last to withdraw bear the loss, and the audit names it", async () => {
    const { hostile, ledger, vault, token, receiver, provider, outsider } =
      await loadFixture(deployRebasing);
    const { total } = conservationOf(await ledger());
    await hostile.setIndex(900_000n);

    const balance = (total * 9n) / 10n;
    expect(auditLedger(await ledger())).to.deep.equal([
      `INV-1: the vault holds ${balance}, the books say ${total}`,
    ]);
    await vault.connect(receiver.wallet).withdraw(100_000n, receiver.wallet);
    const left = await token.balanceOf(vault);
    expect(left).to.be.lessThan(10_000n + 1_000n);
    await vault.connect(outsider.wallet).withdraw(1_000n, outsider.wallet);
    await expect(
      vault.connect(provider.wallet).withdraw(10_000n, provider.wallet),
    ).to.be.revertedWithCustomError(token, "ERC20InsufficientBalance");
    expect((await vault.account(provider.id)).free).to.equal(10_000n);
  });
});
