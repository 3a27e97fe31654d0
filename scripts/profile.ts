import { InvalidArgumentError } from "commander";
import { run } from "hardhat";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";

import { BUDGETS, type Operation } from "./gas/budgets";
import { measureAll } from "./gas/measureAll";
import { formatProfile } from "./gas/trace/formatProfile";
import type { Profile } from "./gas/trace/Profile";
import { summarise } from "./gas/trace/summarise";
import { TraceMeter } from "./gas/trace/TraceMeter";
import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";

const FILE = path.join(__dirname, "../gas/profile.json");

interface Options {
  operation?: Operation[];
  check?: true;
}

function operations(text: string): Operation[] {
  const keys = Object.keys(BUDGETS) as Operation[];
  return text.split(",").map((name) => {
    const key = keys.find((known) => known === name);
    if (key === undefined) throw new InvalidArgumentError(`Expected some of ${keys.join(", ")}.`);
    return key;
  });
}

runScript(async () => {
  const { operation: wanted, check } = toolCommand("gas:profile")
    .description("Find out what the gas of every operation goes into, in gas/profile.json.")
    .option("--operation <keys>", "print these call by call, and write nothing", operations)
    .option("--check", "write nothing; exit with 1 if the file differs")
    .parse()
    .opts<Options>();

  await run("compile", { quiet: true });
  const profiles = new Map<Operation, Profile[]>();
  await measureAll((community) =>
    TraceMeter.open(community, profiles, (key) => wanted?.includes(key) ?? true),
  );

  if (wanted !== undefined) {
    for (const [key, calls] of profiles) {
      console.log([key, ...calls.flatMap(formatProfile), ""].join("\n"));
    }
    return 0;
  }
  const summaries = [...profiles].map(([key, calls]) => [key, calls.map(summarise)] as const);
  summaries.sort(([a], [b]) => (a < b ? -1 : 1));
  const text = `${JSON.stringify(Object.fromEntries(summaries), null, 2)}\n`;
  if (check) {
    if (existsSync(FILE) && readFileSync(FILE, "utf8") === text) return 0;
    console.error("gas/profile.json is out of date, run `npm run gas:profile`");
    return 1;
  }
  await writeFile(FILE, text);
  return 0;
});
