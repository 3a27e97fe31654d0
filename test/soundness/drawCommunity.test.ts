import { expect } from "chai";

import type { Rating } from "../../scripts/replay/Rating";
import { UnsuitableNetworkError } from "../../scripts/replay/UnsuitableNetworkError";
import { drawCommunity } from "../../scripts/soundness/drawCommunity";
import { foundWorld } from "../../scripts/soundness/foundWorld";
import { DEFAULT_SETTING } from "../../scripts/soundness/Setting";
import { guarantorsNow } from "../model/graph";
import { breachesOf } from "../model/invariants";
import { holderOf, isActive } from "../model/membership";
import { smallCommunity } from "./smallCommunity";

/** Ratings without their times. */
function ratings(
  ...lines: [rater: number, rated: number, score: number][]
): () => AsyncIterable<Rating> {
  const all = lines.map(([rater, rated, score], index) => ({
    line: index + 1,
    rater,
    rated,
    score,
    time: 1_000_000 + index,
  }));
  return async function* () {
    await Promise.resolve();
    yield* all;
  };
}

/** A chain of people, each well thought of by the two before. */
const CHAIN = Array.from({ length: 20 }, (_, place): [number, number, number][] => [
  [place + 4, place + 6, 3],
  [place + 5, place + 6, 5],
]).flat();
const FOUNDERS: [number, number, number][] = [1, 2, 3, 4, 5].map((person) => [person, 99, -1]);

describe("drawCommunity", () => {
  it("founds with the first five raters, and lets in whom two members trust", async () => {
    const community = await drawCommunity(ratings(...FOUNDERS, ...CHAIN), 22);

    expect(community.founders).to.have.length(5);
    expect(community.newcomers).to.have.length(17);
    expect(community.newcomers[0]?.guarantors).to.deep.equal([4n, 5n]);
    expect(community.newcomers[1]?.guarantors).to.deep.equal([5n, 6n]);
    expect(community.generations).to.equal(18);
  });

  it("takes ratings between members as deals of the rated with the rater", async () => {
    const between: [number, number, number][] = [
      [6, 1, -7],
      [1, 6, 2],
      [1, 1, 9],
      [99, 1, 3],
    ];
    const community = await drawCommunity(ratings(...FOUNDERS, ...CHAIN, ...between), 30);

    expect(community.deals).to.deep.equal([
      { provider: 1n, receiver: 6n, score: -7 },
      { provider: 6n, receiver: 1n, score: 2 },
    ]);
  });

  it("refuses a network in which too few join", async () => {
    const refusal = await drawCommunity(ratings(...FOUNDERS, ...CHAIN.slice(0, 8)), 100).catch(
      (error: unknown) => error,
    );

    expect(refusal).to.be.instanceOf(UnsuitableNetworkError);
    expect((refusal as Error).message).to.contain("Only 9 people join");
  });

  it("gives a community in which everybody is Active on the guarantors drawn, and the books meet", async () => {
    const community = await smallCommunity();
    const world = foundWorld(community, DEFAULT_SETTING.terms);

    expect(world.members.size).to.equal(40);
    for (const { wallet, guarantors } of community.newcomers) {
      const id = holderOf(world, wallet);
      expect(isActive(world, id)).to.equal(true);
      expect(guarantorsNow(world, id).guarantors).to.deep.equal(guarantors);
    }
    expect(breachesOf(world)).to.deep.equal([]);
    const pledged = [...world.pledges.values()].map(
      ({ own, parts }) => own + parts[0].amount + parts[1].amount,
    );
    expect(new Set(pledged)).to.deep.equal(new Set([250n]));
  });
});
