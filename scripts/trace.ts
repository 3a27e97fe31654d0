import { Command } from "commander";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

import { findTests } from "./lib/findTests";
import { runScript } from "./lib/runScript";
import { traceRequirements, type Trace, type TracedTest } from "./lib/traceRequirements";

const ROOT = path.join(__dirname, "..");

interface Options {
  allowMissing?: true;
  json?: true;
}

function readTests(): TracedTest[] {
  const files = readdirSync(path.join(ROOT, "test"), { encoding: "utf8", recursive: true });
  return files
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.posix.join("test", name.split(path.sep).join("/")))
    .sort()
    .flatMap((file) => {
      const source = readFileSync(path.join(ROOT, file), "utf8");
      return findTests(file, source).map((test) => ({ file, ...test }));
    });
}

function print({ requirements, missing, unknown }: Trace): void {
  for (const [id, tests] of Object.entries(requirements)) {
    console.log(tests.length === 0 ? `${id} -` : id);
    for (const { file, line, title } of tests) console.log(`  ${file}:${line} ${title}`);
  }
  if (missing.length > 0) console.error(`Without a test: ${missing.join(", ")}`);
  if (unknown.length > 0) console.error(`Not in test/requirements.json: ${unknown.join(", ")}`);
}

runScript(() => {
  const options = new Command("trace")
    .description("Print which tests cover each requirement; exit with 1 if one has none.")
    .option("--allow-missing", "exit with 0 though requirements have no test")
    .option("--json", "print one JSON object")
    .parse()
    .opts<Options>();

  const list = readFileSync(path.join(ROOT, "test/requirements.json"), "utf8");
  const trace = traceRequirements(z.array(z.string()).parse(JSON.parse(list)), readTests());

  if (options.json) console.log(JSON.stringify(trace, null, 2));
  else print(trace);

  const missing = options.allowMissing ? [] : trace.missing;
  return missing.length + trace.unknown.length > 0 ? 1 : 0;
});
