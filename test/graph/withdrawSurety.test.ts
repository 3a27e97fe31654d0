import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { pledgeId } from "../../scripts/lib/names";
import type { MemberHandle } from "../support/community";
import {
  deployGraphCommunity,
  FOUNDER_DEPOSIT,
  MemberState,
  PledgeState,
  type GraphCommunity,
} from "./graphCommunity";

const NOBODY = 0n;

interface Secured extends GraphCommunity {
  anna: MemberHandle;
  bolat: MemberHandle;
  chingiz: MemberHandle;
  /** Anna (slot 0, 40 at 1 %) and Bolat (slot 1, 50 at 2 %) stand for Dana. */
  dana: MemberHandle;
  annasPledge: bigint;
  bolatsPledge: bigint;
}

async function secured(): Promise<Secured> {
  const community = await deployGraphCommunity();
  const [anna, bolat, chingiz] = community.founders;
  const dana = await community.join(await community.newWallet(), [anna, bolat], {
    pledges: [40n, 50n],
    premiums: [100n, 200n],
  });
  const [annasPledge, bolatsPledge] = [pledgeId(dana.id, 0, 1n), pledgeId(dana.id, 1, 2n)];
  return { ...community, anna, bolat, chingiz, dana, annasPledge, bolatsPledge };
}

