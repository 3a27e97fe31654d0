import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";

import { digestOf } from "./coverage/digestOf";
import { faultsOf } from "./coverage/faultsOf";
import { hitsSchema } from "./coverage/Hits";
import { measuredTests } from "./coverage/measuredTests";
import { formatTotals, renderSummary } from "./coverage/renderSummary";
import { summarize } from "./coverage/summarize";
import { storedSummarySchema, type StoredSummary, type Summary } from "./coverage/Summary";
import { countTests, lostTests } from "./coverage/testCounts";
import { UNREACHABLE } from "./coverage/unreachable";
import { contractSources } from "./lib/contractSources";
import { KepilError } from "./lib/KepilError";
import { readTests } from "./lib/readTests";
import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";

const HELP = `
Writes the summary to docs/coverage.json and docs/coverage.md, and what every line and branch came to
to coverage/index.html and coverage/lcov.info.

Exit codes:
  0  everything that can be reached was
  1  something was not, or something listed as unreachable was, or a test failed; with --check:
     the summary says so, the contracts have changed since, or tests have gone
  2  wrong usage
`;

const ROOT = path.join(__dirname, "..");
const SUMMARY = path.join(ROOT, "docs/coverage.json");
const PAGE = path.join(ROOT, "docs/coverage.md");
/** Where solidity-coverage leaves what it counted. */
const HITS = path.join(ROOT, "coverage.json");

/** What was compiled for the last measurement, and for which sources. */
const BUILD = path.join(ROOT, "build/coverage");
const BUILD_SOURCES = path.join(BUILD, "sources");
const PROBE_SCRIPT = path.join(__dirname, "coverage/probe.ts");

/** The numbers of all statements shift when one comes or goes: nothing compiled before can stay. */
function clearStaleBuild(): void {
  const probe = [PROBE_SCRIPT, readFileSync(PROBE_SCRIPT, "utf8")] as const;
  const sources = digestOf(new Map([...contractSources(), probe]));
  if (existsSync(BUILD_SOURCES) && readFileSync(BUILD_SOURCES, "utf8") === sources) return;
  rmSync(BUILD, { recursive: true, force: true });
  mkdirSync(BUILD, { recursive: true });
  writeFileSync(BUILD_SOURCES, sources);
}

/** Runs the tests with instrumented contracts; false if one fails. */
function measure(): boolean {
  const { status, error } = spawnSync(
    process.execPath,
    [
      "--expose-gc",
      require.resolve("hardhat/internal/cli/bootstrap"),
      ...["--config", "hardhat.coverage.config.ts", "coverage"],
      ...["--testfiles", `{${measuredTests().join(",")}}`],
    ],
    {
      cwd: ROOT,
      // The first has the network of this process made for it, the second spares it the check of types.
      env: { ...process.env, SOLIDITY_COVERAGE: "true", TS_NODE_TRANSPILE_ONLY: "true" },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  if (error !== undefined) throw error;
  return status === 0;
}

/** How many tests there are to measure with. */
function testsOfNow(): Record<string, number> {
  return countTests(measuredTests(), readTests());
}

async function pageOf(summary: Summary): Promise<string> {
  const style = await resolveConfig(PAGE);
  return format(renderSummary(summary, UNREACHABLE), { ...style, filepath: PAGE });
}

function tell(faults: readonly string[]): number {
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

/** Measures, and writes the summary. */
async function update(): Promise<number> {
  clearStaleBuild();
  const passed = measure();
  const hits = hitsSchema.parse(JSON.parse(readFileSync(HITS, "utf8")));
  const summary: StoredSummary = { ...summarize(hits, contractSources()), tests: testsOfNow() };
  writeFileSync(SUMMARY, `${JSON.stringify(summary, null, 2)}\n`);
  writeFileSync(PAGE, await pageOf(summary));
  console.log(formatTotals(summary));
  return tell([...(passed ? [] : ["A test failed."]), ...faultsOf(summary, UNREACHABLE)]);
}

/** Compares the summary with the thresholds and the contracts. */
async function check(): Promise<number> {
  if (!existsSync(SUMMARY))
    throw new KepilError("Coverage has not been measured yet", { docs: "docs/testing.md" });
  const summary = storedSummarySchema.parse(JSON.parse(readFileSync(SUMMARY, "utf8")));
  console.log(formatTotals(summary));
  const faults = faultsOf(summary, UNREACHABLE);
  if (summary.sources !== digestOf(contractSources())) {
    faults.push("The contracts have changed since coverage was measured: run `npm run coverage`.");
  } else if (readFileSync(PAGE, "utf8") !== (await pageOf(summary))) {
    faults.push(
      "docs/coverage.md does not say what docs/coverage.json does: run `npm run coverage`.",
    );
  }
  faults.push(...lostTests(summary.tests, testsOfNow()));
  return tell(faults);
}

runScript(async () => {
  const { check: checking } = toolCommand("coverage")
    .description(
      "Measure which statements, branches, functions and lines of the contracts the tests run.",
    )
    .option("--check", "measure nothing; exit with 1 if the summary is out of date or below 100 %")
    .addHelpText("after", HELP)
    .parse()
    .opts<{ check?: true }>();

  return checking ? check() : update();
});
