import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import type { SeatProbe } from "../../typechain-types";
import type { MemberHandle } from "../support/community";
import {
  deployGraphCommunity,
  inOneBlock,
  MemberState,
  type GraphCommunity,
} from "./graphCommunity";
import { RandomLife } from "./RandomLife";

const NOBODY = 0n;

interface Secured extends GraphCommunity {
  anna: MemberHandle;
  bolat: MemberHandle;
  chingiz: MemberHandle;
  /** Anna (1 %) and Bolat (2 %) stand for Dana. */
  dana: MemberHandle;
  /** When the first and the second of them vouched. */
  half: bigint;
  joined_: bigint;
}

async function secured(): Promise<Secured> {
  const community = await deployGraphCommunity();
  const [anna, bolat, chingiz] = community.founders;
  const dana = await community.applicant([anna, bolat], 1_000n);
  const half = await community.clockOf(await community.vouch(anna, dana, 0, { premium: 100n }));
  await community.warp(10n);
  const joined_ = await community.clockOf(await community.vouch(bolat, dana, 1, { premium: 200n }));
  await community.warp(10n);
  return { ...community, anna, bolat, chingiz, dana, half, joined_ };
}

describe("SuretyGraph.guarantorsAt", () => {
  it("<SUR-5> answers with guarantors, premiums and since when", async () => {
    const { graph, anna, bolat, dana, joined_, now } = await loadFixture(secured);

    for (const time of [joined_, joined_ + 1n, (await now()) - 1n]) {
      expect(await graph.guarantorsAt(dana.id, time)).to.deep.equal([
        joined_,
        anna.id,
        bolat.id,
        100n,
        200n,
      ]);
    }
  });

  it("<SUR-5> begins when the applicant becomes Active, whenever it is asked", async () => {
    const { graph, anna, dana, half, joined_, applicant, vouch, warp, now } =
      await loadFixture(secured);
    for (const time of [0n, half - 1n, half, joined_ - 1n]) {
      expect(await graph.guarantorsAt(dana.id, time)).to.deep.equal([0n, 0n, 0n, 0n, 0n]);
    }

    const erlan = await applicant([anna, dana]);
    await vouch(anna, erlan, 0);
    await warp(10n);
    expect(await graph.guarantorsAt(erlan.id, (await now()) - 1n)).to.deep.equal([
      0n,
      0n,
      0n,
      0n,
      0n,
    ]);
  });

  it("<SUR-5> leaves nominees out", async () => {
    const { graph, anna, bolat, dana, applicant, withdraw, nominate, warp, now } =
      await loadFixture(secured);
    const erlan = await applicant([anna, bolat]);
    await withdraw(anna, dana, 0);
    await nominate(dana, 0, anna, 9n);
    await warp(10n);

    const time = (await now()) - 1n;
    expect((await graph.guarantorsAt(erlan.id, time)).slice(1)).to.deep.equal([0n, 0n, 0n, 0n]);
    expect((await graph.guarantorsAt(dana.id, time)).slice(1)).to.deep.equal([
      NOBODY,
      bolat.id,
      0n,
      200n,
    ]);
  });

  it("<CHA-3> answers for the past alone: not for this second, not for the next", async () => {
    const { graph, dana, now } = await loadFixture(secured);
    const present = await now();

    for (const time of [present, present + 1n, 2n ** 40n - 1n]) {
      await expect(graph.guarantorsAt(dana.id, time))
        .to.be.revertedWithCustomError(graph, "NotInThePast")
        .withArgs(time, present);
      await expect(graph.ringAt(time))
        .to.be.revertedWithCustomError(graph, "NotInThePast")
        .withArgs(time, present);
    }
    await graph.guarantorsAt(dana.id, present - 1n);
    await graph.ringAt(present - 1n);
  });

  it("<CHA-3> counts a change from its second on", async () => {
    const { graph, anna, bolat, chingiz, dana, take, clockOf, warp } = await loadFixture(secured);
    const changed = await clockOf(await take(chingiz, dana, 0));
    await warp(5n);

    expect((await graph.guarantorsAt(dana.id, changed - 1n)).guarantor0).to.equal(anna.id);
    expect((await graph.guarantorsAt(dana.id, changed)).guarantor0).to.equal(chingiz.id);
    expect((await graph.guarantorsAt(dana.id, changed)).guarantor1).to.equal(bolat.id);
  });

  it("<CHA-3> keeps the last of several changes in one second", async () => {
    const { graph, anna, bolat, chingiz, dana, nominate, vouch, withdraw, warp, clockOf } =
      await loadFixture(secured);
    await nominate(dana, 0, chingiz);
    await inOneBlock(
      () => withdraw(anna, dana, 0),
      () => vouch(chingiz, dana, 0),
      () => withdraw(chingiz, dana, 0),
    );
    const { since, version } = await graph.pairOf(dana.id);
    expect(version).to.equal(5n);
    await warp(5n);
    const later = await clockOf(await withdraw(bolat, dana, 1));
    await warp(5n);

    const guarantors = async (time: bigint) =>
      (await graph.guarantorsAt(dana.id, time)).slice(1, 3);
    expect(await guarantors(since - 1n)).to.deep.equal([anna.id, bolat.id]);
    expect(await guarantors(since)).to.deep.equal([NOBODY, bolat.id]);
    expect(await guarantors(later - 1n)).to.deep.equal([NOBODY, bolat.id]);
    expect(await guarantors(later)).to.deep.equal([NOBODY, NOBODY]);
  });

  it("<CHA-3> keeps the last of all changes in a pause, which is one second", async () => {
    const { graph, charter, guardian, anna, bolat, dana, withdraw, warp, now } =
      await loadFixture(secured);
    await charter.connect(guardian).pause();
    const stopped = await charter.clock();
    await warp(1_000n);
    await withdraw(anna, dana, 0);
    await warp(1_000n);
    await withdraw(bolat, dana, 1);
    await warp(1_000n);
    const guarantors = async (time: bigint) =>
      (await graph.guarantorsAt(dana.id, time)).slice(1, 3);

    expect(await guarantors(stopped - 1n)).to.deep.equal([anna.id, bolat.id]);
    await expect(graph.guarantorsAt(dana.id, stopped))
      .to.be.revertedWithCustomError(graph, "NotInThePast")
      .withArgs(stopped, stopped);
    await charter.connect(guardian).resume();
    await warp(1n);
    expect(await now()).to.be.greaterThan(stopped);
    expect(await guarantors(stopped - 1n)).to.deep.equal([anna.id, bolat.id]);
    expect(await guarantors(stopped)).to.deep.equal([NOBODY, NOBODY]);
  });

  describe("given a member who left and came back", () => {
    interface Returned extends Secured {
      left: bigint;
      back: bigint;
    }

    async function returned(): Promise<Returned> {
      const community = await secured();
      const { membership, bolat, chingiz, dana, vouch, clockOf, warp } = community;
      const left = await clockOf(await membership.connect(dana.wallet).resign());
      await warp(10n);
      await membership
        .connect(dana.wallet)
        .applyForMembership(ethers.ZeroHash, bolat.id, 0n, chingiz.id, 0n, 0n);
      await vouch(bolat, dana, 0);
      await warp(10n);
      const back = await clockOf(await vouch(chingiz, dana, 1));
      await warp(10n);
      return { ...community, left, back };
    }

    it("<SUR-5> still knows who stood for them before", async () => {
      const { graph, membership, anna, bolat, chingiz, dana, joined_, left, back } =
        await loadFixture(returned);
      expect(await membership.stateOf(dana.id)).to.equal(MemberState.Active);

      for (const time of [joined_, left - 1n]) {
        expect(await graph.guarantorsAt(dana.id, time)).to.deep.equal([
          joined_,
          anna.id,
          bolat.id,
          100n,
          200n,
        ]);
      }
      expect((await graph.guarantorsAt(dana.id, left)).slice(1)).to.deep.equal([0n, 0n, 0n, 0n]);
      expect((await graph.guarantorsAt(dana.id, back)).slice(1, 3)).to.deep.equal([
        bolat.id,
        chingiz.id,
      ]);
    });

    it("<SUR-4> still has them judge what began before", async () => {
      const { graph, anna, bolat, dana, left } = await loadFixture(returned);

      expect(await graph.seatHolder(dana.id, 99n, 0, 1, left - 1n)).to.equal(anna.id);
      expect(await graph.seatHolder(dana.id, 99n, 1, 1, left - 1n)).to.equal(bolat.id);
    });
  });

  for (const seed of [1, 2, 3]) {
    describe(`given a random life (${seed})`, () => {
      async function lived(): Promise<GraphCommunity & { life: RandomLife; probe: SeatProbe }> {
        const community = await deployGraphCommunity();
        const life = await RandomLife.begin(community, seed);
        await life.grow(8);
        await life.live(60);
        await community.warp(3n);
        return { ...community, life, probe: await ethers.deployContract("SeatProbe") };
      }

      it("<SUR-5> agrees with a log of all changes, at any time", async () => {
        const { graph, life, probe, now } = await loadFixture(lived);
        const present = await now();
        let compared = 0;

        for (const { id } of life.members) {
          const times = life.timesAround(id).filter((time) => time < present);
          const found = await probe.guarantorsAt(graph, [id], times);
          expect(found.map((guarantors) => [...guarantors])).to.deep.equal(
            times.map((time) => {
              const { since, guarantors, premiums } = life.reference.guarantorsAt(id, time);
              return [since, ...guarantors, ...premiums];
            }),
          );
          compared += times.length;
        }
        expect(compared).to.be.greaterThan(200);
      });

      it("<INV-7> <INV-8> keeps guarantors lower, different and two, or the member is unsecured", async () => {
        const { graph, membership, life } = await loadFixture(lived);

        for (const { id } of life.members) {
          const { guarantors } = life.reference.present(id);
          const pair = await graph.pairOf(id);
          const sitting = guarantors.filter((guarantor) => guarantor !== NOBODY);
          for (const guarantor of sitting) {
            const { generation } = await graph.pairOf(guarantor);
            expect(generation).to.be.lessThan(pair.generation);
          }
          expect(new Set(sitting).size).to.equal(sitting.length);
          const isActive = (await membership.stateOf(id)) === MemberState.Active;
          const isFounder = life.reference.founders().includes(id);
          if (sitting.length < 2 && !isFounder) {
            expect(await graph.inGoodStanding(id)).to.equal(false);
          }
          if (isActive && !isFounder && sitting.length === 2) {
            expect(await graph.inGoodStanding(id)).to.equal(true);
          }
        }
      });

      it("<SUR-2> counts everybody's principals", async () => {
        const { graph, life } = await loadFixture(lived);
        const stands = life.members.flatMap(({ id }) => life.reference.present(id).guarantors);

        for (const { id } of life.members) {
          expect((await graph.pairOf(id)).principals).to.equal(
            stands.filter((guarantor) => guarantor === id).length,
          );
        }
      });
    });
  }
});