describe("SuretyGraph.withdrawSurety", () => {
  describe("given an unused pledge", () => {
    it("<SUR-4> empties the slot at once and frees the money", async () => {
      const { graph, vault, anna, bolat, dana, annasPledge, withdraw, clockOf, account } =
        await loadFixture(secured);

      const withdrawn = withdraw(anna, dana, 0);

      await expect(withdrawn).to.emit(graph, "SuretyEnded").withArgs(dana.id, anna.id, annasPledge);
      await expect(withdrawn).to.emit(vault, "PledgeEnded").withArgs(annasPledge, 0n);
      expect(await graph.pairOf(dana.id)).to.deep.equal([
        NOBODY,
        bolat.id,
        0n,
        2n,
        0n,
        200n,
        await clockOf(await withdrawn),
        3n,
        1n,
        0n,
        0n,
      ]);
      expect((await vault.pledge(annasPledge)).state).to.equal(PledgeState.None);
      const { free, locks } = await account(anna.id);
      expect([free, locks]).to.deep.equal([FOUNDER_DEPOSIT, 0n]);
      expect((await graph.pairOf(anna.id)).principals).to.equal(0n);
    });

    it("<SUR-1> leaves the principal unsecured and Active", async () => {
      const { graph, membership, anna, bolat, dana, withdraw } = await loadFixture(secured);

      await withdraw(anna, dana, 0);

      expect(await graph.inGoodStanding(dana.id)).to.equal(false);
      expect(await membership.stateOf(dana.id)).to.equal(MemberState.Active);
      expect(await graph.guarantorsOf(dana.id)).to.deep.equal([NOBODY, bolat.id, 3n]);
    });

    it("<SUR-1> can leave both slots empty", async () => {
      const { graph, anna, bolat, dana, withdraw } = await loadFixture(secured);

      await withdraw(anna, dana, 0);
      await withdraw(bolat, dana, 1);

      expect(await graph.guarantorsOf(dana.id)).to.deep.equal([NOBODY, NOBODY, 4n]);
    });

    it("<SUR-1> is secured again when another takes the slot", async () => {
      const { graph, anna, chingiz, dana, withdraw, take } = await loadFixture(secured);
      await withdraw(anna, dana, 0);

      await take(chingiz, dana, 0);

      expect(await graph.inGoodStanding(dana.id)).to.equal(true);
    });

    it("<SUR-2> cannot be done twice", async () => {
      const { graph, anna, dana, withdraw } = await loadFixture(secured);
      await withdraw(anna, dana, 0);

      await expect(withdraw(anna, dana, 0))
        .to.be.revertedWithCustomError(graph, "NotGuarantor")
        .withArgs(anna.id, dana.id, 0, NOBODY);
    });

    it("<SUR-2> leaves a nomination over it standing", async () => {
      const { graph, anna, chingiz, dana, nominate, vouch, withdraw } = await loadFixture(secured);
      await nominate(dana, 0, chingiz, 30n);
      await withdraw(anna, dana, 0);

      expect(await graph.nominationsOf(dana.id)).to.deep.equal([chingiz.id, NOBODY, 30n, 0n]);
      await vouch(chingiz, dana, 0, { premium: 30n });
      expect((await graph.guarantorsOf(dana.id)).guarantor0).to.equal(chingiz.id);
    });
  });

  describe("given an applicant with one surety", () => {
    it("<SUR-4> goes back to waiting", async () => {
      const { graph, membership, anna, bolat, applicant, vouch, withdraw, account } =
        await loadFixture(secured);
      const erlan = await applicant([anna, bolat]);
      await vouch(anna, erlan, 0, { amount: 10n });
      await withdraw(anna, erlan, 0);

      expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT - 40n);
      await vouch(bolat, erlan, 1);
      expect(await membership.stateOf(erlan.id)).to.equal(MemberState.Applicant);
      expect(await graph.guarantorsOf(erlan.id)).to.deep.equal([NOBODY, bolat.id, 3n]);
    });
  });

  describe("given a bond that the pledge backs", () => {
    interface Bonded extends Secured {
      /** 70 of Dana's, of which each guarantor backs 35. */
      bond: bigint;
    }

    async function bonded(): Promise<Bonded> {
      const community = await secured();
      return { ...community, bond: await community.lockBond(community.dana, 70n) };
    }

    it("<SUR-4> frees what is unused and keeps liable what is in use", async () => {
      const { vault, anna, dana, annasPledge, withdraw, account, audit } =
        await loadFixture(bonded);

      await expect(withdraw(anna, dana, 0))
        .to.emit(vault, "PledgeEnded")
        .withArgs(annasPledge, 35n);

      const { own, room, state } = await vault.pledge(annasPledge);
      expect([own, room, state]).to.deep.equal([35n, 0n, PledgeState.Ended]);
      const { free, locks } = await account(anna.id);
      expect([free, locks]).to.deep.equal([FOUNDER_DEPOSIT - 35n, 1n]);
      expect(await audit()).to.deep.equal([]);
    });

    it("<SUR-4> does not escape a loss by leaving just before it", async () => {
      const { vault, asTrade, anna, bolat, chingiz, dana, annasPledge, bond, withdraw, account } =
        await loadFixture(bonded);
      await withdraw(anna, dana, 0);
      const before = await account(chingiz.id);

      await vault.connect(asTrade).draw(bond, 70n, chingiz.id);

      expect((await account(chingiz.id)).free).to.equal(before.free + 70n);
      expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT - 35n);
      expect((await account(bolat.id)).free).to.equal(FOUNDER_DEPOSIT - 50n);
      expect((await vault.pledge(annasPledge)).owed).to.equal(35n);
      expect((await account(dana.id)).owed).to.equal(70n);
    });

    it("<SUR-4> brings the rest back by reclaim, which anybody may call", async () => {
      const { vault, asTrade, deployer, anna, dana, annasPledge, bond, withdraw, account } =
        await loadFixture(bonded);
      await withdraw(anna, dana, 0);
      await expect(vault.connect(deployer).reclaim(annasPledge)).to.be.revertedWithCustomError(
        vault,
        "ZeroAmount",
      );
      await vault.connect(asTrade).release(bond, dana.id);

      await vault.connect(deployer).reclaim(annasPledge);

      const { free, locks } = await account(anna.id);
      expect([free, locks]).to.deep.equal([FOUNDER_DEPOSIT, 0n]);
      expect((await vault.pledge(annasPledge)).state).to.equal(PledgeState.None);
    });

    it("<SUR-4> offers no room any more", async () => {
      const { graph, vault, asTrade, anna, dana, bond, withdraw, lockBond } =
        await loadFixture(bonded);
      await withdraw(anna, dana, 0);
      expect(await graph.coverOf(dana.id)).to.deep.equal([0n, 0n, 15n]);

      await expect(lockBond(dana, 16n))
        .to.be.revertedWithCustomError(vault, "InsufficientCover")
        .withArgs(dana.id, 16n, 15n);
      await vault.connect(asTrade).release(bond, dana.id);
      expect(await graph.coverOf(dana.id)).to.deep.equal([0n, 0n, 50n]);
    });

    it("<COV-4> keeps the guarantor's own guarantors liable in turn", async () => {
      const { vault, asTrade, anna, bolat, chingiz, dana, bond, join, newWallet, lockBond, ...c } =
        await loadFixture(bonded);
      await vault.connect(asTrade).release(bond, dana.id);
      const erlan = await join(await newWallet(), [dana, chingiz], { pledges: [80n, 0n] });
      const other = await lockBond(erlan, 80n);
      await c.withdraw(dana, erlan, 0);
      await c.withdraw(anna, dana, 0);
      await c.withdraw(bolat, dana, 1);
      expect((await c.account(anna.id)).free).to.equal(FOUNDER_DEPOSIT - 40n);

      await vault.connect(asTrade).draw(other, 80n, chingiz.id);

      expect((await c.account(erlan.id)).owed).to.equal(80n);
      expect((await c.account(dana.id)).owed).to.equal(80n);
      expect((await vault.pledge(pledgeId(dana.id, 0, 1n))).owed).to.equal(40n);
      expect((await vault.pledge(pledgeId(dana.id, 1, 2n))).owed).to.equal(40n);
      expect(await c.audit()).to.deep.equal([]);
    });
  });

  describe("under a pause", () => {
    it("<CHA-4> works, on the clock that stands still", async () => {
      const { graph, charter, guardian, anna, bolat, dana, withdraw, account, warp } =
        await loadFixture(secured);
      await charter.connect(guardian).pause();
      const stopped = await charter.clock();
      await warp(1_000n);

      await withdraw(anna, dana, 0);
      await warp(1_000n);
      await withdraw(bolat, dana, 1);

      const { since, version } = await graph.pairOf(dana.id);
      expect([since, version]).to.deep.equal([stopped, 4n]);
      expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT);
      expect(await graph.guarantorsAt(dana.id, stopped - 1n)).to.deep.equal([
        (await graph.guarantorsAt(dana.id, stopped - 1n)).since,
        anna.id,
        bolat.id,
        100n,
        200n,
      ]);
    });
  });

  describe("given somebody who may do little else", () => {
    it("<SUR-4> works for a guarantor who owes recourse", async () => {
      const { graph, dana, chingiz, join, newWallet, indebt, withdraw } =
        await loadFixture(secured);
      const erlan = await join(await newWallet(), [dana, chingiz]);
      await indebt(dana, 10n);

      await withdraw(dana, erlan, 0);

      expect((await graph.guarantorsOf(erlan.id)).guarantor0).to.equal(NOBODY);
    });

    it("<SUR-4> works for an expelled guarantor, and for the guarantor of an expelled one", async () => {
      const { graph, membership, anna, dana, chingiz, join, newWallet, expel, withdraw } =
        await loadFixture(secured);
      const erlan = await join(await newWallet(), [dana, chingiz]);
      await expel(dana);
      expect(await membership.stateOf(dana.id)).to.equal(MemberState.Expelled);

      await withdraw(dana, erlan, 0);
      await withdraw(anna, dana, 0);

      expect((await graph.pairOf(dana.id)).principals).to.equal(0n);
      expect((await graph.guarantorsOf(dana.id)).guarantor0).to.equal(NOBODY);
    });
  });
});
