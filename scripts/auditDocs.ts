import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as prettier from "prettier";
import { z } from "zod";

import { fuzzResult, malformedResult } from "./audit/longRuns";
import { readStoredResults } from "./audit/storedResults";
import { coveragePart } from "./auditDocs/coveragePart";
import { mutantsPart, mutantsSchema } from "./auditDocs/mutantsPart";
import {
  checksPart,
  gasPart,
  invariantsPart,
  proofsPart,
  scopePart,
  slitherPart,
} from "./auditDocs/parts";
import { runsPart } from "./auditDocs/runsPart";
import { digestOf } from "./coverage/digestOf";
import { summarySchema } from "./coverage/Summary";
import { UNREACHABLE } from "./coverage/unreachable";
import { BUDGETS } from "./gas/budgets";
import { contractSources } from "./lib/contractSources";
import { readRequirements, readTests } from "./lib/readTests";
import { replaceParts } from "./lib/replaceParts";
import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";
import { traceRequirements } from "./lib/traceRequirements";
import { scaleReport } from "./scale/ScaleReport";
import { readExplanations } from "./slither/explanations";

const ROOT = path.join(__dirname, "..");
const DOCUMENT = path.join(ROOT, "docs/audit.md");

/** A file that a command leaves, if it has been run. */
function readIfThere(name: string): unknown {
  const file = path.join(ROOT, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function readGas(): Record<string, number> {
  const text = readFileSync(path.join(ROOT, "gas/snapshot.json"), "utf8");
  return z.record(z.string(), z.number()).parse(JSON.parse(text));
}

runScript(async () => {
  const options = toolCommand("audit:docs")
    .description("Write the generated parts of docs/audit.md from the files they follow from.")
    .option("--check", "write nothing; exit with 1 if a part is out of date")
    .parse()
    .opts<{ check?: true }>();

  const gas = readGas();
  const sources = digestOf(contractSources());
  const before = readFileSync(DOCUMENT, "utf8");
  const replaced = replaceParts(before, {
    scope: scopePart(contractSources(), gas),
    invariants: invariantsPart(traceRequirements(readRequirements(), readTests()).requirements),
    checks: checksPart(readStoredResults(), sources),
    runs: runsPart(
      {
        fuzz: fuzzResult.parse(readIfThere("audit/fuzz.json")),
        malformed: malformedResult.parse(readIfThere("audit/malformed.json")),
        scale: scaleReport.parse(readIfThere("gas/scale.json")),
      },
      sources,
    ),
    proofs: proofsPart(),
    slither: slitherPart(readExplanations()),
    coverage: coveragePart(
      summarySchema.optional().parse(readIfThere("docs/coverage.json")),
      UNREACHABLE,
    ),
    mutants: mutantsPart(mutantsSchema.optional().parse(readIfThere("mutants/summary.json"))),
    gas: gasPart(gas, BUDGETS),
  });
  const style = await prettier.resolveConfig(DOCUMENT);
  const now = await prettier.format(replaced, { ...style, filepath: DOCUMENT });
  if (now === before) return 0;
  if (options.check) {
    console.error("docs/audit.md is out of date, run `npm run audit:docs`");
    return 1;
  }
  await writeFile(DOCUMENT, now);
  return 0;
});
