import { run } from "hardhat";
import { Command } from "commander";

import { explore } from "../test/model/Explorer";
import { countOption } from "./lib/countOption";
import { runScript } from "./lib/runScript";

const HELP = `
Each run begins in one of seven places (a new community, one with chains, disputes, debts, deep
sureties, large sums) and makes random calls of every function, in a network inside this process. After each call all that can be
seen of the contracts is compared with the model in test/model/, and the invariants are checked.

When they part, the shortest sequence of calls that was found is printed, with the seed. The same
seed, runs and steps play the same sequences again. What to do then: docs/testing.md

Exit codes:
  0  the contracts and the model agree
  1  they part, or something failed that should not
`;

interface Options {
  runs: number;
  steps: number;
  seed?: number;
  minutes?: number;
}

runScript(async () => {
  const { runs, steps, seed, minutes } = new Command("fuzz")
    .description("Play random calls on the contracts and on a model of them, and compare both.")
    .option("--runs <count>", "how many sequences", countOption, 500)
    .option("--steps <count>", "how many calls in each", countOption, 100)
    .option("--seed <number>", "what the choices follow from (default: random)", countOption)
    .option("--minutes <count>", "go on with the next seeds for that long", countOption)
    .addHelpText("after", HELP)
    .allowExcessArguments(false)
    .parse()
    .opts<Options>();

  await run("compile", { quiet: true });
  const end = Date.now() + (minutes ?? 0) * 60_000;
  let next = seed ?? Math.floor(Math.random() * 2 ** 31);
  do {
    console.log(`seed ${next}, ${runs} runs of ${steps} steps`);
    const tally = await explore({ runs, steps, seed: next });
    console.log(tally.toString());
    next++;
  } while (Date.now() < end);
  return 0;
});
