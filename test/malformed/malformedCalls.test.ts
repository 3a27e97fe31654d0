import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { tableOf } from "./Answers";
import { Barrage } from "./Barrage";
import { buildTown } from "./town";

/** The same in every run of the tests, and another one each time. */
const SEEDS = { "a fixed seed": 1_999, "a random seed": Math.floor(Math.random() * 2 ** 31) };
const CALLS = 500;

describe("Malformed calls of every contract", () => {
  for (const [title, seed] of Object.entries(SEEDS)) {
    it(`are done or refused with an error that can be read, from ${title}`, async () => {
      console.log(`      seed ${seed}, ${CALLS} calls of each contract`);

      const answers = await (await Barrage.on(await loadFixture(buildTown))).fire(CALLS, seed);

      console.log(tableOf(answers));
      for (const [contract, of] of answers) expect(of.faults, contract).to.deep.equal([]);
    });
  }
});
