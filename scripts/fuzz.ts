import { run } from "hardhat";

import { explore, LEAST_SHARE_OF_SUCCESSES, type Exploration } from "../test/model/Explorer";
import { Tally, type Counts } from "../test/model/Tally";
import type { FuzzResult } from "./audit/longRuns";
import { digestOf } from "./coverage/digestOf";
import { contractSources } from "./lib/contractSources";
import { countOption } from "./lib/countOption";
import { handBack, ownPart, playApart } from "./lib/playApart";
import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";
import { writeResult } from "./lib/writeResult";

const HELP = `
Each run begins in one of ten places (a new community, one with chains, disputes, debts, deep
sureties, large sums, a token that calls back) and makes random calls of every function, in a network
inside this process. After each call all that can be seen of what has changed is compared with the
model in test/model/, and the invariants are checked; after some calls, everything is.

When they part, the shortest sequence of calls that was found is printed, with the seed. The same
seed, runs and steps play the same sequences again. What to do then: docs/testing.md

Exit codes:
  0  the contracts and the model agree
  1  they part, or something failed that should not; or a call that was made a hundred times or more
     was nearly always refused, so that the runs say little of it
  2  wrong usage
`;

/** So many calls of a kind tell whether it is done often enough. */
const ENOUGH_CALLS = 100;

interface Options {
  runs: number;
  steps: number;
  seed?: number;
  minutes?: number;
  jobs: number;
  compareEvery: number;
  output?: string;
}

type Part = Required<Exploration>;

/** Plays all the runs, in as many processes as asked for. */
async function play(whole: Omit<Part, "range">, jobs: number): Promise<Tally> {
  if (jobs === 1) return explore(whole);
  const { runs } = whole;
  const bounds = Array.from({ length: jobs + 1 }, (_, job) => Math.floor((runs * job) / jobs));
  const parts = bounds.slice(1).map((end, job) => {
    const range = [bounds[job] ?? 0, end] as const;
    return playApart(__filename, { ...whole, range } satisfies Part);
  });
  const tally = new Tally();
  for (const counts of await Promise.all(parts)) tally.add(counts as Counts);
  return tally;
}

runScript(async () => {
  const part = ownPart();
  if (part !== undefined) {
    handBack((await explore(part as Part)).toJSON());
    return 0;
  }
  const { runs, steps, seed, minutes, jobs, compareEvery, output } = toolCommand("fuzz")
    .description("Play random calls on the contracts and on a model of them, and compare both.")
    .option("--runs <count>", "how many sequences", countOption, 500)
    .option("--steps <count>", "how many calls in each", countOption, 100)
    .option("--seed <number>", "what the choices follow from (default: random)", countOption)
    .option("--minutes <count>", "go on with the next seeds for that long", countOption)
    .option("--jobs <count>", "play them in so many processes side by side", countOption, 1)
    .option("--compare-every <steps>", "compare everything after so many calls", countOption, 20)
    .option("--output <file>", "write what was counted as JSON")
    .addHelpText("after", HELP)
    .parse()
    .opts<Options>();

  await run("compile", { quiet: true });
  const end = Date.now() + (minutes ?? 0) * 60_000;
  let next = seed ?? Math.floor(Math.random() * 2 ** 31);
  do {
    console.log(`seed ${next}, ${runs} runs of ${steps} steps`);
    const begun = Date.now();
    const tally = await play({ runs, steps, seed: next, compareEvery }, jobs);
    console.log(tally.toString());
    const sources = digestOf(contractSources());
    const result: Omit<FuzzResult, "calls"> & { calls: Tally } = {
      sources,
      runs,
      steps,
      seed: next,
      compareEvery,
      seconds: (Date.now() - begun) / 1_000,
      calls: tally,
    };
    if (output !== undefined) writeResult(output, result);
    const refused = tally.mostlyRefused(LEAST_SHARE_OF_SUCCESSES, ENOUGH_CALLS);
    if (refused.length > 0) {
      console.error(`Error: done in less than 5 % of their calls: ${refused.join(", ")}`);
      return 1;
    }
    next++;
  } while (Date.now() < end);
  return 0;
});
