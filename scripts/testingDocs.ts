import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as prettier from "prettier";
import type { z } from "zod";

import { ANSWER_COLUMNS, rowOf } from "../test/malformed/Answers";
import { Tally, TALLY_COLUMNS } from "../test/model/Tally";
import {
  fuzzResult,
  malformedResult,
  type FuzzResult,
  type MalformedResult,
} from "./audit/longRuns";
import { digestOf } from "./coverage/digestOf";
import { contractSources } from "./lib/contractSources";
import { markdownTable } from "./lib/markdown";
import { replaceParts } from "./lib/replaceParts";
import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";

const ROOT = path.join(__dirname, "..");
const DOCUMENT = path.join(ROOT, "docs/testing.md");

/** What follows from a result that is kept under `audit/`, and whether it is of the contracts as they are. */
function partOf<Result extends { sources: string }>(
  file: string,
  schema: z.ZodType<Result>,
  write: (result: Result) => string[],
): string[] {
  const kept = path.join(ROOT, "audit", file);
  if (!existsSync(kept)) return ["Not yet run."];
  const result = schema.parse(JSON.parse(readFileSync(kept, "utf8")));
  if (result.sources === digestOf(contractSources())) return write(result);
  return ["**The contracts have changed since these calls were made.**", "", ...write(result)];
}

function fuzzPart({ runs, steps, seed, compareEvery, calls }: FuzzResult): string[] {
  const tally = new Tally();
  tally.add(calls);
  return [
    `${runs.toLocaleString("en")} runs of ${steps} calls from seed ${seed}, everything compared after every ${compareEvery} calls, to their end without a difference:`,
    "",
    ...markdownTable(TALLY_COLUMNS, tally.rows()),
  ];
}

function malformedPart({ calls, seed, contracts }: MalformedResult): string[] {
  return [
    `${calls.toLocaleString("en")} calls of each contract from seed ${seed}:`,
    "",
    ...markdownTable(
      ANSWER_COLUMNS,
      Object.entries(contracts).map(([contract, answers]) => rowOf(contract, answers)),
    ),
  ];
}

runScript(async () => {
  const options = toolCommand("testing:docs")
    .description("Write the figures of docs/testing.md from the results of the longest runs.")
    .option("--check", "write nothing; exit with 1 if the figures are out of date")
    .parse()
    .opts<{ check?: true }>();

  const before = readFileSync(DOCUMENT, "utf8");
  const replaced = replaceParts(before, {
    fuzz: partOf("fuzz.json", fuzzResult, fuzzPart),
    malformed: partOf("malformed.json", malformedResult, malformedPart),
  });
  const style = await prettier.resolveConfig(DOCUMENT);
  const now = await prettier.format(replaced, { ...style, filepath: DOCUMENT });
  if (now === before) return 0;
  if (options.check) {
    console.error("docs/testing.md is out of date, run `npm run testing:docs`");
    return 1;
  }
  await writeFile(DOCUMENT, now);
  return 0;
});
