import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY, type MemberHandle } from "../support/community";
import { ClaimKind, deployTrade, EVIDENCE, PROVIDER_BOND, tradeIn } from "../trade/tradeFixture";
import { deployHostileToken } from "../vault/hostileTokens";
import { gains } from "./gains";
import { dealIn, deployDeal, lose, pledgeOf, type Deal } from "./uncoveredDeal";

const DEBT = PROVIDER_BOND;

const EXPELLED = 4n;

interface Debt extends Deal {
  /** Protocol clock to which the debtor may repay. */
  dueBy: bigint;
  attacker: MemberHandle;
}

/** A member who owes 150 to each guarantor, and somebody who wants them out. */
async function deployDebt(): Promise<Debt> {
  return debtOf(await deployDeal());
}

async function debtOf(deal: Deal): Promise<Debt> {
  await lose(deal);
  const { owed, dueBy } = await deal.vault.account(deal.debtor.id);
  expect(owed).to.equal(DEBT);
  return { ...deal, dueBy, attacker: deal.outsider };
}

describe("Somebody who wants a debtor expelled", () => {
  it("<MEM-6> has to wait out the whole term: in its last second it is refused, in the next it works", async () => {
    const debt = await loadFixture(deployDebt);
    const { membership, debtor, attacker, dueBy, at } = debt;

    await at(dueBy);
    await expect(membership.connect(attacker.wallet).expel(debtor.id))
      .to.be.revertedWithCustomError(membership, "NotExpellable")
      .withArgs(debtor.id, DEBT, 0n, dueBy, dueBy);
    await at(dueBy + 1n);
    await membership.connect(attacker.wallet).expel(debtor.id);
    expect(await membership.stateOf(debtor.id)).to.equal(EXPELLED);
  });

  it("<MEM-6> never succeeds while the free deposit covers the debt, however late", async () => {
    const debt = await loadFixture(deployDebt);
    const { membership, debtor, attacker, dueBy, deposit, at } = debt;
    await deposit(debtor, DEBT);

    await at(dueBy + 1_000n * DAY);
    await expect(membership.connect(attacker.wallet).expel(debtor.id))
      .to.be.revertedWithCustomError(membership, "NotExpellable")
      .withArgs(debtor.id, DEBT, DEBT, dueBy, dueBy + 1_000n * DAY);
  });

  it("<COV-8> <MEM-6> cannot bring the deposit below the debt: collecting lowers both alike", async () => {
    const debt = await loadFixture(deployDebt);
    const { membership, vault, debtor, leaver, stayer, attacker, dueBy, deposit, at } = debt;
    await deposit(debtor, DEBT);
    await at(dueBy + 1n);

    expect(
      await gains(debt, { debtor, leaver, stayer, attacker }, async () => {
        await vault.connect(attacker.wallet).collect(pledgeOf(debt, 0), 149n);
        await vault.connect(attacker.wallet).collect(pledgeOf(debt, 1), 150n);
      }),
    ).to.deep.equal({ debtor: -299n, leaver: 149n, stayer: 150n });
    await expect(membership.connect(attacker.wallet).expel(debtor.id))
      .to.be.revertedWithCustomError(membership, "NotExpellable")
      .withArgs(debtor.id, 1n, 1n, dueBy, dueBy + 3n);
  });

  it("<COV-8> <MEM-4> cannot have the deposit spent on anything else: no deal, no pledge, no fee", async () => {
    const debt = await loadFixture(deployDebt);
    const { vault, graph, trade, debtor, deposit, founders, propose } = debt;
    const { join, newWallet, receiver } = debt;
    await deposit(debtor, DEBT);
    const notGood = [debtor.id, 0n, DEBT] as const;

    const chain = await propose([{ provider: debtor.id }], receiver);
    await expect(trade.connect(debtor.wallet).accept(chain))
      .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
      .withArgs(...notGood);
    const other = await join(await newWallet(), [founders[0], founders[1]]);
    await graph.connect(other.wallet).nominate(0, debtor.id, 0n);
    await expect(graph.connect(debtor.wallet).vouch(other.wallet, 0, 1n, debt.horizon, 0n))
      .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
      .withArgs(...notGood);
    await expect(vault.connect(debtor.wallet).withdraw(1n, debtor.wallet))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(debtor.id, 1n, 0n);
    expect((await vault.account(debtor.id)).free).to.equal(DEBT);
  });

  it("<COV-2> <COV-8> cannot stop an outsider from paying: the last missing unit saves the debtor", async () => {
    const debt = await loadFixture(deployDebt);
    const { membership, vault, debtor, attacker, stranger, dueBy, deposit, fund, at } = debt;
    await deposit(debtor, DEBT - 1n);
    await fund(stranger, 1n);
    await at(dueBy + 1n);
    await vault.connect(stranger).deposit(debtor.id, 1n);

    await expect(
      membership.connect(attacker.wallet).expel(debtor.id),
    ).to.be.revertedWithCustomError(membership, "NotExpellable");
  });

  it("<COV-8> cannot refuse the money as a creditor: repayment needs nobody's consent", async () => {
    const debt = await loadFixture(deployDebt);
    const { vault, membership, debtor, leaver, stayer, stranger, fund } = debt;
    await fund(stranger, DEBT);

    expect(
      await gains(debt, { debtor, leaver, stayer }, async () => {
        await vault.connect(stranger).repay(pledgeOf(debt, 0), 150n);
        await vault.connect(stranger).repay(pledgeOf(debt, 1), 150n);
      }),
    ).to.deep.equal({ leaver: 150n, stayer: 150n });
    expect(await vault.owedBy(debtor.id)).to.equal(0n);
    expect((await membership.standingOf(debtor.id)).overdue).to.equal(0n);
  });

  it("<MEM-6> gains nothing when it works: what is free beyond the debt is still the debtor's", async () => {
    const debt = await loadFixture(deployDebt);
    const { membership, vault, graph, debtor, leaver, stayer, attacker, dueBy, deposit, at } = debt;
    await at(dueBy + 1n);

    expect(
      await gains(debt, { debtor, leaver, stayer, attacker }, () =>
        membership.connect(attacker.wallet).expel(debtor.id),
      ),
    ).to.deep.equal({});
    await deposit(debtor, DEBT + 7n);
    await vault.connect(debtor.wallet).withdraw(7n, debtor.wallet);
    await expect(vault.connect(debtor.wallet).withdraw(1n, debtor.wallet))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(debtor.id, 1n, 0n);
    expect(await graph.inGoodStanding(debtor.id)).to.equal(false);
    expect((await membership.standingOf(leaver.id)).principalsLost).to.equal(1n);
  });

  it("<COV-8> <CHN-5> must beat them in court first: nobody owes who has broken nothing", async () => {
    const deal = await loadFixture(deployDeal);
    const { trade, vault, court, debtor, receiver, chain, people, providerGuarantors } = deal;

    // A receiver sues a provider who is not late yet; provider and judges find nothing in it.
    expect(
      await gains(deal, people, async () => {
        await trade
          .connect(receiver.wallet)
          .claim(chain, 0, ClaimKind.EarlyBreach, PROVIDER_BOND, EVIDENCE, false);
        await trade.connect(debtor.wallet).answer(chain, 0, 0n, EVIDENCE);
        const { dispute } = await trade.namesOf(chain, 0);
        for (const [seat, { wallet }] of [
          ...providerGuarantors,
          ...deal.receiverGuarantors,
        ].entries()) {
          await court.connect(wallet).vote(dispute, 0, 1 << seat, 0n);
        }
        await deal.warp(5n * DAY);
        await trade.conclude(chain, 0);
      }),
    ).to.deep.equal({ receiver: -1_000n, debtor: 960n, leaver: 15n, stayer: 25n });
    expect(await vault.owedBy(debtor.id)).to.equal(0n);
  });
});

