import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

import { CHECKS } from "./audit/checks";
import type { Result } from "./audit/Check";
import { contractsRevision } from "./audit/contractsRevision";
import { formatResults, summaryOf } from "./audit/formatResults";
import { commandOf, runCheck, type Run } from "./audit/runCheck";
import { selectChecks, type Selection } from "./audit/selectChecks";
import { mergeResults, readStoredResults, storeResults } from "./audit/storedResults";
import { digestOf } from "./coverage/digestOf";
import { contractSources } from "./lib/contractSources";
import { jsonOf } from "./lib/jsonOf";
import { runScript } from "./lib/runScript";
import { stylesFor } from "./lib/styles";
import { toolCommand } from "./lib/toolCommand";

const ROOT = path.join(__dirname, "..");
const LOGS = "build/audit";
const SHOWN_LINES = 20;

const HELP = `
What each check says is kept in ${LOGS}/NAME.log; of one that fails the end is shown.

Exit codes:
  0  every check passed
  1  a check failed, or package.json has no script for it
  2  wrong usage
`;

interface Options extends Selection {
  list?: true;
  json?: true;
  write?: true;
}

function names(text: string): string[] {
  return text.split(",").filter((name) => name !== "");
}

/** The npm scripts of the package. */
function npmScripts(): Set<string> {
  const text = readFileSync(path.join(ROOT, "package.json"), "utf8");
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(text));
  return new Set(Object.keys(scripts));
}

function tell({ result, output }: Run): void {
  const { name, outcome, figure, seconds } = result;
  const { green, red, dim } = stylesFor(process.stderr);
  const mark = outcome === "passed" ? green(outcome) : red(outcome);
  console.error(`${name}: ${mark} ${dim(`${seconds} s`)} ${figure}`);
  if (outcome !== "failed") return;
  for (const line of output.trimEnd().split("\n").slice(-SHOWN_LINES)) console.error(`  ${line}`);
}

runScript(async () => {
  const options = toolCommand("audit")
    .description("Run every check of the contracts that ends within an hour, and print one table.")
    .option("--only <names>", "these checks alone, with commas between", names)
    .option("--skip <names>", "all but these checks", names)
    .option("--list", "print the checks and run none")
    .option("--json", "print the results as JSON")
    .option("--write", "keep the results in audit/results.json, for `npm run audit:docs`")
    .addHelpText("after", HELP)
    .parse()
    .opts<Options>();

  const checks = selectChecks(CHECKS, options);
  if (options.list) {
    if (options.json)
      console.log(jsonOf(checks.map((check) => ({ ...check, command: commandOf(check) }))));
    else for (const check of checks) console.log(`${check.name}: ${commandOf(check)}`);
    return 0;
  }

  const measured = {
    revision: contractsRevision(),
    sources: digestOf(contractSources()),
    day: new Date().toISOString().slice(0, 10),
  };
  const surroundings = { root: ROOT, scripts: npmScripts(), logs: path.join(ROOT, LOGS) };
  const results: Result[] = [];
  for (const [index, check] of checks.entries()) {
    console.error(`[${index + 1}/${checks.length}] ${commandOf(check)} ...`);
    const run = await runCheck(check, surroundings);
    results.push(run.result);
    tell(run);
  }

  if (options.write) {
    await storeResults(mergeResults(readStoredResults(), results, measured, CHECKS));
  }
  if (options.json) console.log(jsonOf({ ...measured, results, summary: summaryOf(results) }));
  else for (const line of formatResults(results)) console.log(line);
  return results.every(({ outcome }) => outcome === "passed") ? 0 : 1;
});
