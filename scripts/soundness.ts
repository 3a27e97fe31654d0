import { Command, CommanderError, InvalidArgumentError } from "commander";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { jsonOf } from "./lib/jsonOf";
import { runScript } from "./lib/runScript";
import { stylesFor } from "./lib/styles";
import { MalformedLineError } from "./replay/MalformedLineError";
import { ProgressBar } from "./replay/ProgressBar";
import { readRatings } from "./replay/readRatings";
import { UnsuitableNetworkError } from "./replay/UnsuitableNetworkError";
import { drawCommunity } from "./soundness/drawCommunity";
import { formatReport } from "./soundness/formatReport";
import { runStrategies } from "./soundness/runStrategies";
import { writeDocs } from "./soundness/writeDocs";

const ExitCode = { Done: 0, Usage: 2, BadFile: 3 } as const;

const HELP = `
Exit codes:
  0  all strategies were played, and the books met after each play
  1  something failed that should not
  2  wrong usage
  3  the file cannot be read, has a malformed line or too few people

Nothing is sent anywhere: the model in test/model/ is played, not the contracts.
What was tried and what came of it is told in docs/soundness.md.`;

interface Options {
  json?: true;
  seed: number;
  trials: number;
  members: number;
  sweeps: boolean;
  write?: string;
}

function countFrom(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`Expected a whole number from ${least}.`);
    }
    return value;
  };
}

const command = new Command("soundness")
  .description(
    "Play strategies against honest members of a real trust network, and tell whether they pay.",
  )
  .argument("<file>", "lines of rater,rated,rating,time, in the order of time")
  .option("--json", "print everything that was measured as one JSON object")
  .option("--seed <number>", "what all dice follow from", countFrom(0), 1)
  .option("--trials <count>", "how often each strategy is played per setting", countFrom(1), 40)
  .option("--members <count>", "how many of those who join first to take", countFrom(20), 200)
  .option("--no-sweeps", "measure the defaults alone")
  .option("--write <folder>", "write soundness.md and its plots there")
  .addHelpText("after", HELP)
  .allowExcessArguments(false)
  .exitOverride();

/** The document tells of the sweeps too. */
function checkOptions({ write, sweeps }: Options): void {
  if (write !== undefined && !sweeps) {
    command.error("error: option '--write' cannot be used with option '--no-sweeps'");
  }
}

async function soundness(file: string, options: Options): Promise<number> {
  checkOptions(options);
  const begun = performance.now();
  const community = await drawCommunity(() => readRatings(file), options.members);
  const ratings = createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
  let bar: ProgressBar | undefined;
  const report = runStrategies(community, {
    ...options,
    ratings,
    onProgress: (done, all) => {
      bar ??= new ProgressBar(process.stderr, all);
      bar.update(done, "settings");
    },
  });
  bar?.clear();
  if (options.write !== undefined) {
    for (const file of await writeDocs(report, options.write)) console.error(`wrote ${file}`);
  }
  if (options.json) {
    console.log(jsonOf(report));
    return ExitCode.Done;
  }
  console.log(formatReport(report, stylesFor(process.stdout)));
  const { user, system } = process.cpuUsage();
  const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);
  console.log(
    `${seconds(performance.now() - begun)} s, of which ${seconds((user + system) / 1_000)} s of processor time`,
  );
  return ExitCode.Done;
}

runScript(async () => {
  try {
    command.parse();
    return await soundness(command.args[0] ?? "", command.opts<Options>());
  } catch (error) {
    // Commander has said what is wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : ExitCode.Usage;
    if (!(error instanceof MalformedLineError || error instanceof UnsuitableNetworkError)) {
      throw error;
    }
    console.error(`Error: ${error.message}`);
    return ExitCode.BadFile;
  }
});
