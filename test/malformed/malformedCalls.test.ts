import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { faultsIn, tableOf, type AnswerCounts } from "./Answers";
import { Barrage } from "./Barrage";
import { buildTown, CONTRACTS } from "./town";

/** The same in every run of the tests, and another one each time. */
const SEEDS = { "a fixed seed": 1_999, "a random seed": Math.floor(Math.random() * 2 ** 31) };
const CALLS = 500;

describe("Malformed calls of every contract", () => {
  for (const [title, seed] of Object.entries(SEEDS)) {
    it(`are done or refused with an error that can be read, from ${title}`, async () => {
      const town = await loadFixture(buildTown);
      const barrage = await Barrage.on(town);
      const answers = new Map<string, AnswerCounts>();
      for (const contract of CONTRACTS) {
        answers.set(contract, await barrage.fire(contract, CALLS, seed));
      }

      console.log(`      seed ${seed}, ${CALLS} calls of each contract`);
      console.log(tableOf(answers));
      for (const [contract, counts] of answers) {
        expect(faultsIn(counts), contract).to.deep.equal([]);
      }
    });
  }
});
