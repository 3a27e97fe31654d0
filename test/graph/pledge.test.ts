import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { pledgeId } from "../../scripts/lib/names";
import { DAY, type MemberHandle } from "../support/community";
import {
  deployGraphCommunity,
  FOUNDER_DEPOSIT,
  PledgeState,
  type GraphCommunity,
} from "./graphCommunity";

const NOBODY = 0n;

interface Pledged extends GraphCommunity {
  anna: MemberHandle;
  bolat: MemberHandle;
  /** Anna (slot 0, 40) and Bolat (slot 1, 50) stand for Dana. */
  dana: MemberHandle;
  /** Dana (slot 0, 60: all from her guarantors) and Anna (slot 1) stand for Erlan. */
  erlan: MemberHandle;
  annasPledge: bigint;
  danasPledge: bigint;
  /** When the pledges end. */
  until: bigint;
}

async function pledged(): Promise<Pledged> {
  const community = await deployGraphCommunity();
  const [anna, bolat] = community.founders;
  const until = (await community.now()) + 100n * DAY;
  const dana = await community.join(await community.newWallet(), [anna, bolat], {
    pledges: [40n, 50n],
    until,
  });
  const erlan = await community.join(await community.newWallet(), [dana, anna], {
    pledges: [60n, 0n],
    until,
  });
  return {
    ...community,
    anna,
    bolat,
    dana,
    erlan,
    annasPledge: pledgeId(dana.id, 0, 1n),
    danasPledge: pledgeId(erlan.id, 0, 1n),
    until,
  };
}

describe("SuretyGraph.increasePledge", () => {
  it("<SUR-4> adds from the guarantor's free deposit", async () => {
    const { graph, vault, anna, dana, annasPledge, account } = await loadFixture(pledged);
    const pair = await graph.pairOf(dana.id);

    await expect(graph.connect(anna.wallet).increasePledge(dana.id, 0, 7n))
      .to.emit(vault, "PledgeIncreased")
      .withArgs(annasPledge, 7n);

    const { own, room } = await vault.pledge(annasPledge);
    expect([own, room]).to.deep.equal([47n, 17n]); // 30 are in use behind Dana's pledge
    expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT - 47n);
    expect(await graph.pairOf(dana.id)).to.deep.equal(pair);
  });

  it("<SUR-4> does not add what stands behind the guarantor", async () => {
    const { graph, vault, dana, erlan } = await loadFixture(pledged);

    await expect(graph.connect(dana.wallet).increasePledge(erlan.id, 0, 1n))
      .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
      .withArgs(dana.id, 1n, 0n);
  });

  it("<MEM-4> needs good standing", async () => {
    const { graph, anna, dana, erlan, withdraw, deposit } = await loadFixture(pledged);
    await deposit(dana, 5n);
    await withdraw(anna, dana, 0);

    await expect(graph.connect(dana.wallet).increasePledge(erlan.id, 0, 1n))
      .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
      .withArgs(dana.id, dana.id, 0n);
  });

  it("<COV-8> refuses a guarantor who owes recourse", async () => {
    const { graph, dana, erlan, indebt, deposit } = await loadFixture(pledged);
    await indebt(dana, 2n);
    await deposit(dana, 5n);

    await expect(graph.connect(dana.wallet).increasePledge(erlan.id, 0, 1n))
      .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
      .withArgs(dana.id, NOBODY, 2n);
  });

  it("refuses nothing, and more than 96 bits", async () => {
    const { graph, anna, dana } = await loadFixture(pledged);
    const asAnna = graph.connect(anna.wallet);

    await expect(asAnna.increasePledge(dana.id, 0, 0n)).to.be.revertedWithCustomError(
      graph,
      "ZeroAmount",
    );
    await expect(asAnna.increasePledge(dana.id, 0, 2n ** 96n))
      .to.be.revertedWithCustomError(graph, "AmountTooLarge")
      .withArgs(2n ** 96n, 2n ** 96n - 1n);
  });
});

