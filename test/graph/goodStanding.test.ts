import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import type { ISuretyGraph } from "../../typechain-types";
import type { MemberHandle } from "../support/community";
import { at, deployGraphCommunity, type GraphCommunity } from "./graphCommunity";
import { pairSlot, readSlot } from "./pairWord";

const NOBODY = 0n;

interface Secured extends GraphCommunity {
  anna: MemberHandle;
  bolat: MemberHandle;
  chingiz: MemberHandle;
  /** Anna and Bolat stand for Dana and Erlan with 40 each. */
  dana: MemberHandle;
  erlan: MemberHandle;
  /** Dana and Erlan stand for Farida, without money. */
  farida: MemberHandle;
}

async function secured(): Promise<Secured> {
  const community = await deployGraphCommunity();
  const [anna, bolat, chingiz] = community.founders;
  const { join, newWallet, joined } = community;
  const dana = await join(await newWallet(), [anna, bolat], { pledges: [40n, 40n] });
  const erlan = await join(await newWallet(), [anna, bolat], { pledges: [40n, 40n] });
  const farida = await joined([dana, erlan]);
  return { ...community, anna, bolat, chingiz, dana, erlan, farida };
}

/** A member's present pair as it is stored. */
async function wordOf(graph: ISuretyGraph, { id }: MemberHandle): Promise<bigint> {
  return readSlot(graph, await pairSlot(id));
}

describe("SuretyGraph.requireGoodStanding", () => {
  it("<MEM-4> passes for an Active member with two Active guarantors and no debt", async () => {
    const { graph, dana, farida } = await loadFixture(secured);

    for (const member of [dana, farida]) {
      expect(await graph.inGoodStanding(member.id)).to.equal(true);
      await graph.requireGoodStanding(member.id);
    }
  });

  it("<MEM-4> passes for a founder", async () => {
    const { graph, anna } = await loadFixture(secured);

    expect(await graph.inGoodStanding(anna.id)).to.equal(true);
    await graph.requireGoodStanding(anna.id);
  });

  /** Brings a member out of good standing, and says whose number and which debt the error names. */
  const flaws: Record<string, (c: Secured) => Promise<[MemberHandle, bigint, bigint]>> = {
    "an empty slot": async ({ erlan, farida, withdraw }) => {
      await withdraw(erlan, farida, 1);
      return [farida, farida.id, 0n];
    },
    "two empty slots": async ({ dana, erlan, farida, withdraw }) => {
      await withdraw(erlan, farida, 1);
      await withdraw(dana, farida, 0);
      return [farida, farida.id, 0n];
    },
    "an expelled guarantor in slot 0": async ({ dana, farida, expel }) => {
      await expel(dana);
      return [farida, dana.id, 0n];
    },
    "an expelled guarantor in slot 1": async ({ erlan, farida, expel }) => {
      await expel(erlan);
      return [farida, erlan.id, 0n];
    },
    "a debt": async ({ dana, indebt }) => {
      await indebt(dana, 7n);
      return [dana, NOBODY, 7n];
    },
    "a debt and an empty slot": async ({ anna, dana, indebt, withdraw }) => {
      await indebt(dana, 7n);
      await withdraw(anna, dana, 0);
      return [dana, dana.id, 7n];
    },
    expulsion: async ({ dana, expel }) => {
      await expel(dana);
      return [dana, dana.id, 1n];
    },
    resignation: async ({ membership, farida }) => {
      await membership.connect(farida.wallet).resign();
      return [farida, farida.id, 0n];
    },
    "a founder's resignation": async ({ membership, chingiz }) => {
      await membership.connect(chingiz.wallet).resign();
      return [chingiz, chingiz.id, 0n];
    },
    "an application that nobody answered": async ({ dana, erlan, applicant }) => {
      const gulnar = await applicant([dana, erlan]);
      return [gulnar, gulnar.id, 0n];
    },
    "an application that one answered": async ({ dana, erlan, applicant, vouch }) => {
      const gulnar = await applicant([dana, erlan]);
      await vouch(dana, gulnar, 0);
      return [gulnar, gulnar.id, 0n];
    },
  };
  for (const [flaw, bring] of Object.entries(flaws)) {
    it(`<MEM-4> fails after ${flaw}`, async () => {
      const community = await loadFixture(secured);
      const { graph, now } = community;
      const [member, cause, owed] = await bring(community);

      expect(await graph.inGoodStanding(member.id)).to.equal(false);
      await expect(graph.requireGoodStanding(member.id))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(member.id, cause, owed);
      await expect(graph.requireGoodStandingSince(member.id, await now()))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(member.id, cause, owed);
    });
  }

  it("<MEM-4> fails for numbers that are nobody's", async () => {
    const { graph } = await loadFixture(secured);

    for (const member of [NOBODY, 99n, 2n ** 32n - 1n]) {
      expect(await graph.inGoodStanding(member)).to.equal(false);
      await expect(graph.requireGoodStanding(member))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(member, member, 0n);
    }
  });

  it("<MEM-6> passes again when another has taken the slot of an expelled guarantor", async () => {
    const { graph, chingiz, dana, farida, expel, take } = await loadFixture(secured);
    await expel(dana);

    await take(chingiz, farida, 0);

    expect(await graph.inGoodStanding(farida.id)).to.equal(true);
  });
});

