import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { differingFiles } from "./lib/differingFiles";
import { generateBindings } from "./lib/generateBindings";
import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";

const BINDINGS = path.join(__dirname, "../typechain-types");

async function write(): Promise<void> {
  await rm(BINDINGS, { recursive: true, force: true });
  await generateBindings(BINDINGS);
}

async function check(): Promise<number> {
  const fresh = await mkdtemp(path.join(tmpdir(), "kepil-bindings-"));
  try {
    await generateBindings(fresh);
    const stale = await differingFiles(BINDINGS, fresh);
    if (stale.length === 0) return 0;
    console.error("The bindings are out of date, run `npm run bindings`:");
    for (const file of stale) console.error(`  typechain-types/${file}`);
    return 1;
  } finally {
    await rm(fresh, { recursive: true });
  }
}

runScript(async () => {
  const options = toolCommand("bindings")
    .description("Generate typechain-types/ from the contracts.")
    .option("--check", "change nothing; exit with 1 if the files are out of date")
    .parse()
    .opts<{ check?: true }>();

  if (options.check) return check();
  await write();
  return 0;
});
