import { Option } from "commander";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";

import { countOption } from "./lib/countOption";
import { runScript } from "./lib/runScript";
import { table } from "./lib/table";
import { toolCommand } from "./lib/toolCommand";
import { areaOf, AREAS } from "./mutate/areas";
import { faultsOf } from "./mutate/faultsOf";
import { Journal } from "./mutate/Journal";
import { listMutants } from "./mutate/listMutants";
import { loadCompiler } from "./mutate/compiler";
import { markEquivalent } from "./mutate/markEquivalent";
import { runArea } from "./mutate/runArea";
import { stateOfSources } from "./mutate/sources";
import {
  explainedOf,
  summarize,
  type Counts,
  type Explanation,
  type Summary,
} from "./mutate/Summary";

const ROOT = path.join(__dirname, "..");
const SUMMARY = path.join(ROOT, "mutants/summary.json");
const EXPLANATIONS = path.join(ROOT, "mutants/survivors.json");
const JOURNAL = path.join(ROOT, "build/mutants/journal.jsonl");

const HELP = `
The results are kept in build/mutants/: a run goes on where the last one stopped, and runs again
what lives when the tests have changed, and everything of a file that has changed.

Exit codes:
  0  done, or with --check: the summary is of these contracts and nothing is missing in it
  1  with --check: a score is too low, a survivor is not explained or an explanation without one, or
     the contracts have changed
  2  wrong usage
`;

interface Options {
  only?: string;
  jobs: number;
  sample?: number;
  seconds?: number;
  minutes?: number;
  wider?: boolean;
  confirm?: boolean;
  equivalent?: boolean;
  list?: boolean;
  summary?: boolean;
  check?: boolean;
}

function readExplanations(): Explanation[] {
  if (!existsSync(EXPLANATIONS)) return [];
  return JSON.parse(readFileSync(EXPLANATIONS, "utf8")) as Explanation[];
}

function rowOf(file: string, counts: Counts): string[] {
  const { mutants, killed, timedOut, survived, explained, score } = counts;
  const { unfinished, equivalent, untried } = counts;
  const noticed = [mutants, killed, timedOut, survived, explained];
  const numbers = [...noticed, unfinished, equivalent, untried];
  return [file.replace("contracts/", ""), ...numbers.map(String), score.toFixed(2)];
}

function print({ total, files }: Summary): void {
  const titles =
    "mutants,killed,timed out,survived,explained,unfinished,equivalent,not run,score".split(",");
  const columns = [
    { title: "file" },
    ...titles.map((title) => ({ title, align: "right" as const })),
  ];
  const rows = [...files.map((file) => rowOf(file.file, file)), rowOf("all", total)];
  for (const line of table(columns, rows)) console.log(line);
  const { score, killed, timedOut, mutants, explained } = total;
  console.log(
    `score ${score.toFixed(2)} %: ${killed + timedOut} of ${mutants} noticed, ${explained} explained`,
  );
}

function check(): number {
  const summary = JSON.parse(readFileSync(SUMMARY, "utf8")) as Summary;
  print(summary);
  const faults = faultsOf(summary, stateOfSources(), readExplanations());
  for (const fault of faults) console.error(`Error: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

runScript(async () => {
  const names = AREAS.map(({ name }) => name);
  const options = toolCommand("mutate")
    .description("Make small changes in the contracts, and see whether the tests notice each.")
    .addOption(new Option("--only <area>", "one part of the system").choices(names))
    .option("--jobs <count>", "how many workers", countOption, availableParallelism())
    .option("--sample <count>", "of each area, so many mutants spread evenly", countOption)
    .option("--seconds <count>", "of each mutant's tests, those that take so long", countOption)
    .option("--minutes <count>", "of each part, what can be done in that time", countOption)
    .option("--wider", "with the tests of trade, of adversaries and of very large cases")
    .option("--confirm", "see kills a second time that were seen once, by the same test alone")
    .option("--equivalent", "find the survivors that compile to the code of the original")
    .option("--list", "print the mutants and run nothing")
    .option("--summary", "write mutants/summary.json from the results so far, and run nothing")
    .option("--check", "look at mutants/summary.json, and run nothing")
    .addHelpText("after", HELP)
    .parse()
    .opts<Options>();
  if (options.check === true) return check();

  const tell = (line: string): void => {
    console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
  };
  const compile = await loadCompiler();
  const mutants = await listMutants(compile);
  if (options.list === true) {
    for (const { file, line, operator, place, original, replacement } of mutants) {
      console.log(JSON.stringify({ file, line, operator, place, original, replacement }));
    }
    return 0;
  }

  const { only, sample, jobs, seconds = Infinity, minutes = Infinity } = options;
  const { wider = false, confirm = false } = options;
  const journal = new Journal(JOURNAL);
  const explanations = readExplanations();
  if (options.summary !== true) {
    for (const area of AREAS.filter(({ name }) => only === undefined || name === only)) {
      const ofArea = mutants.filter(({ file }) => areaOf(file) === area);
      const every = sample === undefined ? 1 : Math.ceil(ofArea.length / sample);
      const chosen = ofArea.filter((_, index) => index % every === 0);
      if (options.equivalent === true) markEquivalent(area, chosen, journal, compile, tell);
      else {
        await runArea(area, chosen, journal, compile, {
          jobs,
          budget: seconds * 1000,
          wider,
          confirm,
          explained: explainedOf(chosen, explanations),
          end: Date.now() + minutes * 60_000,
          tell,
        });
      }
    }
  }
  const summary = summarize(mutants, journal, explanations);
  print(summary);
  mkdirSync(path.dirname(SUMMARY), { recursive: true });
  writeFileSync(
    SUMMARY,
    `${JSON.stringify({ sources: stateOfSources(), ...summary }, undefined, 2)}\n`,
  );
  return 0;
});