describe("SuretyGraph.requireGoodStandingSince", () => {
  describe("given a member whose pair changed", () => {
    it("<CHN-1> passes from the second of the change on, not before", async () => {
      const { graph, chingiz, dana, take, clockOf } = await loadFixture(secured);
      const since = await clockOf(await take(chingiz, dana, 0));

      await expect(graph.requireGoodStandingSince(dana.id, since - 1n))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(dana.id, since, since - 1n);
      expect(await graph.requireGoodStandingSince(dana.id, since)).to.equal(
        await wordOf(graph, dana),
      );
    });
  });

  describe("given a member whose guarantors' pairs changed", () => {
    it("<CHN-1> passes", async () => {
      const { graph, chingiz, dana, farida, take, now, warp } = await loadFixture(secured);
      const snapshot = await now();
      await warp(10n);
      await take(chingiz, dana, 0);

      await graph.requireGoodStandingSince(farida.id, snapshot);
    });
  });

  describe("given a member with two guarantors while the founding circle changes", () => {
    it("<CHN-1> passes: the ring is for founders alone", async () => {
      const { graph, chingiz, membership, farida, now, warp } = await loadFixture(secured);
      const snapshot = await now();
      await warp(10n);
      await membership.connect(chingiz.wallet).resign();

      expect(await graph.requireGoodStandingSince(farida.id, snapshot)).to.equal(
        await wordOf(graph, farida),
      );
    });
  });

  describe("given a founder", () => {
    it("<CHN-1> passes while the circle stays", async () => {
      const { graph, anna, now } = await loadFixture(secured);

      expect(await graph.requireGoodStandingSince(anna.id, (await now()) - 1n)).to.equal(
        await wordOf(graph, anna),
      );
    });

    it("<CHN-1> passes when others of the circle came or left", async () => {
      const { graph, membership, anna, bolat, founders, admitFounder, now, warp } =
        await loadFixture(secured);
      const snapshot = await now();
      await warp(10n);
      await admitFounder();
      await membership.connect(at(founders, 3).wallet).resign();

      await graph.requireGoodStandingSince(anna.id, snapshot);
      await expect(graph.requireGoodStandingSince(bolat.id, snapshot))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(bolat.id, await now(), snapshot);
    });

    it("<CHN-1> fails when a ring guarantor has left or come between", async () => {
      const { graph, membership, chingiz, anna, founders, admitFounder, now } =
        await loadFixture(secured);
      const snapshot = await now();
      await membership.connect(chingiz.wallet).resign();
      const left = await now();
      await expect(graph.requireGoodStandingSince(anna.id, snapshot))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(anna.id, left, snapshot);
      await graph.requireGoodStandingSince(anna.id, left);

      const last = at(founders, 4);
      await graph.requireGoodStandingSince(last.id, snapshot);
      await admitFounder();
      await expect(graph.requireGoodStandingSince(last.id, snapshot))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(last.id, await now(), snapshot);
    });

    it("<CHN-1> fails when the second ring guarantor alone is another, further on in the ring", async () => {
      const { graph, membership, chingiz, founders, now } = await loadFixture(secured);
      const snapshot = await now();
      await membership.connect(at(founders, 4).wallet).resign();

      await expect(graph.requireGoodStandingSince(chingiz.id, snapshot))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(chingiz.id, await now(), snapshot);
    });

    it("<CHN-1> fails when a new founder took the place of the first ring guarantor alone", async () => {
      const { graph, membership, founders, admitFounder, now } =
        await loadFixture(deployGraphCommunity);
      const last = at(founders, 4);
      const snapshot = await now();
      await membership.connect(at(founders, 0).wallet).resign();
      await admitFounder();

      await expect(graph.requireGoodStandingSince(last.id, snapshot))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(last.id, await now(), snapshot);
    });

    it("<CHN-1> fails for a snapshot before the founder came: nobody could judge for them", async () => {
      const { graph, admitFounder, now, warp } = await loadFixture(secured);
      const snapshot = await now();
      await warp(10n);
      const gulnar = await admitFounder();
      const admitted = await now();

      await expect(graph.requireGoodStandingSince(gulnar.id, snapshot))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(gulnar.id, admitted, snapshot);
      await graph.requireGoodStandingSince(gulnar.id, admitted);
    });
  });
});