describe("A principal who wants their guarantor expelled", () => {
  /** The middle one has nothing and has pledged 100 on what two others pledged for them, 50 each. */
  async function deployMiddle() {
    const fixture = await deployTrade();
    const { providerGuarantors, founders, join, newWallet, warp, propose, receiver, trade } =
      fixture;
    const middle = await join(await newWallet(), providerGuarantors, { pledges: [200n, 200n] });
    const other = await join(await newWallet(), [founders[0], founders[1]]);
    const attacker = await join(await newWallet(), [middle, other], { pledges: [100n, 0n] });
    await warp(1n);
    const chain = await propose(
      [{ provider: attacker.id, providerBond: 100n, receiverBond: 0n }],
      receiver,
    );
    for (const { wallet } of [attacker, receiver]) await trade.connect(wallet).accept(chain);
    const [upper0, upper1] = providerGuarantors;
    const people = { attacker, partner: receiver, middle, upper0, upper1 };
    return { ...fixture, chain, attacker, middle, people };
  }

  it("<COV-6> <COV-8> <MEM-6> can, together with a receiver, if the guarantor pledged the money of others: it costs the attacker the same", async () => {
    const scene = await loadFixture(deployMiddle);
    const { trade, membership, vault, graph, receiver, chain, attacker, middle, people } = scene;

    expect(
      await gains(scene, people, async () => {
        await scene.claimDefault(chain, 100n);
        await scene.warp(3n * DAY);
        await trade.conclude(chain, 0);
        await trade.connect(receiver.wallet).takeMoney(chain, 0);
      }),
    ).to.deep.equal({ partner: 100n, upper0: -50n, upper1: -50n });
    expect(await vault.owedBy(middle.id)).to.equal(100n);
    expect(await vault.owedBy(attacker.id)).to.equal(100n);
    expect(await graph.inGoodStanding(middle.id)).to.equal(false);

    await scene.warp(30n * DAY + 1n);
    for (const { id } of [attacker, middle]) {
      await membership.expel(id);
      expect(await membership.stateOf(id)).to.equal(EXPELLED);
    }
  });

  it("<MEM-6> cannot if the guarantor puts the debt aside or pledged own money only", async () => {
    const scene = await loadFixture(deployMiddle);
    const { trade, membership, receiver, chain, middle, deposit } = scene;
    await scene.claimDefault(chain, 100n);
    await scene.warp(3n * DAY);
    await trade.conclude(chain, 0);
    await trade.connect(receiver.wallet).takeMoney(chain, 0);
    await deposit(middle, 100n);
    await scene.warp(30n * DAY + 1n);

    await expect(membership.expel(middle.id)).to.be.revertedWithCustomError(
      membership,
      "NotExpellable",
    );
  });
});

