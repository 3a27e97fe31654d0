import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { findWayUp } from "../../scripts/lib/findWayUp";
import { deployCommunity, type Community, type MemberHandle } from "../support/community";

const NOBODY = 0n;

interface Ladder extends Community {
  /** Two members a level, the founders first, each pair standing for the next. */
  levels: [MemberHandle, MemberHandle][];
  snapshot: bigint;
}

/** Seven levels below two founders: the lowest stand seven steps below them. */
async function deployLadder(): Promise<Ladder> {
  const community = await deployCommunity();
  const { founders, join, newWallet, now, warp } = community;
  let level: [MemberHandle, MemberHandle] = [founders[0], founders[1]];
  const levels = [level];
  for (let step = 0; step < 7; step++) {
    level = [await join(await newWallet(), level), await join(await newWallet(), level)];
    levels.push(level);
  }
  const snapshot = await now();
  await warp(1n);
  return { ...community, levels, snapshot };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError("There is no such item");
  return item;
}

describe("findWayUp", () => {
  it("<SUR-6> finds a way that the graph walks to the same member, for each of six steps", async () => {
    const { graph, levels, snapshot } = await loadFixture(deployLadder);
    const [party] = at(levels, 7);

    for (const steps of [1, 2, 3, 4, 5, 6]) {
      for (const { id } of at(levels, 7 - steps)) {
        const way = await findWayUp(graph, party.id, id, snapshot);

        expect(way?.steps).to.equal(steps);
        expect(
          await graph.seatHolder(party.id, NOBODY, way?.path ?? 0n, way?.steps ?? 0, snapshot),
        ).to.equal(id);
      }
    }
  });

  it("<SUR-6> finds none of seven steps", async () => {
    const { graph, levels, snapshot } = await loadFixture(deployLadder);

    for (const { id } of at(levels, 0)) {
      expect(await findWayUp(graph, at(levels, 7)[0].id, id, snapshot)).to.equal(undefined);
    }
  });

  it("<SUR-6> goes no further than a founder, unless the founder is the party", async () => {
    const { graph, founders, levels, snapshot } = await loadFixture(deployLadder);
    const third = at(founders, 2);

    expect(await findWayUp(graph, at(levels, 1)[0].id, third.id, snapshot)).to.equal(undefined);
    expect(await findWayUp(graph, at(founders, 1).id, third.id, snapshot)).to.deep.equal({
      steps: 1,
      path: 0n,
    });
  });

  it("<SUR-6> finds no way down, to oneself, or to nobody", async () => {
    const { graph, levels, snapshot } = await loadFixture(deployLadder);
    const [upper] = at(levels, 3);

    for (const member of [at(levels, 4)[0].id, upper.id, NOBODY, 999n]) {
      expect(await findWayUp(graph, upper.id, member, snapshot)).to.equal(undefined);
    }
  });
});
