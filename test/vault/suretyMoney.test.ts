import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { BondRole, bondId, pledgeId } from "../../scripts/lib/names";
import { DAY, deployCommunity, type Community, type MemberHandle } from "../support/community";
import { changes } from "./changes";
import { CHAIN } from "./vaultFixture";

const BOND = bondId(CHAIN, 0, BondRole.Provider);
const OTHER_BOND = bondId(CHAIN, 1, BondRole.Provider);

/** Dana, whose guarantors Anna and Bolat pledge 30 and 20; a bond of 40 uses 20 of each. */
async function deploySurety() {
  const [tradeWallet, courtWallet, stranger] = (await ethers.getSigners()).slice(-3);
  if (!tradeWallet || !courtWallet || !stranger) {
    throw new Error("The network has too few accounts");
  }
  const community = await deployCommunity({
    substitutes: { trade: tradeWallet, court: courtWallet },
  });
  const [anna, bolat, cholpan] = community.founders;
  await community.deposit(anna, 50n);
  await community.deposit(bolat, 20n);
  const dana = await community.join(await community.newWallet(), [anna, bolat], {
    pledges: [30n, 20n],
  });
  const asTrade = community.vault.connect(tradeWallet);
  const [annasPledge, bolatsPledge] = await pledgesOf(community, dana);
  await asTrade.commit(
    dana.id,
    [{ bond: BOND, price: 0n, amount: 40n }],
    annasPledge,
    bolatsPledge,
  );
  return {
    ...community,
    asTrade,
    stranger,
    anna,
    bolat,
    cholpan,
    dana,
    annasPledge,
    bolatsPledge,
  };
}

async function pledgesOf({ graph }: Community, { id }: MemberHandle): Promise<[bigint, bigint]> {
  const { serial0, serial1 } = await graph.pairOf(id);
  return [pledgeId(id, 0, serial0), pledgeId(id, 1, serial1)];
}