describe("An issuer who pauses the token until a debt is overdue", () => {
  async function deployPausable() {
    const { hostile, token } = await deployHostileToken("PausableToken");
    const fixture = await tradeIn({ deployToken: () => Promise.resolve(token) });
    return { ...(await debtOf(await dealIn(fixture))), hostile };
  }

  it("<COV-9> <MEM-6> can have a debtor expelled who has the money outside: the guardian's 14 days are all the help", async () => {
    const debt = await loadFixture(deployPausable);
    const { membership, charter, guardian, vault, hostile, debtor, dueBy, fund, at, warp } = debt;
    await fund(debtor.wallet, DEBT);
    await hostile.setPaused(true);
    await expect(
      vault.connect(debtor.wallet).repay(pledgeOf(debt, 0), 150n),
    ).to.be.revertedWithCustomError(hostile, "TransfersPaused");

    await at(dueBy);
    await charter.connect(guardian).pause();
    await warp(14n * DAY);
    expect(await charter.clock()).to.equal(dueBy);
    await membership.expel(debtor.id);
    expect(await membership.stateOf(debtor.id)).to.equal(EXPELLED);
  });

  it("<COV-8> <COV-9> cannot where the money is in the vault: it is collected without a transfer", async () => {
    const debt = await loadFixture(deployPausable);
    const { vault, hostile, debtor, leaver, stayer, deposit, at, dueBy } = debt;
    await deposit(debtor, DEBT);
    await hostile.setPaused(true);
    await at(dueBy - 10n);

    expect(
      await gains(debt, { debtor, leaver, stayer }, async () => {
        await vault.collect(pledgeOf(debt, 0), 150n);
        await vault.collect(pledgeOf(debt, 1), 150n);
      }),
    ).to.deep.equal({ debtor: -DEBT, leaver: 150n, stayer: 150n });
  });
});
