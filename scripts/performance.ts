import { Command } from "commander";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

import { profileFile } from "./gas/trace/summarise";
import { runScript } from "./lib/runScript";
import { insertTables } from "./performance/insertTables";
import { makeTables, mismatches } from "./performance/makeTables";
import { scaleReport } from "./scale/ScaleReport";

const ROOT = path.join(__dirname, "..");
const DOCUMENT = path.join(ROOT, "docs/performance.md");

function read(name: string): unknown {
  return JSON.parse(readFileSync(path.join(ROOT, "gas", name), "utf8"));
}

interface Options {
  check?: true;
}

runScript(async () => {
  const { check } = new Command("performance")
    .description(
      "Put the figures of gas/snapshot.json, gas/profile.json and gas/scale.json into docs/performance.md.",
    )
    .option(
      "--check",
      "write nothing; exit with 1 if the document or one of the files is out of date",
    )
    .parse()
    .opts<Options>();

  const figures = {
    snapshot: z.record(z.string(), z.number()).parse(read("snapshot.json")),
    profile: profileFile.parse(read("profile.json")),
    scale: scaleReport.parse(read("scale.json")),
  };
  const stale = mismatches(figures);
  for (const line of stale) console.error(line);

  const before = readFileSync(DOCUMENT, "utf8");
  const after = insertTables(before, makeTables(figures));
  if (check) {
    if (before !== after)
      console.error("docs/performance.md is out of date, run `npm run performance`");
    return before === after && stale.length === 0 ? 0 : 1;
  }
  await writeFile(DOCUMENT, after);
  return stale.length === 0 ? 0 : 1;
});
