import { Command, CommanderError, InvalidArgumentError } from "commander";

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
  .option("--trials <count>", "how often each strategy is played per setting", countFrom(1), 20)
  .option("--members <count>", "how many of those who join first to take", countFrom(20), 200)
  .option("--no-sweeps", "measure the defaults alone")
  .addHelpText("after", HELP)
  .allowExcessArguments(false)
  .exitOverride();

async function soundness(file: string, options: Options): Promise<number> {
  const begun = performance.now();
  const community = await drawCommunity(() => readRatings(file), options.members);
  let bar: ProgressBar | undefined;
  const report = runStrategies(community, {
    ...options,
    onProgress: (done, all) => {
      bar ??= new ProgressBar(process.stderr, all);
      bar.update(done, "settings");
    },
  });
  bar?.clear();
  if (options.json) {
    console.log(jsonOf(report));
    return ExitCode.Done;
  }
  console.log(formatReport(report, stylesFor(process.stdout)));
  console.log(`${((performance.now() - begun) / 1_000).toFixed(1)} s`);
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