describe("SuretyGraph.decreasePledge", () => {
  it("<SUR-4> takes out what is not in use, to the unit", async () => {
    const { graph, vault, anna, dana, annasPledge, account } = await loadFixture(pledged);
    const asAnna = graph.connect(anna.wallet);

    await expect(asAnna.decreasePledge(dana.id, 0, 11n))
      .to.be.revertedWithCustomError(vault, "ExceedsRoom")
      .withArgs(annasPledge, 11n, 10n);
    await expect(asAnna.decreasePledge(dana.id, 0, 10n))
      .to.emit(vault, "PledgeDecreased")
      .withArgs(annasPledge, 10n, 10n);

    const { own, room, state } = await vault.pledge(annasPledge);
    expect([own, room, state]).to.deep.equal([30n, 0n, PledgeState.Live]);
    expect((await account(anna.id)).free).to.equal(FOUNDER_DEPOSIT - 30n);
  });

  it("<COV-7> gives back to the guarantor's guarantors first", async () => {
    const { graph, vault, dana, erlan, danasPledge, account, audit } = await loadFixture(pledged);

    await expect(graph.connect(dana.wallet).decreasePledge(erlan.id, 0, 60n))
      .to.emit(vault, "PledgeDecreased")
      .withArgs(danasPledge, 60n, 0n);

    expect(await graph.coverOf(dana.id)).to.deep.equal([0n, 40n, 50n]);
    expect((await account(dana.id)).free).to.equal(0n);
    expect(await audit()).to.deep.equal([]);
  });

  it("<MEM-4> needs no good standing", async () => {
    const { graph, bolat, dana, erlan, withdraw } = await loadFixture(pledged);
    await withdraw(bolat, dana, 1);
    expect(await graph.inGoodStanding(dana.id)).to.equal(false);

    await graph.connect(dana.wallet).decreasePledge(erlan.id, 0, 1n);
  });

  it("refuses nothing, and more than 96 bits", async () => {
    const { graph, anna, dana } = await loadFixture(pledged);
    const asAnna = graph.connect(anna.wallet);

    await expect(asAnna.decreasePledge(dana.id, 0, 0n)).to.be.revertedWithCustomError(
      graph,
      "ZeroAmount",
    );
    await expect(asAnna.decreasePledge(dana.id, 0, 2n ** 96n))
      .to.be.revertedWithCustomError(graph, "AmountTooLarge")
      .withArgs(2n ** 96n, 2n ** 96n - 1n);
  });
});

describe("SuretyGraph.renewPledge", () => {
  it("<SUR-4> lets a pledge run longer", async () => {
    const { graph, vault, anna, dana, annasPledge, until } = await loadFixture(pledged);
    const pair = await graph.pairOf(dana.id);

    await expect(graph.connect(anna.wallet).renewPledge(dana.id, 0, until + 1n))
      .to.emit(vault, "PledgeRenewed")
      .withArgs(annasPledge, until + 1n);

    expect((await vault.pledge(annasPledge)).until).to.equal(until + 1n);
    expect(await graph.pairOf(dana.id)).to.deep.equal(pair);
  });

  it("<SUR-4> never lets it run shorter", async () => {
    const { graph, vault, anna, dana, annasPledge, until } = await loadFixture(pledged);

    await expect(graph.connect(anna.wallet).renewPledge(dana.id, 0, until))
      .to.be.revertedWithCustomError(vault, "RenewalTooShort")
      .withArgs(annasPledge, until, until);
  });

  it("<COV-4> not longer than the pledges behind it", async () => {
    const { graph, vault, anna, bolat, dana, erlan, annasPledge, danasPledge, until } =
      await loadFixture(pledged);
    const asDana = graph.connect(dana.wallet);

    await expect(asDana.renewPledge(erlan.id, 0, until + 1n))
      .to.be.revertedWithCustomError(vault, "OutlastsBacking")
      .withArgs(annasPledge, until + 1n, until);
    await graph.connect(anna.wallet).renewPledge(dana.id, 0, until + 1n);
    await graph.connect(bolat.wallet).renewPledge(dana.id, 1, until + 5n);
    await asDana.renewPledge(erlan.id, 0, until + 1n);

    expect((await vault.pledge(danasPledge)).until).to.equal(until + 1n);
  });

  it("<SUR-4> offers room again after the pledge had run out", async () => {
    const { graph, anna, dana, until } = await loadFixture(pledged);
    await time.increaseTo(until - 1n);
    expect(await graph.coverOf(dana.id)).to.deep.equal([0n, 10n, 20n]);
    await time.increaseTo(until);
    expect(await graph.coverOf(dana.id)).to.deep.equal([0n, 0n, 0n]);
    expect(await graph.inGoodStanding(dana.id)).to.equal(true);

    await graph.connect(anna.wallet).renewPledge(dana.id, 0, until + DAY);

    expect(await graph.coverOf(dana.id)).to.deep.equal([0n, 10n, 0n]);
  });

  it("must end after now", async () => {
    const { graph, anna, dana, until } = await loadFixture(pledged);
    const renewal = until + 10n;

    await time.setNextBlockTimestamp(renewal);
    await expect(graph.connect(anna.wallet).renewPledge(dana.id, 0, renewal))
      .to.be.revertedWithCustomError(graph, "PledgeEnded")
      .withArgs(renewal, renewal);
    await time.setNextBlockTimestamp(renewal + 3n);
    await expect(graph.connect(anna.wallet).renewPledge(dana.id, 0, renewal))
      .to.be.revertedWithCustomError(graph, "PledgeEnded")
      .withArgs(renewal, renewal + 3n);
    await time.setNextBlockTimestamp(renewal + 5n);
    await graph.connect(anna.wallet).renewPledge(dana.id, 0, renewal + 6n);
  });

  it("<MEM-4> needs good standing", async () => {
    const { graph, anna, dana, erlan, until, withdraw } = await loadFixture(pledged);
    await withdraw(anna, dana, 0);

    await expect(graph.connect(dana.wallet).renewPledge(erlan.id, 0, until + 1n))
      .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
      .withArgs(dana.id, dana.id, 0n);
  });
});

