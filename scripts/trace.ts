import { readRequirements, readTests } from "./lib/readTests";
import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";
import { traceRequirements, type Trace } from "./lib/traceRequirements";

interface Options {
  allowMissing?: true;
  json?: true;
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
  const options = toolCommand("trace")
    .description("Print which tests cover each requirement; exit with 1 if one has none.")
    .option("--allow-missing", "exit with 0 though requirements have no test")
    .option("--json", "print one JSON object")
    .parse()
    .opts<Options>();

  const trace = traceRequirements(readRequirements(), readTests());

  if (options.json) console.log(JSON.stringify(trace, null, 2));
  else print(trace);

  const missing = options.allowMissing ? [] : trace.missing;
  return missing.length + trace.unknown.length > 0 ? 1 : 0;
});
