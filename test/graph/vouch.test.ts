import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { pledgeId } from "../../scripts/lib/names";
import type { MemberHandle } from "../support/community";
import {
  deployGraphCommunity,
  FOUNDER_DEPOSIT,
  inOneBlock,
  MemberState,
  PledgeState,
  type GraphCommunity,
} from "./graphCommunity";

const NOBODY = 0n;
const MIN_PLEDGE = 5n;
const MAX_PREMIUM = 700n;

interface Asked extends GraphCommunity {
  anna: MemberHandle;
  bolat: MemberHandle;
  chingiz: MemberHandle;
  /** An applicant who has asked Anna and Bolat. */
  dana: MemberHandle;
  /** An Active member, whom Anna and Bolat stand for. */
  erlan: MemberHandle;
}

async function asked(): Promise<Asked> {
  const community = await deployGraphCommunity({
    parameters: { minPledge: MIN_PLEDGE, maxPremiumBps: MAX_PREMIUM },
  });
  const [anna, bolat, chingiz] = community.founders;
  const erlan = await community.join(await community.newWallet(), [anna, bolat], {
    pledges: [40n, 50n],
    premiums: [7n, 8n],
  });
  const dana = await community.applicant([anna, bolat], 300n);
  return { ...community, anna, bolat, chingiz, dana, erlan };
}

