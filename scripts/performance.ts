import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as prettier from "prettier";
import { z } from "zod";

import { profileFile } from "./gas/trace/summarise";
import { replaceParts } from "./lib/replaceParts";
import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";
import { type Figures, makeTables, staleProfiles, staleScales } from "./performance/makeTables";
import { scaleReport } from "./scale/ScaleReport";

const ROOT = path.join(__dirname, "..");
const DOCUMENT = path.join(ROOT, "docs/performance.md");

function read(name: string): unknown {
  return JSON.parse(readFileSync(path.join(ROOT, "gas", name), "utf8"));
}

interface Options {
  check?: true;
  strict?: true;
}

/** Tells what is out of date; whether that is a failure. */
function tellStale(figures: Figures, strict: boolean): boolean {
  const profiles = staleProfiles(figures).join(", ");
  if (profiles !== "") {
    console.error(`gas/profile.json is out of date, run \`npm run gas:profile\`: ${profiles}`);
  }
  const scales = staleScales(figures).join(", ");
  if (scales !== "") {
    const meaning = strict ? "" : " (told only; --strict fails on it)";
    console.error(
      `gas/scale.json is out of date, run \`npm run bench:scale -- --write\`${meaning}: ${scales}`,
    );
  }
  return profiles !== "" || (strict && scales !== "");
}

runScript(async () => {
  const { check, strict } = toolCommand("performance")
    .description(
      "Put the figures of gas/snapshot.json, gas/profile.json and gas/scale.json into docs/performance.md.",
    )
    .option("--check", "write nothing; exit with 1 if the document is out of date")
    .option("--strict", "exit with 1 if gas/scale.json is out of date, which takes long to measure")
    .addHelpText("after", "\nExits with 1 if gas/profile.json is out of date, too.")
    .parse()
    .opts<Options>();

  const figures: Figures = {
    snapshot: z.record(z.string(), z.number()).parse(read("snapshot.json")),
    profile: profileFile.parse(read("profile.json")),
    scale: scaleReport.parse(read("scale.json")),
  };
  const isStale = tellStale(figures, strict === true);

  const before = readFileSync(DOCUMENT, "utf8");
  const style = await prettier.resolveConfig(DOCUMENT);
  const after = await prettier.format(replaceParts(before, makeTables(figures)), {
    ...style,
    filepath: DOCUMENT,
  });
  if (!check) {
    await writeFile(DOCUMENT, after);
  } else if (before !== after) {
    console.error("docs/performance.md is out of date, run `npm run performance`");
    return 1;
  }
  return isStale ? 1 : 0;
});
