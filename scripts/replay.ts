import { Command, CommanderError, InvalidArgumentError } from "commander";
import hre from "hardhat";
import { writeFile } from "node:fs/promises";

import { countOption } from "./lib/countOption";
import { whyUnwritable } from "./lib/fileAccess";
import { runScript } from "./lib/runScript";
import { stylesFor } from "./lib/styles";
import { drawSuretyGraph } from "./replay/drawSuretyGraph";
import { formatReport } from "./replay/formatReport";
import { foundCommunity } from "./replay/foundCommunity";
import { liveNetwork } from "./replay/liveNetwork";
import { makeReport } from "./replay/makeReport";
import { MalformedLineError } from "./replay/MalformedLineError";
import { ProgressBar } from "./replay/ProgressBar";
import { readBooks } from "./replay/readBooks";
import { readRatings } from "./replay/readRatings";
import { RefusedCallError } from "./replay/RefusedCallError";
import { surveyRatings } from "./replay/surveyRatings";
import { UnsuitableNetworkError } from "./replay/UnsuitableNetworkError";

const ExitCode = { Done: 0, Usage: 2, BadFile: 3, Refused: 4, NotConserved: 5 } as const;

interface Options {
  json?: true;
  limit?: number;
  svg?: string;
}

function writablePath(file: string): string {
  const why = whyUnwritable(file);
  if (why !== undefined) throw new InvalidArgumentError(`Cannot write it: ${why}.`);
  return file;
}

const command = new Command("replay")
  .description(
    "Live a trust network through the contracts, on a network of its own in this process, and report what came of it.",
  )
  .argument("<file>", "lines of rater,rated,rating,time, in the order of time")
  .option("--json", "print the report as one JSON object")
  .option("--limit <lines>", "live only the first lines of the file", countOption)
  .option("--svg <path>", "draw the surety graph to a file", writablePath)
  .addHelpText(
    "after",
    `
Exit codes:
  0  the network was lived to its end, and conservation was proved
  1  something failed that should not
  2  wrong usage
  3  the file cannot be read, has a malformed line or too few raters; nothing was sent
  4  the contracts refused what the rules ask for
  5  the vault's books do not meet its balance, or one another

Progress is drawn on a terminal only, colours too unless NO_COLOR is set.
The rules are told in docs/replay.md.`,
  )
  .exitOverride();

async function replay(file: string, { json, limit, svg }: Options): Promise<number> {
  const survey = await surveyRatings(readRatings(file, limit));
  await hre.run("compile", { quiet: true });
  const world = await foundCommunity(survey.founders, survey.beginning);

  const bar = new ProgressBar(process.stderr, survey.lines);
  const begun = performance.now();
  await liveNetwork(world, readRatings(file, limit), ({ line }) => {
    const { gas } = world.network;
    bar.update(line, `${world.sureties.members.length} members, ${gas.transactions} transactions`);
  });
  const seconds = (performance.now() - begun) / 1_000;
  bar.clear();

  const books = await readBooks(world);
  const report = makeReport(world, { file, survey, books, seconds });
  if (svg !== undefined) await writeFile(svg, drawSuretyGraph(world.sureties.joined()));
  const styles = stylesFor(process.stdout);
  console.log(json ? JSON.stringify(report, null, 2) : formatReport(report, styles));
  return report.conservation.holds ? ExitCode.Done : ExitCode.NotConserved;
}

/** The exit code of an error that is told in one line; undefined for any other. */
function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof MalformedLineError || error instanceof UnsuitableNetworkError) {
    return ExitCode.BadFile;
  }
  return error instanceof RefusedCallError ? ExitCode.Refused : undefined;
}

runScript(async () => {
  try {
    command.parse();
    return await replay(command.args[0] ?? "", command.opts<Options>());
  } catch (error) {
    // Commander has said what is wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : ExitCode.Usage;
    const exitCode = exitCodeOf(error);
    if (exitCode === undefined) throw error;
    console.error(`Error: ${(error as Error).message}`);
    return exitCode;
  }
});
