import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import type { SeatProbe } from "../../typechain-types";
import { deployGraphCommunity, type GraphCommunity } from "./graphCommunity";
import { RandomLife } from "./RandomLife";

const VOID = 0n;

/** Every path of a number of steps, as lists of slots. */
function pathsOf(steps: number): number[][] {
  return Array.from({ length: 2 ** steps }, (_, path) =>
    Array.from({ length: steps }, (__, step) => (path >> (steps - 1 - step)) & 1),
  );
}

describe("SuretyGraph.seatHolder", () => {
  for (const seed of [11, 12]) {
    describe(`given a random life (${seed})`, () => {
      async function lived(): Promise<GraphCommunity & { life: RandomLife; probe: SeatProbe }> {
        const community = await deployGraphCommunity({ founders: 6 });
        const life = await RandomLife.begin(community, seed);
        await life.grow(24);
        await life.live(70);
        await community.warp(3n);
        return { ...community, life, probe: await ethers.deployContract("SeatProbe") };
      }

      it("<SUR-6> agrees with a walker of its own on all paths, parties and times", async () => {
        const { graph, life, probe, now } = await loadFixture(lived);
        const present = await now();
        const found = { void: 0, founders: 0, members: 0 };

        for (let round = 0; round < 24; round++) {
          const [party, opponent] = [life.pick(life.members).id, life.pick(life.members).id];
          const times = [...life.timesAround(party), ...life.timesAround(opponent)];
          const time = life.pick(times.filter((candidate) => candidate < present));
          const founders = life.reference.foundersAt(time);
          for (const steps of [1, 2, 3, 4, 5, 6]) {
            const expected = pathsOf(steps).map((path) =>
              life.reference.seatHolder([party, opponent], path, time),
            );
            const seats = await probe.holders(graph, party, opponent, steps, time);
            expect([...seats], `${party} against ${opponent} at ${time}`).to.deep.equal(expected);
            for (const holder of expected) {
              if (holder === VOID) found.void++;
              else if (founders.includes(holder)) found.founders++;
              else found.members++;
            }
          }
        }
        for (const count of Object.values(found)) expect(count).to.be.greaterThan(100);
      });
    });
  }
});
