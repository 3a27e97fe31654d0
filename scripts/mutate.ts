import { Command, InvalidArgumentError, Option } from "commander";
import { availableParallelism } from "node:os";
import path from "node:path";

import { runScript } from "./lib/runScript";
import { areaOf, AREAS } from "./mutate/areas";
import { loadCompiler } from "./mutate/compiler";
import { Journal } from "./mutate/Journal";
import { listMutants } from "./mutate/listMutants";
import { runArea } from "./mutate/runArea";

interface Options {
  only?: string;
  jobs: number;
  sample?: number;
  seconds?: number;
  wider?: boolean;
  list?: boolean;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("A count from 1 on.");
  return value;
}

runScript(async () => {
  const names = AREAS.map(({ name }) => name);
  const { only, jobs, sample, seconds, wider, list } = new Command("mutate")
    .description("Make small changes in the contracts, and see whether the tests notice each.")
    .addOption(new Option("--only <area>", "one part of the system").choices(names))
    .option("--jobs <count>", "how many workers", count, availableParallelism())
    .option("--sample <count>", "of each area, so many mutants spread evenly", count)
    .option("--seconds <count>", "of each mutant's tests, those that take so long", count)
    .option("--wider", "with the tests of trade, of adversaries and of very large cases")
    .option("--list", "print the mutants and run nothing")
    .allowExcessArguments(false)
    .parse()
    .opts<Options>();

  const tell = (line: string): void => {
    console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
  };
  const compile = await loadCompiler();
  const mutants = await listMutants(compile);
  if (list === true) {
    for (const { file, line, operator, place, original, replacement } of mutants) {
      console.log(JSON.stringify({ file, line, operator, place, original, replacement }));
    }
    return 0;
  }
  const journal = new Journal(path.join(__dirname, "../build/mutants/journal.jsonl"));
  for (const area of AREAS.filter(({ name }) => only === undefined || name === only)) {
    const ofArea = mutants.filter(({ file }) => areaOf(file) === area);
    const every = sample === undefined ? 1 : Math.ceil(ofArea.length / sample);
    const chosen = ofArea.filter((_, index) => index % every === 0);
    await runArea(area, chosen, journal, compile, {
      jobs,
      budget: (seconds ?? Infinity) * 1000,
      tell,
    });
  }
  return 0;
});
