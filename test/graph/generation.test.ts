import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import type { MemberHandle } from "../support/community";
import { deployGraphCommunity, type GraphCommunity } from "./graphCommunity";
import { writePair } from "./pairWord";

interface Ladder extends GraphCommunity {
  anna: MemberHandle;
  bolat: MemberHandle;
  chingiz: MemberHandle;
  /** `rungs[k]` and `others[k]` are of generation k + 1; each rung stands on the pair below it. */
  rungs: MemberHandle[];
  others: MemberHandle[];
}

async function ladder(): Promise<Ladder> {
  const community = await deployGraphCommunity();
  const [anna, bolat, chingiz] = community.founders;
  const [rungs, others]: [MemberHandle[], MemberHandle[]] = [[], []];
  let below: readonly [MemberHandle, MemberHandle] = [anna, bolat];
  for (let generation = 1; generation <= 4; generation++) {
    const pair = [await community.joined(below), await community.joined(below)] as const;
    rungs.push(pair[0]);
    others.push(pair[1]);
    below = pair;
  }
  return { ...community, anna, bolat, chingiz, rungs, others };
}

type Rungs = [MemberHandle, MemberHandle, MemberHandle, MemberHandle];

describe("SuretyGraph, generations", () => {
  const generationOf = async (community: Ladder, member: MemberHandle): Promise<bigint> =>
    (await community.graph.pairOf(member.id)).generation;

  it("<SUR-3> are 0 for founders and one above the higher guarantor", async () => {
    const community = await loadFixture(ladder);
    const { anna, rungs, others, joined } = community;
    const [first, second, third, fourth] = rungs as Rungs;

    expect(await generationOf(community, anna)).to.equal(0n);
    for (const [index, rung] of [first, second, third, fourth].entries()) {
      expect(await generationOf(community, rung)).to.equal(BigInt(index + 1));
    }
    const mixed = await joined([fourth, anna]);
    expect(await generationOf(community, mixed)).to.equal(5n);
    const reversed = await joined([anna, third]);
    expect(await generationOf(community, reversed)).to.equal(4n);
    expect(others).to.have.length(4);
  });

  it("<SUR-3> never fall when a lower guarantor comes", async () => {
    const community = await loadFixture(ladder);
    const { anna, bolat, rungs, take } = community;
    const [, , third] = rungs as Rungs;

    await take(anna, third, 0);
    await take(bolat, third, 1);

    expect(await generationOf(community, third)).to.equal(3n);
  });

  it("<SUR-3> rise with a higher guarantor as long as there are no principals", async () => {
    const community = await loadFixture(ladder);
    const { anna, bolat, joined, rungs, take } = community;
    const [, , , fourth] = rungs as Rungs;
    const lone = await joined([anna, bolat]);
    expect(await generationOf(community, lone)).to.equal(1n);

    await take(fourth, lone, 0);

    expect(await generationOf(community, lone)).to.equal(5n);
  });

  it("<SUR-3> stay below every principal", async () => {
    const community = await loadFixture(ladder);
    const { graph, anna, chingiz, joined, rungs, nominate, vouch, take } = community;
    const [first, second, third] = rungs as Rungs;
    const low = await joined([anna, chingiz]);
    const high = await joined([third, low]);
    expect((await graph.pairOf(low.id)).ceiling).to.equal(4n);

    await nominate(low, 0, third);
    await expect(vouch(third, low, 0))
      .to.be.revertedWithCustomError(graph, "GenerationTooHigh")
      .withArgs(third.id, 3n, 4n);
    await take(second, low, 0);

    expect(await generationOf(community, low)).to.equal(3n);
    expect(await generationOf(community, high)).to.equal(4n);
    await nominate(first, 0, low);
    await expect(vouch(low, first, 0))
      .to.be.revertedWithCustomError(graph, "GenerationTooHigh")
      .withArgs(low.id, 3n, 2n);
  });

  it("<SUR-3> stay below the lowest principal, though others came before it", async () => {
    const community = await loadFixture(ladder);
    const { graph, anna, chingiz, joined, rungs, nominate, vouch } = community;
    const [first, , third] = rungs as Rungs;
    const low = await joined([anna, chingiz]);
    const ceilings: bigint[] = [];
    for (const other of [third, anna, third]) {
      await joined([other, low]);
      ceilings.push((await graph.pairOf(low.id)).ceiling);
    }

    expect(ceilings).to.deep.equal([4n, 2n, 2n]);
    await nominate(low, 0, first);
    await expect(vouch(first, low, 0))
      .to.be.revertedWithCustomError(graph, "GenerationTooHigh")
      .withArgs(first.id, 1n, 2n);
  });

  it("<INV-7> let nobody stand for who stands for them, however far", async () => {
    const { graph, rungs, nominate, vouch } = await loadFixture(ladder);
    const [first, second, third, fourth] = rungs as Rungs;

    for (const [guarantor, principal, generation, ceiling] of [
      [second, first, 2n, 2n],
      [third, first, 3n, 2n],
      [fourth, first, 4n, 2n],
      [fourth, second, 4n, 3n],
    ] as const) {
      await nominate(principal, 0, guarantor);
      await expect(vouch(guarantor, principal, 0))
        .to.be.revertedWithCustomError(graph, "GenerationTooHigh")
        .withArgs(guarantor.id, generation, ceiling);
    }
  });

  it("<SUR-3> keep the lowest principal of the past as ceiling while any is left", async () => {
    const community = await loadFixture(ladder);
    const { graph, anna, chingiz, joined, rungs, nominate, vouch, withdraw, take } = community;
    const [first, second, third] = rungs as Rungs;
    const low = await joined([anna, chingiz]);
    const near = await joined([low, first]); // generation 2
    const far = await joined([low, third]); // generation 4
    expect((await graph.pairOf(low.id)).ceiling).to.equal(2n);
    await withdraw(low, near, 0);

    await nominate(low, 0, first);
    await expect(vouch(first, low, 0))
      .to.be.revertedWithCustomError(graph, "GenerationTooHigh")
      .withArgs(first.id, 1n, 2n);

    await withdraw(low, far, 0);
    expect((await graph.pairOf(low.id)).principals).to.equal(0n);
    await take(second, low, 0);
    expect(await generationOf(community, low)).to.equal(3n);
  });

  it("<SUR-3> count a principal as it was at the vouch, though it rises later", async () => {
    const { graph, anna, chingiz, joined, rungs, nominate, vouch } = await loadFixture(ladder);
    const [first, , third] = rungs as Rungs;
    const low = await joined([anna, chingiz]);
    const principal = await joined([low, third]); // of generation 2 when `low` vouched, then 4
    expect((await graph.pairOf(principal.id)).generation).to.equal(4n);
    expect((await graph.pairOf(low.id)).ceiling).to.equal(2n);

    await nominate(low, 0, first);
    await expect(vouch(first, low, 0))
      .to.be.revertedWithCustomError(graph, "GenerationTooHigh")
      .withArgs(first.id, 1n, 2n);
  });

  it("<SUR-3> begin a new ceiling with the first principal after none", async () => {
    const { graph, anna, chingiz, joined, rungs, withdraw } = await loadFixture(ladder);
    const [first, , third] = rungs as Rungs;
    const low = await joined([anna, chingiz]);
    const near = await joined([low, first]);
    await withdraw(low, near, 0);
    expect((await graph.pairOf(low.id)).ceiling).to.equal(2n);

    await joined([third, low]);

    const { ceiling, principals } = await graph.pairOf(low.id);
    expect([ceiling, principals]).to.deep.equal([4n, 1n]);
  });

  it("<SUR-3> rise from 256 to 513 without a bit of the old one", async () => {
    const { graph, anna, bolat, joined, take } = await loadFixture(ladder);
    const [tall, taller] = [await joined([anna, bolat]), await joined([anna, bolat])];
    await writePair(graph, tall.id, { generation: 256n });
    await writePair(graph, taller.id, { generation: 512n });

    await take(taller, tall, 0);

    expect((await graph.pairOf(tall.id)).generation).to.equal(513n);
  });

  describe("given a guarantor near the end of the numbers", () => {
    it("<SUR-3> rise to 65,534 and no further", async () => {
      const { graph, anna, bolat, chingiz, joined, vouch, take, ...c } = await loadFixture(ladder);
      const tall = await joined([anna, bolat]);
      await writePair(graph, tall.id, { generation: 65_533n });
      const tallest = await joined([anna, tall]);
      expect((await graph.pairOf(tallest.id)).generation).to.equal(65_534n);

      const beyond = await c.applicant([anna, tallest]);
      await vouch(anna, beyond, 0);
      await expect(vouch(tallest, beyond, 1))
        .to.be.revertedWithCustomError(graph, "GenerationTooHigh")
        .withArgs(tallest.id, 65_534n, 65_535n);

      await take(chingiz, beyond, 1);
      expect((await graph.pairOf(beyond.id)).generation).to.equal(1n);
    });
  });
});

