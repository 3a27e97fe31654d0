import { Command, CommanderError, Option } from "commander";
import path from "node:path";

import { jsonOf } from "./lib/jsonOf";
import { runScript } from "./lib/runScript";
import { stylesFor } from "./lib/styles";
import { exitCodeOf } from "./scenario/exitCodeOf";
import { exitCodes } from "./scenario/exitCodes";
import { playScenario } from "./scenario/playScenario";
import { readScenario } from "./scenario/readScenario";
import { renderReport } from "./scenario/renderReport";
import { renderStep } from "./scenario/renderStep";
import { ScenarioError } from "./scenario/ScenarioError";
import { SetUpError } from "./scenario/SetUpError";
import { StepError } from "./scenario/StepError";
import { UnreadableScenarioError } from "./scenario/UnreadableScenarioError";

const EXAMPLES = path.join(__dirname, "../examples");

const HELP = `
The scenario is played in a community that is deployed on a network inside this process; nothing is
written to disk but compiled contracts. What happens is told on standard output, mistakes and
progress go to standard error.

Scenarios that come with it, in examples/:
  house.json      a house built by many hands; a supplier fails (the default)
  code.json       half up front, half on test, and the programmer vanishes
  fishermen.json  four fishermen each finance one thing and form a crew
  flat.json       a flat let with a deposit that is released in stages
  aid.json        aid money paid out on milestones, one of them missed
How to write your own: docs/scenarios.md

Colour is used on a terminal only, and not if NO_COLOR is set.

Exit codes:
  0  the story was played to its end, and the money adds up
  1  something failed that should not
  2  wrong usage
  3  the scenario file cannot be read, has a mistake, or its set-up is refused
  4  a step failed, or went another way than the story expects
  5  vault = deposits + escrows + fees does not hold, or the books do not meet one another
`;

interface Options {
  scenario: string;
  json?: true;
}

function parseOptions(): Options | number {
  const program = new Command("start")
    .description("Play a scenario: a community trades, breaks a deal, is compensated and judges.")
    .addOption(
      new Option("--scenario <file>", "the scenario file to play").default(
        path.join(EXAMPLES, "house.json"),
        "examples/house.json",
      ),
    )
    .option("--json", "print one JSON object (amounts in token units, as decimal strings)")
    .addHelpText("after", HELP)
    .allowExcessArguments(false)
    .showHelpAfterError("A scenario file is given with --scenario <file>; --help tells the rest.")
    .exitOverride();
  try {
    return program.parse().opts<Options>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
}

/** Says on a terminal what is being done, until it is done. */
async function during<T>(what: string, work: Promise<T>): Promise<T> {
  const { stderr } = process;
  if (!stderr.isTTY) return work;
  stderr.write(`${what} ...`);
  try {
    return await work;
  } finally {
    stderr.write("\r\u001b[K");
  }
}

async function play(options: Options): Promise<number> {
  const scenario = readScenario(options.scenario);
  // Hardhat takes a second to load: mistakes above are told without it.
  const { default: hre } = await import("hardhat");
  await during("Compiling", hre.run("compile", { quiet: true }));

  const styles = stylesFor(process.stdout);
  const tell = (text: string): void => {
    if (!options.json) console.log(text);
  };
  tell(`${styles.bold(scenario.title)}\n`);
  const played = await playScenario(hre, scenario, {
    onStep: (step) => {
      tell(renderStep(step, styles));
    },
  });
  if (options.json) console.log(jsonOf(played));
  else tell(renderReport(played.report, styles));

  return exitCodeOf(played.report);
}

function fail(message: string, exitCode: number): number {
  console.error(`Error: ${message}`);
  return exitCode;
}

runScript(async () => {
  const options = parseOptions();
  if (typeof options === "number") return options;
  try {
    return await play(options);
  } catch (error) {
    const { scenario: file } = options;
    if (error instanceof ScenarioError || error instanceof UnreadableScenarioError) {
      return fail(error.message, exitCodes.badScenario);
    }
    if (error instanceof SetUpError) {
      const { place, reason: message } = error;
      return fail(new ScenarioError(file, [{ place, message }]).message, exitCodes.badScenario);
    }
    if (error instanceof StepError) return fail(`${file}: ${error.message}`, exitCodes.stepFailed);
    throw error;
  }
});