describe("SuretyGraph.vouch", () => {
  describe("given an applicant", () => {
    it("<SUR-2> locks the pledge and fills the slot", async () => {
      const { graph, vault, membership, anna, dana, bolat, horizon, vouch, clockOf, account } =
        await loadFixture(asked);
      const pledge = pledgeId(dana.id, 0, 1n);
      const before = await account(anna.id);

      const vouched = vouch(anna, dana, 0, { amount: 30n, premium: 300n });

      await expect(vouched)
        .to.emit(graph, "Vouched")
        .withArgs(dana.id, anna.id, pledge, 30n, horizon, 300n, 1n);
      await expect(vouched).to.emit(vault, "PledgeLocked").withArgs(pledge, anna.id, 30n, 30n, 0n);
      expect(await graph.pairOf(dana.id)).to.deep.equal([
        anna.id,
        bolat.id, // still a nominee: the serial is 0
        1n,
        0n,
        300n,
        300n,
        await clockOf(await vouched),
        1n,
        1n,
        0n,
        0n,
      ]);
      const locked = await vault.pledge(pledge);
      expect([locked.own, locked.room, locked.guarantor, locked.state, locked.until]).to.deep.equal(
        [30n, 30n, anna.id, PledgeState.Live, horizon],
      );
      const after = await account(anna.id);
      expect(after.free).to.equal(before.free - 30n);
      expect(after.locks).to.equal(before.locks + 1n);
      expect(await membership.stateOf(dana.id)).to.equal(MemberState.Applicant);
    });

    it("<MEM-2> makes the applicant Active with the second vouch, in either order", async () => {
      const { graph, membership, anna, bolat, dana, vouch } = await loadFixture(asked);
      await vouch(bolat, dana, 1, { amount: 5n });
      expect(await graph.inGoodStanding(dana.id)).to.equal(false);

      await expect(vouch(anna, dana, 0, { amount: 6n }))
        .to.emit(membership, "Activated")
        .withArgs(dana.id);

      expect(await membership.stateOf(dana.id)).to.equal(MemberState.Active);
      expect(await graph.inGoodStanding(dana.id)).to.equal(true);
      expect(await graph.guarantorsOf(dana.id)).to.deep.equal([anna.id, bolat.id, 2n]);
      const { serial0, serial1, version } = await graph.pairOf(dana.id);
      expect([serial0, serial1, version]).to.deep.equal([2n, 1n, 2n]);
    });

    it("<SUR-2> counts the principal for the guarantor", async () => {
      const { graph, anna, dana, vouch } = await loadFixture(asked);
      const before = await graph.pairOf(anna.id);

      await vouch(anna, dana, 0, { amount: 5n });

      const after = await graph.pairOf(anna.id);
      expect(after.principals).to.equal(before.principals + 1n);
      expect(after.ceiling).to.equal(1n);
      expect([after.version, after.since, after.generation]).to.deep.equal([0n, 0n, 0n]);
    });

    it("<MEM-2> does not let the guarantor of one slot take the other", async () => {
      const { graph, anna, bolat, dana, nominate, take, vouch, withdraw } =
        await loadFixture(asked);
      await vouch(anna, dana, 0, { amount: 5n });
      await vouch(bolat, dana, 1, { amount: 5n });
      await withdraw(anna, dana, 0);
      await expect(nominate(dana, 0, bolat))
        .to.be.revertedWithCustomError(graph, "SameGuarantor")
        .withArgs(dana.id, bolat.id);

      // Once both have changed places they are two again.
      await take(anna, dana, 1, { amount: 5n });
      await take(bolat, dana, 0, { amount: 5n });
      expect(await graph.guarantorsOf(dana.id)).to.deep.equal([bolat.id, anna.id, 5n]);
    });

    it("<INV-8> refuses a guarantor who meanwhile took the other slot", async () => {
      const { graph, anna, bolat, chingiz, dana, nominate, vouch } = await loadFixture(asked);
      await vouch(anna, dana, 0, { amount: 5n });
      await vouch(bolat, dana, 1, { amount: 5n });
      await nominate(dana, 0, chingiz);
      await nominate(dana, 1, chingiz);
      await vouch(chingiz, dana, 0, { amount: 5n });

      await expect(vouch(chingiz, dana, 1, { amount: 5n }))
        .to.be.revertedWithCustomError(graph, "SameGuarantor")
        .withArgs(dana.id, chingiz.id);
    });
  });

  describe("given a sitting guarantor", () => {
    async function replacing(): Promise<Asked> {
      const community = await asked();
      await community.nominate(community.erlan, 0, community.chingiz, 100n);
      return community;
    }

    it("<SUR-2> ends the old surety as if withdrawn", async () => {
      const { graph, vault, anna, bolat, chingiz, erlan, horizon, vouch, clockOf, account } =
        await loadFixture(replacing);
      const [old, fresh] = [pledgeId(erlan.id, 0, 1n), pledgeId(erlan.id, 0, 3n)];
      expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT - 40n);

      const vouched = vouch(chingiz, erlan, 0, { amount: 9n, premium: 100n });

      await expect(vouched).to.emit(graph, "SuretyEnded").withArgs(erlan.id, anna.id, old);
      await expect(vouched)
        .to.emit(graph, "Vouched")
        .withArgs(erlan.id, chingiz.id, fresh, 9n, horizon, 100n, 1n);
      await expect(vouched).to.emit(vault, "PledgeEnded").withArgs(old, 0n);
      expect(await graph.pairOf(erlan.id)).to.deep.equal([
        chingiz.id,
        bolat.id,
        3n,
        2n,
        100n,
        8n,
        await clockOf(await vouched),
        3n,
        1n,
        0n,
        0n,
      ]);
      expect((await vault.pledge(old)).state).to.equal(PledgeState.None);
      expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT);
      expect((await graph.pairOf(anna.id)).principals).to.equal(0n);
      expect((await graph.pairOf(chingiz.id)).principals).to.equal(1n);
    });

    it("<SUR-2> uses the nomination up", async () => {
      const { graph, chingiz, erlan, vouch } = await loadFixture(replacing);
      await vouch(chingiz, erlan, 0, { amount: 9n });

      expect(await graph.nominationsOf(erlan.id)).to.deep.equal([NOBODY, NOBODY, 0n, 0n]);
      await expect(vouch(chingiz, erlan, 0, { amount: 9n }))
        .to.be.revertedWithCustomError(graph, "NotNominated")
        .withArgs(chingiz.id, erlan.id, 0, NOBODY);
    });

    it("<SUR-2> leaves what is in use of the old pledge liable", async () => {
      const { vault, asTrade, anna, chingiz, erlan, lockBond, vouch, account, audit } =
        await loadFixture(replacing);
      const bond = await lockBond(erlan, 70n); // 35 from each pledge
      await vouch(chingiz, erlan, 0, { amount: 9n });

      const old = await vault.pledge(pledgeId(erlan.id, 0, 1n));
      expect([old.state, old.own, old.room]).to.deep.equal([PledgeState.Ended, 35n, 0n]);
      expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT - 35n);

      await vault.connect(asTrade).draw(bond, 70n, chingiz.id);
      expect((await vault.pledge(pledgeId(erlan.id, 0, 1n))).owed).to.equal(35n);
      expect((await vault.pledge(pledgeId(erlan.id, 0, 3n))).owed).to.equal(0n);
      expect(await audit()).to.deep.equal([]);
    });

    it("<SUR-2> gives the same guarantor a new pledge", async () => {
      const { graph, vault, anna, erlan, horizon, take, account } = await loadFixture(asked);
      const [old, fresh] = [pledgeId(erlan.id, 0, 1n), pledgeId(erlan.id, 0, 3n)];

      const vouched = take(anna, erlan, 0, { amount: 15n, premium: 1n });

      await expect(vouched).to.emit(graph, "SuretyEnded").withArgs(erlan.id, anna.id, old);
      await expect(vouched)
        .to.emit(graph, "Vouched")
        .withArgs(erlan.id, anna.id, fresh, 15n, horizon, 1n, 1n);
      expect((await vault.pledge(old)).state).to.equal(PledgeState.None);
      expect((await vault.pledge(fresh)).room).to.equal(15n);
      expect((await graph.pairOf(anna.id)).principals).to.equal(1n);
      expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT - 15n);
    });

    it("<SUR-2> starts a surety again that had ended", async () => {
      const { graph, vault, anna, erlan, take, withdraw } = await loadFixture(asked);
      await withdraw(anna, erlan, 0);

      await take(anna, erlan, 0, { amount: 15n });

      expect((await graph.pairOf(erlan.id)).serial0).to.equal(4n);
      expect((await vault.pledge(pledgeId(erlan.id, 0, 4n))).guarantor).to.equal(anna.id);
      expect(await graph.inGoodStanding(erlan.id)).to.equal(true);
    });
  });

  describe("given guarantors whose guarantors back the pledge", () => {
    it("<COV-4> takes the guarantor's own deposit first, then the pledges behind it", async () => {
      const { graph, vault, erlan, chingiz, deposit, applicant, vouch, audit } =
        await loadFixture(asked);
      await deposit(erlan, 20n);
      const fatima = await applicant([erlan, chingiz]);

      await vouch(erlan, fatima, 0, { amount: 41n });

      const pledge = await vault.pledge(pledgeId(fatima.id, 0, 1n));
      expect([pledge.own, pledge.depth, pledge.room]).to.deep.equal([20n, 1n, 41n]);
      expect([pledge.backing.part0, pledge.backing.part1]).to.deep.equal([11n, 10n]);
      expect(await graph.coverOf(erlan.id)).to.deep.equal([0n, 29n, 40n]);
      expect(await audit()).to.deep.equal([]);
    });

    it("<COV-3> refuses more than the cover", async () => {
      const { vault, erlan, chingiz, applicant, vouch } = await loadFixture(asked);
      const fatima = await applicant([erlan, chingiz]);

      await expect(vouch(erlan, fatima, 0, { amount: 91n }))
        .to.be.revertedWithCustomError(vault, "InsufficientCover")
        .withArgs(erlan.id, 91n, 90n);
      await vouch(erlan, fatima, 0, { amount: 90n });
    });

    it("<COV-4> refuses to outlast the pledges behind it", async () => {
      const { vault, erlan, chingiz, horizon, applicant, vouch } = await loadFixture(asked);
      const fatima = await applicant([erlan, chingiz]);

      await expect(vouch(erlan, fatima, 0, { amount: 10n, until: horizon + 1n }))
        .to.be.revertedWithCustomError(vault, "OutlastsBacking")
        .withArgs(pledgeId(erlan.id, 0, 1n), horizon + 1n, horizon);
      await vouch(erlan, fatima, 0, { amount: 10n, until: horizon });
    });
  });

  describe("when the terms are at their bounds", () => {
    it("<CHA-1> takes the least pledge and no less", async () => {
      const { graph, anna, dana, vouch } = await loadFixture(asked);

      await expect(vouch(anna, dana, 0, { amount: MIN_PLEDGE - 1n }))
        .to.be.revertedWithCustomError(graph, "PledgeTooSmall")
        .withArgs(MIN_PLEDGE - 1n, MIN_PLEDGE);
      await vouch(anna, dana, 0, { amount: MIN_PLEDGE });
    });

    it("<SUR-2> charges what the principal agreed to and no more", async () => {
      const { graph, anna, dana, vouch } = await loadFixture(asked);

      await expect(vouch(anna, dana, 0, { amount: 5n, premium: 301n }))
        .to.be.revertedWithCustomError(graph, "PremiumTooHigh")
        .withArgs(301n, 300n);
      await vouch(anna, dana, 0, { amount: 5n, premium: 300n });
      expect((await graph.pairOf(dana.id)).premium0).to.equal(300n);
    });

    it("<SUR-2> charges a later nomination's most and no more", async () => {
      const { graph, chingiz, erlan, nominate, vouch } = await loadFixture(asked);
      await nominate(erlan, 1, chingiz, 60n);

      await expect(vouch(chingiz, erlan, 1, { amount: 5n, premium: 61n }))
        .to.be.revertedWithCustomError(graph, "PremiumTooHigh")
        .withArgs(61n, 60n);
      await vouch(chingiz, erlan, 1, { amount: 5n, premium: 60n });
      expect((await graph.pairOf(erlan.id)).premium1).to.equal(60n);
    });

    it("<CHA-1> charges the charter's most and no more, whatever the principal agreed to", async () => {
      const { graph, chingiz, erlan, nominate, vouch } = await loadFixture(asked);
      await nominate(erlan, 1, chingiz, 10_000n);

      await expect(vouch(chingiz, erlan, 1, { amount: 5n, premium: MAX_PREMIUM + 1n }))
        .to.be.revertedWithCustomError(graph, "PremiumTooHigh")
        .withArgs(MAX_PREMIUM + 1n, MAX_PREMIUM);
      await vouch(chingiz, erlan, 1, { amount: 5n, premium: MAX_PREMIUM });
    });

    it("<SUR-4> must run beyond now", async () => {
      const { graph, anna, dana, now, vouch } = await loadFixture(asked);
      const vouching = (await now()) + 100n;

      await time.setNextBlockTimestamp(vouching);
      await expect(vouch(anna, dana, 0, { amount: 5n, until: vouching }))
        .to.be.revertedWithCustomError(graph, "PledgeEnded")
        .withArgs(vouching, vouching);
      await time.setNextBlockTimestamp(vouching + 1n);
      await expect(vouch(anna, dana, 0, { amount: 5n, until: vouching }))
        .to.be.revertedWithCustomError(graph, "PledgeEnded")
        .withArgs(vouching, vouching + 1n);

      await time.setNextBlockTimestamp(vouching + 10n);
      await vouch(anna, dana, 0, { amount: 5n, until: vouching + 11n });
      expect((await graph.pairOf(dana.id)).since).to.equal(vouching + 10n);
    });

    it("<COV-9> refuses more than 96 bits", async () => {
      const { graph, anna, dana, vouch } = await loadFixture(asked);

      await expect(vouch(anna, dana, 0, { amount: 2n ** 96n }))
        .to.be.revertedWithCustomError(graph, "AmountTooLarge")
        .withArgs(2n ** 96n, 2n ** 96n - 1n);
    });

    it("refuses another slot than 0 and 1", async () => {
      const { graph, anna, dana, vouch } = await loadFixture(asked);

      await expect(vouch(anna, dana, 2, { amount: 5n }))
        .to.be.revertedWithCustomError(graph, "NoSuchSlot")
        .withArgs(2);
    });
  });

  describe("when the guarantor may not", () => {
    it("<SUR-2> is for the nominee alone", async () => {
      const { graph, anna, bolat, chingiz, dana, erlan, vouch } = await loadFixture(asked);

      for (const [guarantor, principal, slot, nominee] of [
        [chingiz, dana, 0, anna.id],
        [bolat, dana, 0, anna.id],
        [chingiz, erlan, 1, NOBODY],
        [anna, erlan, 0, NOBODY],
      ] as const) {
        await expect(vouch(guarantor, principal, slot, { amount: 5n }))
          .to.be.revertedWithCustomError(graph, "NotNominated")
          .withArgs(guarantor.id, principal.id, slot, nominee);
      }
    });

    it("<MEM-4> refuses a guarantor who lacks a guarantor", async () => {
      const { graph, bolat, chingiz, erlan, applicant, vouch, withdraw } = await loadFixture(asked);
      const fatima = await applicant([erlan, chingiz]);
      await withdraw(bolat, erlan, 1);

      await expect(vouch(erlan, fatima, 0, { amount: 5n }))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(erlan.id, erlan.id, 0n);
    });

    it("<MEM-4> refuses a guarantor who has become an outsider", async () => {
      const { graph, membership, erlan, chingiz, applicant, vouch } = await loadFixture(asked);
      const fatima = await applicant([erlan, chingiz]);
      await membership.connect(erlan.wallet).resign();

      await expect(vouch(erlan, fatima, 0, { amount: 5n }))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(erlan.id, erlan.id, 0n);
    });

    it("<COV-8> refuses a guarantor who owes recourse", async () => {
      const { graph, erlan, chingiz, applicant, indebt, vouch } = await loadFixture(asked);
      const fatima = await applicant([erlan, chingiz]);
      await indebt(erlan, 3n);

      await expect(vouch(erlan, fatima, 0, { amount: 5n }))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(erlan.id, NOBODY, 3n);
    });

    it("refuses strangers, as guarantors and as principals", async () => {
      const { graph, deployer, anna, dana, horizon } = await loadFixture(asked);

      await expect(graph.connect(deployer).vouch(dana.wallet, 0, 5n, horizon, 0n))
        .to.be.revertedWithCustomError(graph, "NotAMember")
        .withArgs(deployer.address);
      await expect(graph.connect(anna.wallet).vouch(deployer, 0, 5n, horizon, 0n))
        .to.be.revertedWithCustomError(graph, "NotAMember")
        .withArgs(deployer.address);
    });

    it("<CHA-4> stops under a pause", async () => {
      const { charter, guardian, anna, dana, vouch } = await loadFixture(asked);
      await charter.connect(guardian).pause();

      await expect(vouch(anna, dana, 0, { amount: 5n })).to.be.revertedWithCustomError(
        charter,
        "CommunityPaused",
      );
    });
  });

  describe("when the principal may not", () => {
    it("refuses a principal who was expelled after asking", async () => {
      const { membership, chingiz, erlan, nominate, vouch, expel } = await loadFixture(asked);
      await nominate(erlan, 0, chingiz);
      await expel(erlan);

      await expect(vouch(chingiz, erlan, 0, { amount: 5n }))
        .to.be.revertedWithCustomError(membership, "WrongMemberState")
        .withArgs(erlan.id, MemberState.Expelled);
    });

    it("<MEM-5> forgets what a principal asked before resigning", async () => {
      const { graph, membership, chingiz, erlan, nominate, vouch } = await loadFixture(asked);
      await nominate(erlan, 0, chingiz);
      await membership.connect(erlan.wallet).resign();

      await expect(vouch(chingiz, erlan, 0, { amount: 5n }))
        .to.be.revertedWithCustomError(membership, "WrongMemberState")
        .withArgs(erlan.id, MemberState.Resigned);
      expect(await graph.nominationsOf(erlan.id)).to.deep.equal([NOBODY, NOBODY, 0n, 0n]);
    });

    it("<REL-1> names a wallet: a number that another took gets nothing", async () => {
      const { graph, membership, anna, dana, horizon, newWallet } = await loadFixture(asked);
      const wallet = await newWallet();
      await membership.connect(dana.wallet).changeWallet(wallet);
      await membership.connect(wallet).acceptWallet(dana.id);

      await expect(graph.connect(anna.wallet).vouch(dana.wallet, 0, 5n, horizon, 0n))
        .to.be.revertedWithCustomError(graph, "NotAMember")
        .withArgs(dana.wallet.address);
      await graph.connect(anna.wallet).vouch(wallet, 0, 5n, horizon, 0n);
    });
  });

  it("<SUR-2> makes two pledges of two vouches in one second", async () => {
    const { graph, anna, bolat, dana, vouch } = await loadFixture(asked);

    await inOneBlock(
      () => vouch(anna, dana, 0, { amount: 5n }),
      () => vouch(bolat, dana, 1, { amount: 6n }),
    );

    const { serial0, serial1, version } = await graph.pairOf(dana.id);
    expect([serial0, serial1, version]).to.deep.equal([1n, 2n, 2n]);
  });
});