describe("The money of a surety", () => {
  it("<SUR-4> is freed at once where unused, when the surety is withdrawn", async () => {
    const fixture = await loadFixture(deploySurety);
    const { graph, vault, anna, dana, annasPledge } = fixture;

    expect(
      await changes(fixture, () => graph.connect(anna.wallet).withdrawSurety(dana.id, 0)),
    ).to.deep.equal({
      [`pledge ${dana.id}/0 own`]: -10n,
      [`pledge ${dana.id}/0 room`]: -10n,
      [`member ${anna.id} free`]: 10n,
    });
    const left = await vault.pledge(annasPledge);
    expect([left.state, left.own, left.room]).to.deep.equal([2n, 20n, 0n]);
  });

  it("<SUR-4> stays liable where it is in use: leaving just before a loss does not escape it", async () => {
    const fixture = await loadFixture(deploySurety);
    const { graph, asTrade, anna, cholpan, dana } = fixture;
    await graph.connect(anna.wallet).withdrawSurety(dana.id, 0);

    expect(await changes(fixture, () => asTrade.draw(BOND, 40n, cholpan.id))).to.deep.equal({
      "bond 0/0 from pledge 6/0": -20n,
      "bond 0/0 from pledge 6/1#2": -20n,
      "pledge 6/0 own": -20n,
      "pledge 6/0 owed": 20n,
      "pledge 6/1#2 own": -20n,
      "pledge 6/1#2 owed": 20n,
      "member 6 owes": 40n,
      "member 3 free": 40n,
    });
  });

  it("<SUR-4> comes back by reclaim, by anyone, once the bond is released", async () => {
    const fixture = await loadFixture(deploySurety);
    const { graph, vault, asTrade, stranger, anna, dana, annasPledge } = fixture;
    await graph.connect(anna.wallet).withdrawSurety(dana.id, 0);
    await asTrade.release(BOND, dana.id);

    expect(
      await changes(fixture, () => vault.connect(stranger).reclaim(annasPledge)),
    ).to.deep.equal({
      "pledge 6/0 own": -20n,
      "pledge 6/0 room": -20n,
      "member 1 free": 20n,
      "member 1 locks": -1n,
    });
  });

  it("<SUR-4> backs no new bond after it was withdrawn", async () => {
    const { graph, vault, asTrade, anna, dana, annasPledge } = await loadFixture(deploySurety);
    await graph.connect(anna.wallet).withdrawSurety(dana.id, 0);
    await asTrade.release(BOND, dana.id);

    await expect(
      asTrade.commit(dana.id, [{ bond: OTHER_BOND, price: 0n, amount: 21n }], annasPledge, 0n),
    )
      .to.be.revertedWithCustomError(vault, "InsufficientCover")
      .withArgs(dana.id, 21n, 0n);
  });

  it("<SUR-2> <SUR-4> is a new pledge when the same two people begin again, beside the old one", async () => {
    const fixture = await loadFixture(deploySurety);
    const { graph, vault, asTrade, anna, dana, annasPledge, horizon } = fixture;
    await graph.connect(anna.wallet).withdrawSurety(dana.id, 0);
    await graph.connect(dana.wallet).nominate(0, anna.id, 0);
    await graph.connect(anna.wallet).vouch(dana.wallet, 0, 25n, horizon, 0);
    const [again, bolatsPledge] = await pledgesOf(fixture, dana);

    expect(again).not.to.equal(annasPledge);
    expect((await vault.pledge(annasPledge)).own).to.equal(20n);
    expect((await vault.pledge(again)).room).to.equal(25n);
    await asTrade.commit(
      dana.id,
      [{ bond: OTHER_BOND, price: 0n, amount: 25n }],
      again,
      bolatsPledge,
    );
    await asTrade.release(BOND, dana.id);
    await vault.reclaim(annasPledge);
    expect((await vault.account(anna.id)).free).to.equal(25n);
    expect(await fixture.audit()).to.deep.equal([]);
  });

  it("<SUR-2> ends as if withdrawn when another guarantor takes the slot", async () => {
    const fixture = await loadFixture(deploySurety);
    const { graph, vault, cholpan, dana, annasPledge, deposit, horizon } = fixture;
    await deposit(cholpan, 7n);
    await graph.connect(dana.wallet).nominate(0, cholpan.id, 0);

    expect(
      await changes(fixture, () =>
        graph.connect(cholpan.wallet).vouch(dana.wallet, 0, 7n, horizon, 0),
      ),
    ).to.deep.equal({
      "pledge 6/0 own": -10n,
      "pledge 6/0 room": -10n,
      "member 1 free": 10n,
      "pledge 6/0#3 own": 7n,
      "pledge 6/0#3 room": 7n,
      "member 3 free": -7n,
      "member 3 locks": 1n,
    });
    expect((await vault.pledge(annasPledge)).state).to.equal(2n);
  });

  it("<SUR-4> leaves, is drawn and is reclaimed under a pause", async () => {
    const fixture = await loadFixture(deploySurety);
    const { charter, guardian, graph, vault, asTrade, anna, cholpan, dana, annasPledge } = fixture;
    await charter.connect(guardian).pause();

    await graph.connect(anna.wallet).withdrawSurety(dana.id, 0);
    await asTrade.draw(BOND, 10n, cholpan.id);
    await asTrade.release(BOND, dana.id);
    await vault.reclaim(annasPledge);

    const { own, room, owed, state } = await vault.pledge(annasPledge);
    expect([own, room, owed, state]).to.deep.equal([0n, 0n, 5n, 3n]);
    expect((await vault.account(anna.id)).free).to.equal(45n);
    expect(await fixture.audit()).to.deep.equal([]);
  });

  describe("given a principal who owes recourse", () => {
    async function deployDebtor() {
      const fixture = await deploySurety();
      const { asTrade, cholpan, dana, vault } = fixture;
      await asTrade.draw(BOND, 40n, cholpan.id);
      const { dueBy } = await vault.account(dana.id);
      return { ...fixture, dueBy };
    }

    it("<COV-8> <MEM-4> lets them take no new obligation and vouch for nobody", async () => {
      const { graph, asTrade, bolat, dana, newWallet, membership, horizon } =
        await loadFixture(deployDebtor);
      await asTrade.release(BOND, dana.id);
      const applicant = await newWallet();
      await membership
        .connect(applicant)
        .applyForMembership(ethers.ZeroHash, dana.id, 0n, bolat.id, 0n, 0n);

      await expect(graph.connect(dana.wallet).vouch(applicant, 0, 0n, horizon, 0))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(dana.id, 0n, 40n);
      await expect(graph.requireGoodStanding(dana.id))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(dana.id, 0n, 40n);
    });

    it("<MEM-6> <MEM-8> counts a debt that ended in expulsion and is repaid later once", async () => {
      const { vault, membership, stranger, dana, annasPledge, bolatsPledge, dueBy, fund } =
        await loadFixture(deployDebtor);
      await fund(stranger, 40n);
      await time.setNextBlockTimestamp(dueBy + 1n);
      await membership.expel(dana.id);
      expect((await membership.standingOf(dana.id)).overdue).to.equal(1n);

      await vault.connect(stranger).repay(annasPledge, 20n);
      await vault.connect(stranger).repay(bolatsPledge, 20n);

      expect((await membership.standingOf(dana.id)).overdue).to.equal(1n);
    });

    it("<MEM-6> lets an expelled member take out what is free beyond the debt", async () => {
      const {
        vault,
        token,
        membership,
        stranger,
        dana,
        deposit,
        dueBy,
        annasPledge,
        bolatsPledge,
      } = await loadFixture(deployDebtor);
      await time.setNextBlockTimestamp(dueBy + 1n);
      await membership.expel(dana.id);
      await deposit(dana, 50n);

      await expect(vault.connect(dana.wallet).withdraw(11n, dana.wallet))
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(dana.id, 11n, 10n);
      await expect(vault.connect(dana.wallet).withdraw(10n, stranger)).to.changeTokenBalance(
        token,
        stranger,
        10n,
      );
      await vault.collect(annasPledge, 20n);
      await vault.collect(bolatsPledge, 20n);
    });

    it("<MEM-6> <COV-6> meets an expelled member's obligations from cover all the same", async () => {
      const fixture = await loadFixture(deploySurety);
      const { vault, membership, asTrade, anna, cholpan, dana, deposit } = fixture;
      await deposit(dana, 1n);
      await asTrade.commit(dana.id, [{ bond: OTHER_BOND, price: 0n, amount: 1n }], 0n, 0n);
      await asTrade.draw(BOND, 2n, cholpan.id);
      await time.setNextBlockTimestamp((await vault.account(dana.id)).dueBy + 1n);
      await membership.expel(dana.id);

      expect(await changes(fixture, () => asTrade.draw(BOND, 38n, anna.id))).to.deep.equal({
        "bond 0/0 from pledge 6/0": -19n,
        "bond 0/0 from pledge 6/1#2": -19n,
        "pledge 6/0 own": -19n,
        "pledge 6/0 owed": 19n,
        "pledge 6/1#2 own": -19n,
        "pledge 6/1#2 owed": 19n,
        "member 6 owes": 38n,
        "member 1 free": 38n,
      });
    });
  });

  it("<COV-8> keeps recourse for a guarantor who has left and resigned", async () => {
    const fixture = await loadFixture(deploySurety);
    const { graph, vault, membership, asTrade, stranger, anna, cholpan, dana, annasPledge, fund } =
      fixture;
    await graph.connect(anna.wallet).withdrawSurety(dana.id, 0);
    await asTrade.draw(BOND, 40n, cholpan.id);
    await expect(membership.connect(anna.wallet).resign())
      .to.be.revertedWithCustomError(membership, "StillObliged")
      .withArgs(anna.id, 1n, 0n, 0n);
    await vault.reclaim(annasPledge);
    await membership.connect(anna.wallet).resign();
    await fund(stranger, 20n);

    await vault.connect(stranger).repay(annasPledge, 20n);

    await vault.connect(anna.wallet).withdraw(50n, anna.wallet);
    expect((await vault.pledge(annasPledge)).state).to.equal(0n);
  });

  it("<COV-4> holds a guarantor of a guarantor no longer than the term given", async () => {
    const fixture = await loadFixture(deploySurety);
    const { graph, vault, asTrade, cholpan, anna, dana, newWallet, join, deposit, now } = fixture;
    // Cholpan stands for Dana until a day from now; Dana passes that on to Erlan and never acts again.
    const term = (await now()) + DAY;
    await deposit(cholpan, 9n);
    await asTrade.release(BOND, dana.id);
    await graph.connect(dana.wallet).nominate(0, cholpan.id, 0);
    await graph.connect(cholpan.wallet).vouch(dana.wallet, 0, 9n, term, 0);
    await graph.connect(dana.wallet).nominate(1, anna.id, 0);
    await graph.connect(anna.wallet).vouch(dana.wallet, 1, 0n, term, 0);
    const [cholpansPledge] = await pledgesOf(fixture, dana);
    const erlan = await join(await newWallet(), [dana, anna], { pledges: [9n, 0n], until: term });
    const [danasPledge] = await pledgesOf(fixture, erlan);
    await graph.connect(cholpan.wallet).withdrawSurety(dana.id, 0);
    expect((await vault.account(cholpan.id)).free).to.equal(0n);

    await time.setNextBlockTimestamp(term);
    await vault.reclaim(danasPledge);
    await vault.reclaim(cholpansPledge);

    expect((await vault.account(cholpan.id)).free).to.equal(9n);
    expect(await fixture.audit()).to.deep.equal([]);
  });
});