describe("SuretyGraph, the ends of the counters", () => {
  it("<SUR-2> refuse a vouch beyond 65,535 principals", async () => {
    const { graph, anna, bolat, applicant, vouch } = await loadFixture(ladder);
    await writePair(graph, anna.id, { principals: 65_534n });
    await vouch(anna, await applicant([anna, bolat]), 0);
    expect((await graph.pairOf(anna.id)).principals).to.equal(65_535n);

    await expect(vouch(anna, await applicant([anna, bolat]), 0))
      .to.be.revertedWithCustomError(graph, "TooManySureties")
      .withArgs(anna.id);
  });

  describe("given a pair that has changed 16,777,212 times", () => {
    const LAST = 2n ** 24n - 4n;

    it("<SUR-4> takes one more vouch, and both guarantors can still leave", async () => {
      const { graph, anna, bolat, chingiz, rungs, nominate, vouch, take, withdraw } =
        await loadFixture(ladder);
      const [first] = rungs as Rungs;
      await writePair(graph, first.id, { version: LAST });
      await take(chingiz, first, 0);
      expect((await graph.pairOf(first.id)).version).to.equal(LAST + 1n);

      await nominate(first, 0, anna);
      await expect(vouch(anna, first, 0))
        .to.be.revertedWithCustomError(graph, "TooManySureties")
        .withArgs(first.id);

      await withdraw(chingiz, first, 0);
      await withdraw(bolat, first, 1);
      expect(await graph.guarantorsOf(first.id)).to.deep.equal([0n, 0n, 2n ** 24n - 1n]);
    });
  });
});
