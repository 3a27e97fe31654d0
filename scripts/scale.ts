import { InvalidArgumentError } from "commander";
import { run } from "hardhat";
import { writeFile } from "node:fs/promises";
import path from "node:path";

import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";
import { ProgressBar } from "./replay/ProgressBar";
import { formatScale } from "./scale/formatScale";
import { growthsOf } from "./scale/ScaleReport";
import { measureScale } from "./scale/measureScale";

const RESULT = path.join(__dirname, "../gas/scale.json");

/** Without a terminal, how many members later progress is told again. */
const TELL_AFTER = 5_000;

/** The founders, those they stand for, and one more. */
const FEWEST = 8;

interface Options {
  members: number[];
  json?: true;
  write?: true;
}

function sizes(text: string): number[] {
  const list = text.split(",").map(Number);
  const grows = list.every((size, index) => index === 0 || size > (list[index - 1] ?? 0));
  if (!list.every((size) => Number.isSafeInteger(size) && size >= FEWEST) || !grows) {
    throw new InvalidArgumentError(
      `Expected whole numbers from ${FEWEST}, each above the one before.`,
    );
  }
  return list;
}

runScript(async () => {
  const options = toolCommand("bench:scale")
    .description(
      "Measure what every operation costs in a community of more and more members, each of whom has really joined it.",
    )
    .option("--members <counts>", "how many, with commas between", sizes, [10, 1_000, 100_000])
    .option("--json", "print the report as one JSON object")
    .option("--write", "keep the report in gas/scale.json, for docs/performance.md")
    .addHelpText(
      "after",
      `
Exit codes:
  0  every operation costs the same at all sizes, but for the bytes of member numbers in its calls
  1  one does not, or something failed that should not
  2  wrong usage

Progress is told on stderr. 100,000 members take 11 minutes of processor time and 11 GB of memory.`,
    )
    .parse()
    .opts<Options>();

  await run("compile", { quiet: true });
  let bar = new ProgressBar(process.stderr, 0);
  let goalBefore = 0;
  let toldAt = 0;
  const report = await measureScale(options.members, {
    grown: (size, goal) => {
      if (goal !== goalBefore) bar = new ProgressBar(process.stderr, goal);
      goalBefore = goal;
      bar.update(size, `${size} of ${goal} members`);
      if (size >= toldAt + TELL_AFTER && !process.stderr.isTTY) {
        console.error(`${size} of ${goal} members`);
        toldAt = size;
      }
    },
    measuring: (size) => {
      bar.clear();
      console.error(`${size} members have joined; measuring`);
    },
  });

  if (options.write) await writeFile(RESULT, `${JSON.stringify(report, null, 2)}\n`);
  console.log(options.json ? JSON.stringify(report, null, 2) : formatScale(report));
  const growths = growthsOf(report);
  for (const { operation, gas } of growths) {
    console.error(`${operation} depends on the number of members: ${gas.join(", ")}`);
  }
  return growths.length > 0 ? 1 : 0;
});