describe("SuretyGraph, the functions of a sitting guarantor", () => {
  const calls = {
    increasePledge: (graph: Pledged["graph"], principal: bigint, slot: number) =>
      graph.increasePledge(principal, slot, 1n),
    decreasePledge: (graph: Pledged["graph"], principal: bigint, slot: number) =>
      graph.decreasePledge(principal, slot, 1n),
    renewPledge: (graph: Pledged["graph"], principal: bigint, slot: number) =>
      graph.renewPledge(principal, slot, 2n ** 40n - 1n),
    withdrawSurety: (graph: Pledged["graph"], principal: bigint, slot: number) =>
      graph.withdrawSurety(principal, slot),
  };

  for (const [name, call] of Object.entries(calls)) {
    describe(name, () => {
      it("<SUR-4> is for the guarantor of the slot alone", async () => {
        const { graph, anna, bolat, dana, erlan } = await loadFixture(pledged);

        for (const [caller, principal, slot, guarantor] of [
          [bolat, dana, 0, anna.id],
          [anna, dana, 1, bolat.id],
          [dana, dana, 0, anna.id],
          [bolat, erlan, 0, dana.id],
          [bolat, anna, 0, NOBODY],
        ] as const) {
          await expect(call(graph.connect(caller.wallet), principal.id, slot))
            .to.be.revertedWithCustomError(graph, "NotGuarantor")
            .withArgs(caller.id, principal.id, slot, guarantor);
        }
      });

      it("is not for nominees", async () => {
        const { graph, anna, bolat, applicant } = await loadFixture(pledged);
        const fatima = await applicant([anna, bolat]);

        await expect(call(graph.connect(anna.wallet), fatima.id, 0))
          .to.be.revertedWithCustomError(graph, "NotGuarantor")
          .withArgs(anna.id, fatima.id, 0, NOBODY);
      });

      it("is not for a guarantor who has left", async () => {
        const { graph, anna, dana, withdraw } = await loadFixture(pledged);
        await withdraw(anna, dana, 0);

        await expect(call(graph.connect(anna.wallet), dana.id, 0))
          .to.be.revertedWithCustomError(graph, "NotGuarantor")
          .withArgs(anna.id, dana.id, 0, NOBODY);
      });

      it("refuses another slot than 0 and 1, and strangers", async () => {
        const { graph, deployer, anna, dana } = await loadFixture(pledged);

        await expect(call(graph.connect(anna.wallet), dana.id, 2))
          .to.be.revertedWithCustomError(graph, "NoSuchSlot")
          .withArgs(2);
        await expect(call(graph.connect(deployer), dana.id, 0))
          .to.be.revertedWithCustomError(graph, "NotAMember")
          .withArgs(deployer.address);
      });

      if (name !== "withdrawSurety") {
        it("<CHA-4> stops under a pause", async () => {
          const { graph, charter, guardian, anna, dana } = await loadFixture(pledged);
          await charter.connect(guardian).pause();

          await expect(call(graph.connect(anna.wallet), dana.id, 0)).to.be.revertedWithCustomError(
            charter,
            "CommunityPaused",
          );
        });
      }
    });
  }
});
